"""Cloth has room: arms hang clear of the trunk, thighs of each other, and the skin does not pass through itself."""

import numpy as np
import pytest
from scipy.spatial import cKDTree

from frontrow.body import named_body, pose, pose_frames, size_body, stand, walk
from frontrow.cloth import Columns, signed_distance

BODIES = ["runway-f", "senior-f", "apple-m", "women/3XL"]
LEG = ("thigh", "thigh_twist", "shin", "shin_twist", "foot", "toes")


def of(name):
    return size_body(*name.split("/")) if "/" in name else named_body(name)


def least(frames, triangles, mine, other):
    """The least distance, metres, from the vertices `mine` to the skin of the vertices `other`, at most 5 cm."""
    skin = triangles[other[triangles].all(axis=1)]
    return min(signed_distance(p[mine], p, skin).min() for p in frames)


def sides(body):
    """(n,) bool each: the trunk, and the arms without the 8 cm that join them to it."""
    m = body.mannequin
    arms = m.zones["arms"] | m.zones["hands"]
    trunk = ~(arms | m.zones["head"] | m.zones["neck"])
    away = cKDTree(body.rest[trunk]).query(body.rest)[0] > 0.08
    return trunk, arms & away


@pytest.mark.parametrize("name", BODIES)
def test_arms_and_thighs_leave_room_for_two_layers_of_cloth(name):
    body = of(name)
    m, w = body.mannequin, walk(body)
    frames = pose_frames(body, w.rotations[::4], w.roots[::4]).astype(float)
    trunk, arms = sides(body)
    standing = pose(body, *stand(body)).astype(float)
    assert least([standing, *frames[::2]], m.triangles, arms, trunk) > 0.015
    low = body.rest[:, 1] < body.landmarks["crotch"][1] - 0.03
    left, right = ((m.weight(*(f"{k}.{s}" for k in LEG)) > 0.6) & low for s in "LR")
    assert least([standing, *frames], m.triangles, left, right) > 0.010


@pytest.mark.parametrize("name", BODIES)
def test_a_hanging_arm_does_not_sink_into_the_flank(name):
    body = of(name)
    m, w = body.mannequin, walk(body)
    near = np.zeros(m.vertices, bool)
    for side in "lr":
        near |= np.linalg.norm(body.rest - body.landmarks[f"underarm_{side}"], axis=1) < 0.2
    for p in [pose(body, *stand(body)), *pose_frames(body, w.rotations[::15], w.roots[::15])]:
        x = p.astype(float)
        normal = np.zeros_like(x)
        corner = x[m.triangles]
        face = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
        for k in range(3):
            np.add.at(normal, m.triangles[:, k], face)
        normal /= np.linalg.norm(normal, axis=1, keepdims=True)
        outside = x + 0.002 * normal  # of its own limb; inside another one it would count
        assert (Columns(x, m.triangles).winding(outside[near]) > 0).sum() <= 4  # of 2,000; the tip of the crease
