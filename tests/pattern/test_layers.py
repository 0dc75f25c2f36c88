"""What is worn over something is put on over it, and an opening laps the way its pattern says."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from scipy.interpolate import LinearNDInterpolator
from scipy.spatial import cKDTree

from frontrow.body import Body, dressing_pose, named_body, pose
from frontrow.cloth import intersections
from frontrow.pattern import SewnGarment, draft, load, sew

SEASON = Path(__file__).parents[2] / "season" / "patterns"
COARSE = 0.03  # metres


def sewn(name: str, wearer: Body) -> SewnGarment:
    return sew(draft(load(SEASON / f"{name}.yaml"), wearer.measures), wearer, COARSE)


@pytest.fixture(scope="module")
def wearer() -> Body:
    return named_body("runway-f")


@pytest.fixture(scope="module")
def coat(wearer: Body) -> SewnGarment:
    return sewn("coat", wearer)


def test_a_coat_starts_outside_the_shirt_and_the_trousers(coat: SewnGarment, wearer: Body) -> None:
    stance = dressing_pose(wearer)
    skin = pose(wearer, stance.rotations, stance.root).astype(float), wearer.mannequin.triangles
    worn = []
    for name in ("trousers", "tshirt"):
        g = sewn(name, wearer)
        worn.append((g.over(wearer, worn), g.weld[g.triangles]))
    start, faces = coat.over(wearer, worn), coat.weld[coat.triangles]
    for cloth, triangles in worn:
        tops = np.concatenate([faces, triangles + len(start)])
        both = np.concatenate([start, cloth])
        found = intersections(both, tops, *skin).cloth_cloth
        across = (found[:, 0] < len(faces)) != (found[:, 1] < len(faces))
        assert across.sum() <= 0.002 * len(faces)  # as good as none: the solver undoes those
    assert len(intersections(start, faces, *skin).cloth_body) == 0


def test_the_left_front_lies_on_the_right_one(coat: SewnGarment) -> None:
    front = coat.panel_names.index("front")
    left, right = coat.assembly.left["front"], coat.assembly.right["front"]
    assert set(coat.panel[left]) == {front}
    a, b = coat.placed[coat.weld[left]], coat.placed[coat.weld[right]]
    first = a[coat.assembly.meshes["front"].buttons[0]][1]  # above it the fronts part
    held = a[coat.assembly.meshes["front"].buttons]
    near = (np.abs(a[:, 0]) < 0.03) & (a[:, 1] < first) & (cKDTree(held).query(a)[0] > COARSE)
    far, mate = cKDTree(b[:, :2]).query(a[near][:, :2])
    before = a[near][:, 2] - b[mate][:, 2]
    assert near.sum() > 20 and far.max() < COARSE
    assert np.percentile(before, 10) > 0.003  # metres in front


def test_buttons_hold_left_to_right(coat: SewnGarment) -> None:
    mesh = coat.assembly.meshes["front"]
    assert len(mesh.buttons) == round(coat.draft.options["buttons"])
    left, right = (coat.weld[side["front"][mesh.buttons]] for side in (coat.assembly.left, coat.assembly.right))
    assert (left == right).all()
    assert len(np.intersect1d(coat.weld[coat.assembly.left["front"]], coat.weld[coat.assembly.right["front"]])) == len(
        left
    )


def test_lapels_and_collar_lie_outside_on_what_they_are_drawn_over(coat: SewnGarment) -> None:
    made = coat.assembly
    for name, under, way in (("lapel", "front", 1), ("collar", "back", -1)):
        ids, base = coat.weld[made.left[name]], coat.weld[made.left[under]]
        below = LinearNDInterpolator(made.meshes[under].points, coat.placed[base])(made.meshes[name].points)
        away = (coat.placed[ids] - below) @ [0.0, 0.7, 0.7 * way]  # the shoulder faces up, the chest forwards
        free = ~np.isin(ids, base) & ~np.isnan(away)
        assert free.sum() > 10 and np.median(away[free]) > 0.004  # metres
        assert away[free].min() > -0.002  # on the ridge of the shoulder, where it turns
        sewn_on = {tuple(sorted(e)) for e in coat.creases.tolist()}
        chain = next(c for seam, c in coat.seams if seam.startswith(name))
        assert all(tuple(sorted(e)) in sewn_on for e in pairwise(chain.tolist()))  # and is pressed back along its seam


def test_a_piece_on_the_fold_has_one_grain(wearer: Body) -> None:
    slip = sewn("slip-dress", wearer)
    mesh = slip.assembly.meshes["front"]
    flat = {side: slip.flat[ids["front"]] for side, ids in (("l", slip.assembly.left), ("r", slip.assembly.right))}
    cut = mesh.points
    turn = np.array([[1, 1], [-1, 1]]) / np.sqrt(2)  # a warp that leans by 45 degrees
    np.testing.assert_allclose(flat["l"], cut @ turn, atol=1e-9)
    np.testing.assert_allclose(flat["r"], (cut * [-1, 1]) @ turn, atol=1e-9)
