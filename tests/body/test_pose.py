"""Skinning is glTF's, and still poses do not run into themselves."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from frontrow.body import approach, dressing_pose, named_body, pose, pose_frames, seated, stand, walk
from frontrow.body.pose import identity


def gltf(body, rotations, root):
    """The specification's words, one vertex and one matrix at a time: sum of w * global(joint) *
    inverseBind."""
    m = body.mannequin
    world = []
    for j, parent in enumerate(m.parents):
        local = np.eye(4)
        local[:3, :3] = Rotation.from_quat(rotations[j]).as_matrix()
        local[:3, 3] = body.joints[j] + root if parent < 0 else body.joints[j] - body.joints[parent]
        world.append(local if parent < 0 else world[parent] @ local)
    out = []
    for v in range(0, m.vertices, 97):
        p = np.zeros(3)
        for j, w in zip(m.joint_indices[v], m.joint_weights[v], strict=True):
            inverse_bind = np.eye(4)
            inverse_bind[:3, 3] = -body.joints[j]
            p += w * (world[j] @ inverse_bind @ np.append(body.rest[v], 1))[:3]
        out.append(p)
    return np.array(out)


def test_skinning_is_exactly_gltf():
    body = named_body("curve-f")
    r = Rotation.random(len(body.joints), rng=np.random.default_rng(5)).as_quat()
    root = np.array([0.1, 0.2, -0.3])
    np.testing.assert_allclose(pose(body, r, root)[::97], gltf(body, r, root), atol=2e-6)


def test_no_rotation_is_the_rest_pose():
    body = named_body("tall-m")
    np.testing.assert_allclose(pose(body, identity(body), np.zeros(3)), body.rest, atol=1e-6)


@pytest.mark.parametrize("name", ["runway-f", "plus-f", "broad-m"])
def test_standing_poses_stand(name):
    body = named_body(name)
    for still in (dressing_pose(body), stand(body)):
        p = pose(body, *still)
        assert abs(p[:, 1].min()) < 0.001
        assert legs_apart(body, p) > 0
    hands = pose(body, *dressing_pose(body))[body.mannequin.zones["hands"], 0]
    assert np.abs(hands).min() > 0.35  # arms well out of the way of a garment


@pytest.mark.parametrize("name", ["petite-f", "tall-m", "broad-m"])
def test_guests_sit_with_feet_on_the_floor_and_hands_on_their_thighs(name):
    body = named_body(name)
    m = body.mannequin
    p = pose(body, *seated(body))
    assert abs(p[:, 1].min()) < 0.003
    seat = p[m.zones["torso"] & (p[:, 2] < 0.05)]
    assert 0.37 < seat[:, 1].min() < 0.49  # a bench of 44 cm, flesh gives a little
    hand, thigh = p[m.zones["hands"]], p[m.weight("thigh_twist") > 0.7]
    assert hand[:, 1].max() < thigh[:, 1].max() + 0.13  # not in the air
    assert np.median(hand[:, 1]) > np.median(thigh[:, 1])  # and not below
    assert np.abs(hand[:, 0]).max() < np.abs(thigh[:, 0]).max() + 0.06


def test_the_way_from_dressing_to_walking_stays_on_the_floor_and_clear():
    body = named_body("plus-f")
    way = approach(body, walk(body), 12)
    p = pose_frames(body, way.rotations, way.roots)
    np.testing.assert_allclose(p[0], pose(body, *dressing_pose(body)), atol=1e-6)
    assert np.abs(p[:, :, 1].min(1)).max() < 0.001
    assert min(legs_apart(body, q) for q in p) > 0


def legs_apart(body, p, cell=0.02):
    """The least distance across, where left and right leg pass each other, in cells of height and depth."""
    m = body.mannequin
    names = ("thigh", "thigh_twist", "shin", "shin_twist", "foot", "toes")
    low = body.rest[:, 1] < body.landmarks["crotch"][1] - 0.03
    ends = []
    for side, sign in (("L", 1), ("R", -1)):
        q = p[(m.weight(*(f"{n}.{side}" for n in names)) > 0.6) & low]
        key = np.floor(q[:, 1] / cell).astype(int) * 1000 + np.floor(q[:, 2] / cell).astype(int)
        order = np.lexsort((sign * q[:, 0], key))
        first = np.unique(key[order], return_index=True)
        ends.append(dict(zip(first[0].tolist(), q[order][first[1], 0].tolist(), strict=True)))
    return min((ends[0][k] - ends[1][k] for k in ends[0].keys() & ends[1].keys()), default=1.0)
