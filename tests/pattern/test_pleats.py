"""Pleats are folded as the file says: closed at the seam, open below, pressed along their folds."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from frontrow.body import named_body
from frontrow.pattern import Draft, PatternError, SewnGarment, check, draft, load, sew

PLEATED = (
    "    pleats:\n      knife: {edge: hem, to: shoulder, count: 2, depth: 2, depth_to: 0.4}\n"
    "    place: {on: torso, side: front"
)
Write = Callable[..., Path]


@pytest.fixture(scope="module")
def skirt() -> tuple[Draft, SewnGarment]:
    wearer = named_body("runway-f")
    made = draft(load(Path(__file__).parents[2] / "season" / "patterns" / "pleated-skirt.yaml"), wearer.measures)
    return made, sew(made, wearer, 0.024)


def test_the_folded_edge_is_as_long_as_the_waistband(skirt: tuple[Draft, SewnGarment]) -> None:
    made, _ = skirt
    front, band = made.panels["front"], made.panels["band"]
    cut = sum(piece.length for piece in front.pieces if piece.edge == "waist" or piece.pleat)
    assert 2 * front.length("waist") == pytest.approx(band.length("lower"), rel=0.005)
    # three layers at the waist: thrice the cloth
    assert cut == pytest.approx(3 * front.length("waist"), rel=0.02)


def test_every_fold_goes_under_and_comes_back(skirt: tuple[Draft, SewnGarment]) -> None:
    made, g = skirt
    count = round(made.options["pleats"])
    folds = made.panels["front"].folds
    assert [fold.mountain for fold in folds] == [True, False] * count
    depths = [np.linalg.norm(b.line[2] - a.line[2]) for a, b in zip(folds[::2], folds[1::2], strict=True)]
    assert np.ptp(depths) < 1e-3 and min(depths) > 0.005  # metres, at the hem
    assert set(np.round(g.crease / np.pi, 6)) == {1.0, -1.0}
    ends = np.sort(g.weld[g.triangles][:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1)
    edges = {tuple(e) for e in ends.tolist()}
    assert all(tuple(e) in edges for e in np.sort(g.creases, axis=1).tolist())


def test_pleats_lie_on_the_body_folded(skirt: tuple[Draft, SewnGarment]) -> None:
    made, g = skirt
    hips = made.measures["hips"]
    low = np.array([made.panels["front"].folds[0].line[2][1]])
    hem = sorted({int(v) for name, chain in g.hems if ".hem" in name for v in chain})
    around = g.placed[hem][:, [0, 2]]
    radius = np.linalg.norm(around - around.mean(axis=0), axis=1).mean()
    cut = 2 * (made.panels["front"].length("hem") + made.panels["back"].length("hem"))
    assert low < 0 and 2 * np.pi * radius < 0.8 * cut  # the hem is longer than the round it lies in
    assert 2 * np.pi * radius > 0.8 * hips


def test_a_pleat_in_any_edge_is_skipped_by_its_seam(write: Write) -> None:
    plain = check(write()).panels["front"].length("hem")
    assert check(write(("    place: {on: torso, side: front", PLEATED))).panels["front"].length("hem") == pytest.approx(
        plain - 0.08, abs=1e-6
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("count: 2", "count: 9"), "panel front, pleats knife: 9 folds of 2.0 cm take up 36.0 of the"),
        (("depth: 2,", "depth: 0.1,"), "panel front, pleats knife are 0.1 cm deep; a fold takes at least 0.25 cm"),
        (("to: shoulder", "to: hem"), "are the two edges that a fold runs between, not one edge twice"),
        (("to: shoulder", "to: sleeve"), "panel front, pleats knife: to: there is no edge `sleeve`"),
        (("count: 2", "count: 2, pressed: 3"), "pressed is 3; a share from 0 (soft) to 1 (sharp)"),
        (("count: 2", "count: 2, towards: left"), "`towards` is start or end, not 'left'"),
    ],
)
def test_wrong_pleats_are_told(change: tuple[str, str], words: str, write: Write) -> None:
    text = PLEATED.replace(*change)
    with pytest.raises(PatternError) as error:
        check(write(("    place: {on: torso, side: front", text)))
    assert words in str(error.value)
