"""Inside and outside by counting, on a body that may pass through itself."""

import numpy as np
import trimesh

from frontrow.cloth import Columns, signed_distance

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
