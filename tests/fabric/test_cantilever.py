"""A strip over an edge bends as Peirce's figures say, and as nothing can bend further than straight down."""

import numpy as np
import pytest

from frontrow.fabric import library
from frontrow.fabric.cantilever import bending_length, droop, strip


def test_a_strip_of_two_bending_lengths_points_down_by_peirces_angle() -> None:
    """Peirce's test is built on it: at 41.5° the bending length is half the overhang; his formula is an approximation,
    which the exact elastica meets within a degree and a half."""
    assert droop(strip(0.08, 9.81 * 0.2 * 0.04**3, 0.2)) == pytest.approx(41.5, abs=1.5)


def test_a_short_stiff_strip_bends_as_a_beam_does() -> None:
    """w L⁴ / 8 B at the tip, for small angles."""
    length, rigidity, density = 0.02, 1e-4, 0.1
    tip = strip(length, rigidity, density)[-1]
    assert -tip[1] == pytest.approx(density * 9.81 * length**4 / (8 * rigidity), rel=0.01)


@pytest.mark.parametrize("name", sorted(library()))
def test_every_fabric_keeps_its_length_and_hangs_no_further_than_down(name: str) -> None:
    fabric = library()[name]
    line = strip(0.15, fabric.bend_warp, fabric.density)
    assert np.hypot(*np.diff(line, axis=0).T).sum() == pytest.approx(0.15, rel=2e-3)
    assert 0 < droop(line) < 90
    assert bending_length(fabric.bend_warp, fabric.density) > 0.005
