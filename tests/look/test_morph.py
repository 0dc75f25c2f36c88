"""A loop of cloth frames as a few shapes with weights that no tool drops."""

import numpy as np
import pytest

from frontrow.look.morph import morphs


@pytest.fixture(scope="module")
def swing() -> np.ndarray:
    """A strip of 200 points that swings in three overlapping waves for 60 frames, metres."""
    s = np.linspace(0, 1, 200)
    t = np.arange(60)[:, None] / 60 * 2 * np.pi
    x = 0.10 * s * np.sin(t) + 0.03 * np.sin(2 * t + 3 * s) + 0.004 * np.sin(5 * t + 20 * s)
    return np.stack([x, np.broadcast_to(-s, x.shape), 0.05 * s * np.cos(t)], axis=2)


def test_weights_lie_between_nought_and_one(swing: np.ndarray) -> None:
    weights = morphs(swing, 5).weights
    assert weights.min() >= 0
    assert weights.max() <= 1


def test_enough_shapes_give_the_motion_back(swing: np.ndarray) -> None:
    shapes = morphs(swing, 24)
    error = max(np.abs(shapes.frame(f) - swing[f]).max() for f in range(60))
    assert error < 1e-4  # a tenth of a millimetre: seven waves make up the motion


def test_more_shapes_are_nearer(swing: np.ndarray) -> None:
    def error(k: int) -> float:
        shapes = morphs(swing, k)
        return float(np.mean([np.linalg.norm(shapes.frame(f) - swing[f], axis=1).mean() for f in range(60)]))

    assert error(1) > 2 * error(3) > 4 * error(6)


def test_no_more_shapes_than_the_error_asks_for(swing: np.ndarray) -> None:
    assert len(morphs(swing, 24, error=0.01).targets) < len(morphs(swing, 24, error=0.0005).targets) < 24


def test_cloth_that_hangs_still_needs_one_shape() -> None:
    still = np.repeat(np.random.default_rng(0).normal(size=(1, 50, 3)), 60, axis=0)
    shapes = morphs(still)
    assert len(shapes.targets) == 1
    assert np.abs(shapes.frame(17) - still[17]).max() < 1e-6
