"""The studio draws what stands in it, and only that."""

import numpy as np
import pytest
import trimesh

from frontrow.look.camera import Camera
from frontrow.look.colour import linear
from frontrow.look.picture import picture
from frontrow.look.studio import developed, mirrored
from frontrow.look.surface import Surface


@pytest.fixture(scope="module")
def ball() -> Surface:
    sphere = trimesh.creation.icosphere(3, radius=0.4)
    positions = sphere.vertices + np.array([0, 0.6, 0])
    count = len(positions)
    return Surface(positions, np.asarray(sphere.faces), np.tile(linear("#2040c0"), (count, 1)), np.full(count, 0.8))


CAMERA = Camera((0.0, 0.9, 6.0), (0.0, 0.6, 0.0), 1.6)


def test_a_blue_ball_stands_in_the_middle_and_throws_a_shadow(ball: Surface) -> None:
    image = picture([ball], CAMERA, (120, 160), samples=1, quality=8).astype(int)
    blue = image[..., 2] > image[..., 0] + 30
    columns = np.nonzero(blue)[1]
    assert columns.mean() == pytest.approx(60, abs=2)
    assert np.pi * 40**2 * 0.85 < blue.sum() < np.pi * 40**2 * 1.1  # 0.4 m at 100 pixels a metre
    assert (image[:20] == (0xF4, 0xF0, 0xE8)).all()
    below = image[125:150, 50:70].mean()
    assert below < 0.97 * image[5, 5].mean()


def test_the_light_comes_from_the_upper_left(ball: Surface) -> None:
    image = picture([ball], CAMERA, (120, 160), samples=1, quality=8).astype(int)
    assert image[60:70, 40:50].sum() > 1.2 * image[90:100, 70:80].sum()


def test_same_input_same_picture(ball: Surface) -> None:
    a, b = (picture([ball], CAMERA, (60, 80), samples=2, quality=4) for _ in range(2))
    assert np.array_equal(a, b)


def test_a_print_repeats_across_the_cloth() -> None:
    corners = np.array([[-0.5, 0.1, 0], [0.5, 0.1, 0], [0.5, 1.1, 0], [-0.5, 1.1, 0]], float)
    triangles = np.array([[0, 1, 2], [0, 2, 3]])
    stripes = np.zeros((8, 8, 3))
    stripes[:, :4] = (0.8, 0.05, 0.05)
    stripes[:, 4:] = (0.05, 0.05, 0.8)
    uv = corners[:, :2][triangles]
    sheet = Surface(
        corners, triangles, np.ones((4, 3)), np.ones(4), uv=uv, print_=stripes, tile=0.25, both=True, smooth=False
    )
    row = picture([sheet], CAMERA, (160, 160), samples=1, quality=4)[80].astype(int)
    red = (row[:, 0] > row[:, 2] + 40).astype(int)
    assert (np.diff(red) == 1).sum() == 4  # a metre of cloth, a stripe every quarter


def test_mirrors_show_the_soft_box_and_rough_surfaces_a_blur_of_it() -> None:
    towards = np.array([[-2.2, 2.0, 2.3]])
    towards /= np.linalg.norm(towards)
    away = np.array([[0.0, -1.0, 0.0]])
    glossy, rough = np.array([0.1]), np.array([0.9])
    assert mirrored(towards, glossy).max() > 5 * mirrored(away, glossy).max()
    assert mirrored(towards, rough).max() < 0.3 * mirrored(towards, glossy).max()


def test_film_keeps_black_black_and_never_burns_past_white() -> None:
    assert developed(np.zeros(3)).max() == 0
    assert developed(np.full(3, 1e4)).max() <= 1
    ramp = developed(np.linspace(0, 3, 50)[:, None] * np.ones(3))
    assert (np.diff(ramp[:, 0]) >= 0).all()
