"""The truth that the mirror is measured against: joints lie in the picture where the body is."""

import numpy as np
import pytest

from frontrow.bench._mirror.people import DESK, SHELF, WALL, Shot, bare, shot
from frontrow.body import Body, size_body, stand

PAPER = np.array([int(WALL[i : i + 2], 16) for i in (1, 3, 5)])


@pytest.fixture(scope="module")
def body() -> Body:
    return size_body("women", "M")


@pytest.fixture(scope="module")
def facing(body: Body) -> Shot:
    return shot(bare(body, *stand(body), "clay"), SHELF)


def covered(taken: Shot, landmark: int) -> bool:
    """Whether the pixel at a joint shows the body, not the wall."""
    height, width = taken.frame.shape[:2]
    x, y = (taken.image[landmark] * (width, height)).astype(int)
    return bool(np.abs(taken.frame[y, x].astype(int) - PAPER).max() > 12)


def test_every_joint_lies_on_the_body_that_is_seen(facing: Shot) -> None:
    assert [k for k in facing.image if not covered(facing, k)] == []


def test_her_left_is_on_the_right_of_a_picture_and_her_head_is_up(facing: Shot) -> None:
    assert facing.image[11][0] > facing.image[12][0]
    assert facing.image[11][1] < facing.image[23][1] < facing.image[25][1] < facing.image[27][1]


def test_turned_to_the_side_her_shoulders_are_behind_one_another(body: Body) -> None:
    side = shot(bare(body, *stand(body), "clay"), DESK, 90)
    across = side.world[11] - side.world[12]
    assert abs(across[2]) > 0.95 * side.width
    assert np.linalg.norm(across) == pytest.approx(side.width, abs=1e-6)


def test_an_error_is_told_in_widths_of_her_shoulders(facing: Shot) -> None:
    left, right = facing.image[11], facing.image[12]
    assert facing.apart(11, *left) == 0
    assert facing.apart(11, *right) == pytest.approx(1, abs=0.06)  # she stands a little turned
