"""Moving cloth as a few whole-numbered shapes with weights that no tool drops."""

import numpy as np
import pytest

from frontrow.look.morph import JOINED, Morphs, Shapes, further
from frontrow.look.rounding import Order


def strip(count: int) -> Order:
    """A ribbon of triangles over points in a row: every one is the neighbour of two before and two behind."""
    first = np.arange(count - 2)[:, None]
    place = np.stack([np.arange(count) // 2 * 0.01, np.arange(count) % 2 * 0.01, np.zeros(count)], axis=1)
    return Order.of(place, first + np.arange(3), np.arange(count))


@pytest.fixture(scope="module")
def swing() -> np.ndarray:
    """A strip of 200 points that swings in three overlapping waves for 60 frames, metres."""
    s = np.linspace(0, 1, 200)
    t = np.arange(60)[:, None] / 60 * 2 * np.pi
    x = 0.10 * s * np.sin(t) + 0.03 * np.sin(2 * t + 3 * s) + 0.004 * np.sin(5 * t + 20 * s)
    return np.stack([x, np.broadcast_to(-s, x.shape), 0.05 * s * np.cos(t)], axis=2)


def missed(morphs: Morphs, frames: np.ndarray) -> np.ndarray:
    return np.array([morphs.frame(f) - frame for f, frame in enumerate(frames)])


def test_weights_lie_between_nought_and_one(swing: np.ndarray) -> None:
    weights = Shapes(swing).rounded(0.0005, strip(200)).weights
    assert weights.min() >= 0
    assert weights.max() <= 1


@pytest.mark.parametrize("noise", [0.0002, 0.0005, 0.002])
def test_the_error_is_what_was_asked_for(swing: np.ndarray, noise: float) -> None:
    error = missed(Shapes(swing).rounded(noise, strip(200)), swing)
    # two of three coordinates move; rounding leaves what was asked for, leaving shapes out a little more
    assert 0.4 * noise < np.sqrt((error**2).mean()) < 1.2 * noise


def test_more_error_takes_fewer_shapes_and_smaller_numbers(swing: np.ndarray) -> None:
    shapes = Shapes(swing)
    fine, coarse = shapes.rounded(0.0001, strip(200)), shapes.rounded(0.004, strip(200))
    assert len(coarse.targets) < len(fine.targets)
    assert np.abs(coarse.targets).max() < np.abs(fine.targets).max()


def test_a_shape_too_large_for_two_bytes_gets_larger_steps(swing: np.ndarray) -> None:
    shapes = Shapes(1000 * swing).rounded(0.0001, strip(200))
    assert np.sqrt((missed(shapes, 1000 * swing) ** 2).mean()) < 0.05  # of a swing of 100 m


def test_cloth_that_hangs_still_needs_one_shape() -> None:
    still = np.repeat(np.random.default_rng(0).normal(size=(1, 50, 3)), 60, axis=0)
    shapes = Shapes(still).rounded(0.0005, strip(50))
    assert len(shapes.targets) == 1
    assert np.abs(shapes.frame(17) - still[17]).max() < 1e-5


def test_moves_build_on_the_walk_and_meet_it_without_a_jump(swing: np.ndarray) -> None:
    walk = Shapes(swing).rounded(0.0005, strip(200))
    lift = np.stack([np.zeros(200), np.zeros(200), 0.3 * np.linspace(0, 1, 200) ** 2], axis=1)
    share = np.linspace(0, 1, 40)[:, None, None] ** 2
    clips = {"stop": swing[0] + share * lift, "go": swing[0] + share[::-1] * lift, "pose": swing[0] + share * lift}
    more = further(walk, clips, 0.0005, strip(200))
    every = np.concatenate([walk.targets, more.targets])
    for name, frames in clips.items():
        shown = walk.base + more.unit * np.tensordot(more.weights[name], every, 1)
        assert np.sqrt(((shown - frames) ** 2).mean()) < 0.0008
        if name in JOINED:
            assert np.abs(shown[JOINED[name]] - walk.frame(0)).max() < 1e-6
        assert np.abs(more.weights[name]).max() <= 1
    assert len(more.targets) < 4  # the rest is what the walk has
