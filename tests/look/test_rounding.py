"""Rounding that minds normals and bytes: truer and smaller than the nearest whole numbers."""

import numpy as np
import pytest

from frontrow.look import codec
from frontrow.look.fidelity import angle
from frontrow.look.mesh import vertex_normals
from frontrow.look.rounding import Order

STEP = 0.001


@pytest.fixture(scope="module")
def sheet() -> tuple[np.ndarray, np.ndarray]:
    """A wavy square of cloth, 40 by 40 points a centimetre apart, in rows."""
    x, z = (k.ravel() * 0.01 for k in np.indices((40, 40)))
    positions = np.stack([x, 0.02 * np.sin(20 * x) * np.cos(15 * z), z], axis=1)
    a = (np.arange(39)[:, None] * 40 + np.arange(39)).ravel()
    return positions, np.concatenate([np.stack([a, a + 1, a + 41], 1), np.stack([a, a + 41, a + 40], 1)])


def test_normals_are_truer_and_places_nearly_as_near(sheet: tuple[np.ndarray, np.ndarray]) -> None:
    positions, triangles = sheet
    order = Order.of(positions, triangles, np.arange(len(positions)))
    shaped = order.rounded(positions[None], STEP)[0] * STEP
    plain = np.rint(positions / STEP) * STEP
    true = vertex_normals(positions, triangles)

    def tilt(shown: np.ndarray) -> float:
        return float(np.percentile(angle(vertex_normals(shown, triangles), true), 95))

    assert tilt(shaped) < 0.8 * tilt(plain)
    assert np.abs(shaped - positions).max() < 1.6 * STEP
    assert np.sqrt(((shaped - positions) ** 2).mean()) < 1.25 * np.sqrt(((plain - positions) ** 2).mean())


def test_it_takes_no_more_bytes_than_the_nearest_numbers(sheet: tuple[np.ndarray, np.ndarray]) -> None:
    positions, triangles = sheet
    swing = 0.02 * np.sin(9 * positions[:, [0]] + 7 * positions[:, [2]]) * [1, 0.5, -0.8]
    order = Order.of(positions, triangles, np.arange(len(positions)))

    def size(whole: np.ndarray) -> int:
        rows = np.zeros((len(whole), 4), np.int8)
        rows[:, :3] = whole
        return len(codec.encode_attributes(rows))

    assert size(order.rounded(swing[None], STEP)[0]) < size(np.rint(swing / STEP))


def test_two_sides_of_a_seam_stay_one(sheet: tuple[np.ndarray, np.ndarray]) -> None:
    positions, triangles = sheet
    chain = np.r_[np.arange(len(positions)), np.arange(40)]  # the first row is there twice
    order = Order.of(positions, triangles, chain)
    shaped = order.rounded(positions[None], STEP)[0]
    assert shaped.shape == positions.shape
    assert np.abs(shaped * STEP - positions).max() < 2 * STEP


def test_a_derivative_is_what_a_small_push_does(sheet: tuple[np.ndarray, np.ndarray]) -> None:
    positions, triangles = sheet
    order = Order.of(positions, triangles, np.arange(len(positions)))
    i, push = 15 * 40 + 17, 1e-5
    moved = positions.copy()
    moved[i] += push * order.normal[i]
    turned = vertex_normals(moved, triangles).astype(float) - vertex_normals(positions, triangles)
    for s in range(order.start[i], order.start[i + 1]):
        v = order.ring[s]
        meant = push * (order.normal[v] @ order.normal[i]) * np.linalg.norm(order.tilt[s])
        assert np.linalg.norm(turned[v]) == pytest.approx(meant, rel=0.05, abs=2e-5)


def test_fine_steps_of_large_places_are_counted_whole(sheet: tuple[np.ndarray, np.ndarray]) -> None:
    positions, triangles = sheet
    high = positions + np.array([0, 2, 0])
    order = Order.of(high, triangles, np.arange(len(high)))
    assert np.abs(order.rounded(high[None], 2.0**-15)[0] * 2.0**-15 - high).max() < 2.0**-14
