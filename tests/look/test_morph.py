"""Moving cloth as a few whole-numbered shapes with weights that no tool drops."""

import numpy as np
import pytest

from frontrow.look.morph import Morphs, Shapes


@pytest.fixture(scope="module")
def swing() -> np.ndarray:
    """A strip of 200 points that swings in three overlapping waves for 60 frames, metres."""
    s = np.linspace(0, 1, 200)
    t = np.arange(60)[:, None] / 60 * 2 * np.pi
    x = 0.10 * s * np.sin(t) + 0.03 * np.sin(2 * t + 3 * s) + 0.004 * np.sin(5 * t + 20 * s)
    return np.stack([x, np.broadcast_to(-s, x.shape), 0.05 * s * np.cos(t)], axis=2)


def missed(morphs: Morphs, clip: str, frames: np.ndarray) -> np.ndarray:
    return np.array([morphs.frame(clip, f) - frame for f, frame in enumerate(frames)])


def test_weights_lie_between_nought_and_one(swing: np.ndarray) -> None:
    weights = Shapes({"walk": swing}).rounded(0.0005).weights["walk"]
    assert weights.min() >= 0
    assert weights.max() <= 1


@pytest.mark.parametrize("noise", [0.0002, 0.0005, 0.002])
def test_the_error_is_what_was_asked_for(swing: np.ndarray, noise: float) -> None:
    error = missed(Shapes({"walk": swing}).rounded(noise), "walk", swing)
    # two of three coordinates move; rounding leaves what was asked for, leaving shapes out a little more
    assert 0.4 * noise < np.sqrt((error**2).mean()) < 1.2 * noise


def test_more_error_takes_fewer_shapes_and_smaller_numbers(swing: np.ndarray) -> None:
    shapes = Shapes({"walk": swing})
    fine, coarse = shapes.rounded(0.0001), shapes.rounded(0.004)
    assert len(coarse.targets) < len(fine.targets)
    assert np.abs(coarse.targets).max() < np.abs(fine.targets).max()


def test_clips_share_one_basis_and_meet_where_they_met(swing: np.ndarray) -> None:
    stop = swing[0] + np.linspace(0, 1, 12)[:, None, None] ** 2 * (swing[0].mean(axis=0) - swing[0]) * 0.1
    shapes = Shapes({"walk": swing, "stop": stop}).rounded(0.0003)
    assert np.sqrt((missed(shapes, "stop", stop) ** 2).mean()) < 0.0005
    assert np.allclose(shapes.frame("walk", 0), shapes.frame("stop", 0), atol=1e-9)


def test_cloth_that_hangs_still_needs_one_shape() -> None:
    still = np.repeat(np.random.default_rng(0).normal(size=(1, 50, 3)), 60, axis=0)
    shapes = Shapes({"walk": still}).rounded(0.0005)
    assert len(shapes.targets) == 1
    assert np.abs(shapes.frame("walk", 17) - still[17]).max() < 1e-5
