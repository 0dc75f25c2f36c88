"""Rays say what a photographer's eye would."""

import numpy as np
import pytest
import trimesh

from frontrow.look.light import Rays, cosine_directions, many_bounces, openness


@pytest.fixture(scope="module")
def floor() -> tuple[np.ndarray, np.ndarray]:
    corners = np.array([[-5, 0, -5], [5, 0, -5], [5, 0, 5], [-5, 0, 5]], float)
    return corners, np.array([[0, 2, 1], [0, 3, 2]])


def test_the_open_floor_sees_the_whole_sky(floor: tuple[np.ndarray, np.ndarray]) -> None:
    up = np.array([[0.0, 1.0, 0.0]])
    assert openness(Rays(floor), np.array([[1.0, 0, 1.0]]), up, 64)[0] == 1


def test_a_foot_of_a_wall_sees_half_of_it(floor: tuple[np.ndarray, np.ndarray]) -> None:
    wall = np.array([[0, -1, -500], [0, -1, 500], [0, 500, 500], [0, 500, -500]], float)
    rays = Rays(floor, (wall, np.array([[0, 1, 2], [0, 2, 3]])))
    seen = openness(rays, np.array([[0.01, 0.0, 0.0]]), np.array([[0.0, 1.0, 0.0]]), 400)[0]
    assert seen == pytest.approx(0.5, abs=0.03)


def test_inside_a_ball_it_is_dark_unless_the_wall_is_far() -> None:
    ball = trimesh.creation.icosphere(3, radius=2.0)
    rays = Rays((np.asarray(ball.vertices), np.asarray(ball.faces)))
    here, up = np.zeros((1, 3)), np.array([[0.0, 1.0, 0.0]])
    assert openness(rays, here, up, 64)[0] == 0
    assert openness(rays, here, up, 64, far=1.0)[0] == 1


def test_directions_are_spread_by_the_cosine() -> None:
    d = cosine_directions(4000)
    assert np.allclose(np.linalg.norm(d, axis=1), 1)
    assert d[:, 2].mean() == pytest.approx(2 / 3, abs=0.01)  # the mean of a cosine-weighted cosine


def test_bounced_light_never_darkens_and_white_cloth_bounces_most() -> None:
    v = np.linspace(0, 1, 50)
    assert (many_bounces(v, 0.1) >= v).all()
    assert (many_bounces(v, 0.8) >= many_bounces(v, 0.1) - 1e-9).all()
