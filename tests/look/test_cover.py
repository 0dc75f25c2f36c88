"""Skin under cloth steps back, bare skin stays."""

import numpy as np
import pytest

from frontrow.look.cover import STEP_BACK, Cover, cover


def pipe(radius: float, low: float, high: float) -> tuple[np.ndarray, np.ndarray]:
    """A pipe along Y with rings 2 cm apart, 40 vertices round."""
    count = round((high - low) / 0.02) + 1
    a, y = np.meshgrid(np.arange(40) / 40 * 2 * np.pi, np.linspace(low, high, count))
    i = np.arange(40 * count).reshape(count, 40)
    j = np.roll(i, -1, axis=1)
    lower = np.stack([i[:-1], j[:-1], j[1:]], -1).reshape(-1, 3)
    upper = np.stack([i[:-1], j[1:], i[1:]], -1).reshape(-1, 3)
    return np.stack([radius * np.sin(a), y, radius * np.cos(a)], -1).reshape(-1, 3), np.concatenate([lower, upper])


@pytest.fixture(scope="module")
def limb() -> tuple[np.ndarray, np.ndarray, Cover]:
    """A limb along Y, one metre long, in a tight sleeve that covers its upper half and hangs over its end."""
    positions, triangles = pipe(0.05, -0.5, 0.5)
    points, sleeve = pipe(0.06, 0.0, 0.6)
    return positions, triangles, cover(positions[None], triangles, [(points[None], sleeve)])


def test_skin_steps_back_under_the_sleeve_only(limb: tuple[np.ndarray, np.ndarray, Cover]) -> None:
    positions, triangles, found = limb
    moved = np.linalg.norm(found.stepped_back(positions, triangles) - positions, axis=1)
    y = positions[:, 1]
    assert moved[y < -0.01].max() == 0
    assert np.median(moved[(y > 0.25) & (y < 0.4)]) == pytest.approx(STEP_BACK, rel=0.05)


def test_a_sleeve_that_sinks_into_the_limb_for_a_frame_still_covers_it() -> None:
    positions, triangles = pipe(0.05, -0.5, 0.5)
    points, sleeve = pipe(0.06, 0.0, 0.6)
    sunk = points * np.where(np.abs(points[:, 1] - 0.3) < 0.05, 0.7, 1.0)[:, None] ** [1, 0, 1]
    cloth = [(np.stack([points, sunk]), sleeve)]
    found = cover(np.stack([positions, positions]), triangles, cloth)
    assert (found.under[np.abs(positions[:, 1] - 0.3) < 0.03] > 0.9).all()
