"""What a pattern places over another panel of the same garment stays on top of it."""

import numpy as np
import pytest
from look_scenes import SEASON
from scipy.spatial import cKDTree

from frontrow.body import dressing_pose, named_body, pose
from frontrow.cloth import Collider, Settings, Solver
from frontrow.fabric import resolve
from frontrow.look.dress import QUALITIES, as_cloth
from frontrow.pattern import SewnGarment, draft, load, sew

FRAMES = 24


@pytest.fixture(scope="module")
def settled() -> tuple[SewnGarment, np.ndarray]:
    """A coarse coat by itself, and where its vertices are after a while on the body it was put on."""
    quality, wearer = QUALITIES["draft"], named_body("athletic-m")
    coat = sew(draft(load(SEASON / "patterns" / "coat.yaml"), wearer.measures), wearer, quality.resolution)
    cloth = as_cloth(coat, resolve(coat.fabric, SEASON / "patterns"))
    settings = Settings(substeps=quality.substeps)
    solver = Solver(cloth, Collider(wearer.mannequin.triangles), settings, 0, coat.placed)
    stance = dressing_pose(wearer)
    skin = pose(wearer, stance.rotations, stance.root).astype(float)
    for _ in range(FRAMES):
        solver.step(skin, skin)
    return coat, solver.positions.copy()


@pytest.mark.parametrize(("name", "under"), [("lapel", "front"), ("collar", "back")])
def test_lapels_and_collar_stay_outside_what_they_lie_over(
    settled: tuple[SewnGarment, np.ndarray], name: str, under: str
) -> None:
    coat, at = settled
    made = coat.panel[coat.triangles[:, 0]]
    below, over = (coat.weld[coat.triangles[made == coat.panel_names.index(panel)]] for panel in (under, name))
    free = np.setdiff1d(over, below)
    corner = at[below]
    normal = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    middle = corner.mean(axis=1)
    near = cKDTree(middle).query(at[free])[1]
    outside = ((at[free] - middle[near]) * normal[near]).sum(axis=1) > 0
    assert len(free) > 20 and outside.mean() >= 0.9


def test_only_what_lies_over_another_panel_is_above(settled: tuple[SewnGarment, np.ndarray]) -> None:
    coat, _ = settled
    names = np.array(coat.panel_names)[coat.panel]
    over = np.isin(names, ["lapel", "collar"])
    assert not coat.above[coat.weld[~over]].any()  # nor any vertex of the seam that both share
    sewn_on = np.unique(coat.weld[~over])
    assert coat.above[np.setdiff1d(coat.weld[over], sewn_on)].all()
    cloth = as_cloth(coat, resolve(coat.fabric, SEASON / "patterns"))
    assert set(cloth.order[coat.above]) == {1} and set(cloth.order[~coat.above]) == {0}
