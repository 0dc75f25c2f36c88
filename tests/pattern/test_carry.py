"""A garment in a finer mesh lies where the coarse one lies."""

from pathlib import Path

import numpy as np
import pytest

from frontrow.body import named_body
from frontrow.pattern import SewnGarment, draft, load, sew

PATTERNS = Path(__file__).parents[2] / "season" / "patterns"


@pytest.fixture(scope="module", params=["trousers", "pleated-skirt"])
def garment(request: pytest.FixtureRequest) -> SewnGarment:
    wearer = named_body("runway-f")
    return sew(draft(load(PATTERNS / f"{request.param}.yaml"), wearer.measures, {}), wearer, 0.02, rough=1.8)


def test_a_fine_garment_comes_with_its_coarse_mesh(garment: SewnGarment) -> None:
    assert garment.rough is not None and garment.carry is not None
    assert garment.rough.resolution == pytest.approx(1.8 * garment.resolution)
    assert 2.2 < len(garment.placed) / len(garment.rough.placed) < 4
    assert garment.carry.share.shape == (len(garment.placed), len(garment.rough.placed))


def test_what_is_flat_is_carried_exactly_but_for_curved_edges(garment: SewnGarment) -> None:
    """Each panel's own coordinates, carried over, are those of the finer mesh: away from seams to rounding."""
    assert garment.rough is not None and garment.carry is not None
    assert np.allclose(np.asarray(garment.carry.share.sum(axis=1)).ravel(), 1)
    for number in range(len(garment.panel_names)):
        inside = np.bincount(garment.weld, minlength=len(garment.placed)) == 1
        fine = (garment.panel == number) & inside[garment.weld]
        rough = np.zeros((len(garment.rough.placed), 2))
        rough[garment.rough.weld[garment.rough.panel == number]] = garment.rough.flat[garment.rough.panel == number]
        carried = (garment.carry.share @ rough)[garment.weld[fine]]
        alone = np.abs(carried - garment.flat[fine]).max(axis=1) < 1e-9
        assert alone.mean() > 0.4  # those whose coarse triangle touches no seam, on whose copy the coordinates are


def test_fine_triangles_lie_in_the_coarse_triangles_they_are_said_to_lie_in(garment: SewnGarment) -> None:
    assert garment.rough is not None and garment.carry is not None
    rough = garment.rough
    middle = garment.flat[garment.triangles].mean(axis=1)
    theirs = rough.flat[rough.triangles[garment.carry.triangle]].mean(axis=1)
    assert (garment.panel[garment.triangles[:, 0]] == rough.panel[rough.triangles[garment.carry.triangle][:, 0]]).all()
    assert np.linalg.norm(middle - theirs, axis=1).max() < 2 * rough.resolution


def test_a_panel_too_narrow_for_the_coarse_mesh_is_cut_without_one() -> None:
    wearer = named_body("runway-f")
    drafted = draft(load(PATTERNS / "trousers.yaml"), wearer.measures, {})
    coarse = sew(drafted, wearer, 0.03, rough=12.0)
    assert (coarse.rough is None) == (coarse.carry is None)
    assert np.isfinite(coarse.placed).all()
