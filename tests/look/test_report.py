"""Figures mean what they say."""

import numpy as np
import pytest
import trimesh

from frontrow.cloth import Cloth
from frontrow.look.report import Penetration, Strain, fit_of, rounded, slip


def test_strain_counts_edges_stretched_by_less_than_five_percent() -> None:
    strain = Strain.of(np.array([0.0, -0.2, 0.049, 0.051, 0.5]))
    assert strain.below_5_percent == pytest.approx(3 / 5)
    assert strain.max == 0.5


def test_penetration_counts_vertices_deeper_than_a_millimetre() -> None:
    found = Penetration.of(np.array([0.0, 0.0009, 0.0011, 0.004]))
    assert found.share == 0.5
    assert found.max_mm == pytest.approx(4)


def test_a_sheet_stretched_by_a_tenth_and_pushed_into_a_ball_is_found_out() -> None:
    flat = np.array([[0, 0], [0.1, 0], [0.1, 0.1], [0, 0.1]])
    triangles = np.array([[0, 1, 2], [0, 2, 3]], np.int32)
    cloth = Cloth(triangles, flat[triangles])
    x = 1.1 * np.c_[flat, np.zeros(4)] + [0, 0, 0.498]
    ball = trimesh.creation.icosphere(5, radius=0.5)
    found = fit_of(cloth, x[None], np.asarray(ball.vertices)[None], np.asarray(ball.faces))
    assert found.strain.p50 == pytest.approx(0.1)
    assert found.strain.below_5_percent == 0
    assert found.penetration.share == 0.25  # one corner of four touches the pole from inside
    assert found.penetration.max_mm == pytest.approx(2, abs=0.2)


def test_a_waistband_that_slides_is_measured_against_the_skin_under_it() -> None:
    def up(metres: float) -> np.ndarray:
        return np.array([0, metres, 0])

    ring = np.array([[np.sin(a), 0.0, np.cos(a)] for a in np.linspace(0, 6.28, 40)])
    body = np.concatenate([ring + up(y) for y in (0.0, 0.5, 1.0)])
    placed = ring + up(1.0)
    lifted = (body + up(0.2))[None]  # the wearer stepped up: that is no slip
    assert slip(placed, body, (placed + up(0.2))[None], lifted) == pytest.approx(0)
    assert slip(placed, body, (placed + up(0.15))[None], lifted) == pytest.approx(0.05)


def test_rounding_keeps_six_digits_and_leaves_words_alone() -> None:
    assert rounded({"a": (1.23456789, "x"), "b": 3}) == {"a": [1.23457, "x"], "b": 3}
