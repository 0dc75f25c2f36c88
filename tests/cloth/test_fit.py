"""Simulated cloth is put clear of a body that may pass through itself, and eased."""

import numpy as np
import pytest
import trimesh
from shapes import cylinder, sheet, tube

from frontrow.cloth import Cloth, Collider, Columns, fitted, signed_distance

Floats = np.ndarray


def two_limbs(apart: float) -> tuple[Floats, np.ndarray]:
    """Two balls of 10 cm, left and right: one mesh that overlaps itself where they are nearer than 20 cm."""
    ball = trimesh.creation.icosphere(4, 0.1)
    points, faces = np.array(ball.vertices), np.array(ball.faces)
    side = np.array([apart / 2, 0, 0])
    return np.concatenate([points - side, points + side]), np.concatenate([faces, faces + len(points)])


def turned(points: Floats) -> Floats:
    """Off the axes, so that no point lies on an edge by construction."""
    spin = trimesh.transformations.random_rotation_matrix(np.array([0.3, 0.6, 0.1]))[:3, :3]
    return np.asarray(points @ spin.T)


def test_winding_counts_the_limbs_a_point_is_in() -> None:
    body, faces = two_limbs(0.12)
    asked = np.array([[0, 0, 0], [0.1, 0.01, 0], [0, 0.09, 0], [0.3, 0, 0], [0, 0, 0.2], [0, 0, -0.2], [0, 0.0795, 0]])
    assert Columns(turned(body), faces).winding(turned(asked)).tolist() == [2, 1, 0, 0, 0, 0, 2]


def test_winding_agrees_with_the_distance_round_a_body_that_does_not_overlap() -> None:
    body, faces = two_limbs(0.3)
    points = np.random.default_rng(1).uniform(-0.3, 0.3, (4000, 3))
    inside = Columns(body, faces).winding(points)
    assert inside.sum() > 100
    assert ((signed_distance(points, body, faces, reach=0.2) < 0) == (inside == 1)).all()


def draped(height: float) -> tuple[Cloth, Floats]:
    """A level cloth of 24 cm at a height, centred."""
    cloth, flat = sheet(0.24, 0.24, 0.012)
    return cloth, np.c_[flat[:, 0] - 0.12, np.full(len(flat), height), 0.12 - flat[:, 1]]


@pytest.mark.parametrize("apart", [0.26, 0.19, 0.1])
def test_no_point_stays_inside_even_where_limbs_overlap(apart: float) -> None:
    body, faces = two_limbs(apart)
    cloth, x = draped(0.085)
    collider = Collider(faces, np.repeat([1, 2], len(body) // 2))
    assert Columns(body, faces).winding(x).max() > 0
    y = fitted(x, cloth, body, collider)
    assert Columns(body, faces).winding(y).max() == 0
    assert np.linalg.norm(y - x, axis=1).max() < 0.04


def test_cloth_that_fits_is_left_alone() -> None:
    body, faces = cylinder(0.1, -0.2, 0.5)
    cloth, x = tube(0.105, 0.3, 0.012)
    assert np.array_equal(fitted(x, cloth, body, Collider(faces)), x)


def test_a_local_stretch_is_shared_out_without_going_into_the_body() -> None:
    body, faces = cylinder(0.1, -0.2, 0.5)
    cloth, x = tube(0.105, 0.3, 0.012)
    pulled = x.copy()
    pulled[:, 1] += 0.02 * np.exp(-(((x[:, 1] - 0.15) / 0.03) ** 2)) * np.sign(x[:, 1] - 0.15)

    def stretched(at: Floats) -> float:
        ends = at[cloth.edges]
        return float((np.linalg.norm(ends[:, 0] - ends[:, 1], axis=1) / cloth.lengths > 1.05).mean())

    y = fitted(pulled, cloth, body, Collider(faces))
    assert stretched(pulled) > 0.02
    assert stretched(y) < 0.25 * stretched(pulled)
    assert Columns(body, faces).winding(y).max() == 0


def test_the_outer_layer_makes_way_for_the_inner_one() -> None:
    body, faces = cylinder(0.1, -0.2, 0.5)
    inner, x0 = tube(0.0985, 0.2, 0.012)
    outer, x1 = tube(0.1005, 0.2, 0.012)
    both = Cloth.join([inner, outer])
    y = fitted(np.concatenate([x0, x1]), both, body, Collider(faces))
    radius = np.hypot(y[:, 0], y[:, 2])
    middle = (y[:, 1] > 0.03) & (y[:, 1] < 0.17)
    assert radius[middle & (both.layer == 1)].mean() - radius[middle & (both.layer == 0)].mean() > 0.0012
    assert Columns(body, faces).winding(y).max() == 0


def test_the_same_input_gives_the_same_bits() -> None:
    body, faces = two_limbs(0.12)
    cloth, x = draped(0.08)
    assert np.array_equal(fitted(x, cloth, body, Collider(faces)), fitted(x, cloth, body, Collider(faces)))


def test_a_short_reach_leaves_what_is_deep_between_limbs() -> None:
    body, faces = two_limbs(0.1)
    cloth, x = draped(0.06)  # up to 4 cm deep in either ball
    deep = 0.1 - np.hypot(np.hypot(np.abs(x[:, 0]) - 0.05, x[:, 1]), x[:, 2])  # in the nearer ball
    away = np.abs(x[:, 0]) > 0.05  # on its far side, where no other limb is near
    y = fitted(x, cloth, body, Collider(faces), reach=0.012, rounds=1)
    assert np.linalg.norm(y - x, axis=1).max() < 0.012
    out = Columns(body, faces).winding(y) == 0
    assert out[away & (deep < 0.005)].all()
    assert not out[deep > 0.02].any()
