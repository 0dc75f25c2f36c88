"""The garments of the sample season can be cut and sewn in every size, with every option at its ends."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from frontrow.body import CHARTS, NAMED, SIZES, Body, named_body, size_body
from frontrow.pattern import Pattern, draft, load
from frontrow.pattern.mesh import mesh
from frontrow.pattern.seams import runs, stitches

PATTERNS = ("dress", "tshirt", "trousers", "slip-dress", "circle-skirt", "pleated-skirt", "coat")


def bodies(pattern: Pattern) -> list[tuple[str, str]]:
    """The charts' lines that a pattern is for."""
    charts = [chart for chart, (sex, _, _) in CHARTS.items() if pattern.sex in (None, sex)]
    return list(product(charts, SIZES))


@pytest.mark.parametrize("name", PATTERNS)
def test_every_size_of_both_charts_matches_at_every_seam(name: str, season: Path) -> None:
    pattern = load(season / f"{name}.yaml")
    for chart, size in bodies(pattern):
        runs(draft(pattern, size_body(chart, size).measures))  # raises when a seam does not match


@pytest.mark.parametrize("name", PATTERNS)
def test_every_named_body_can_have_it_made(name: str, season: Path) -> None:
    pattern = load(season / f"{name}.yaml")
    for body, asked in NAMED.items():
        if pattern.sex not in (None, asked.sex):
            continue
        runs(draft(pattern, named_body(body).measures))


@pytest.mark.parametrize("name", PATTERNS)
def test_every_option_may_be_taken_to_either_end(name: str, season: Path) -> None:
    pattern = load(season / f"{name}.yaml")
    for (chart, size), option in product([("women", "XS"), ("women", "2XL"), ("men", "L")], pattern.options.values()):
        for value in (option.least, option.most):
            runs(draft(pattern, size_body(chart, size).measures, {option.name: value}))


def test_a_larger_size_takes_more_cloth(season: Path) -> None:
    for name in PATTERNS:
        pattern = load(season / f"{name}.yaml")
        areas = [draft(pattern, size_body("women", size).measures).area for size in SIZES]
        assert areas == sorted(areas)


def girth(name: str, body: Body, season: Path, edges: dict[str, float]) -> float:
    made = draft(load(season / f"{name}.yaml"), body.measures)
    return sum(times * made.panels[e.split(".")[0]].length(e.split(".")[1]) for e, times in edges.items())


@pytest.mark.parametrize(("chart", "size"), [("women", "XS"), ("women", "3XL"), ("men", "M"), ("men", "3XL")])
def test_waists_are_the_wearers_waist_and_a_little(chart: str, size: str, season: Path) -> None:
    body = size_body(chart, size)
    dress = girth("dress", body, season, {"front.waist": 2, "back.waist": 2})
    assert 0.01 < dress - body.measures["waist"] < 0.05  # enough to close, little enough to hold
    for name in ("trousers", "circle-skirt", "pleated-skirt"):
        upper, lower = (girth(name, body, season, {f"band.{edge}": 2}) for edge in ("upper", "lower"))
        assert 0.0 <= upper - body.measures["waist"] < 0.03  # a band holds by its length
        assert upper <= lower < body.measures["hips"] + 0.02  # and is curved as the hip begins


def test_a_waist_wider_than_the_hips_gets_a_band_that_holds(season: Path) -> None:
    body = named_body("apple-m")
    upper, lower = (girth("trousers", body, season, {f"band.{edge}": 2}) for edge in ("upper", "lower"))
    assert 0.93 < upper / body.measures["waist"] < 0.97
    assert lower < upper < 1.03 * lower  # the body narrows downwards


def test_options_change_what_they_say(season: Path) -> None:
    measures = size_body("women", "M").measures
    dress = load(season / "dress.yaml")
    knee, gown = (draft(dress, measures, {"length": length}) for length in (0.5, 0.9))
    longer = gown.panels["skirt_front"].length("side") - knee.panels["skirt_front"].length("side")
    assert longer == pytest.approx(0.4 * measures["waist_height"], abs=1e-6)
    half, full = (draft(dress, measures, {"flare": flare}) for flare in (0.5, 1.0))
    hems = [d.panels["skirt_front"].length("hem") for d in (half, full)]
    assert hems[1] - hems[0] == pytest.approx(np.pi / 4 * knee_length(half), rel=0.02)


def knee_length(made: object) -> float:
    """Length of the skirt's side: a quarter turn more of the circle adds that much arc a metre."""
    return float(made.panels["skirt_front"].length("side"))  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", PATTERNS)
def test_triangles_are_well_shaped(name: str, season: Path) -> None:
    h = 0.016
    pattern = load(season / f"{name}.yaml")
    for chart, size in (bodies(pattern)[0], bodies(pattern)[-1]):
        made = draft(pattern, size_body(chart, size).measures)
        cuts = stitches(made, runs(made), h)
        for panel in made.panels.values():
            cut = mesh(panel, cuts, h)
            p = cut.points[cut.triangles]
            side = np.linalg.norm(p - np.roll(p, -1, axis=1), axis=2)
            a, b, c = side.T
            smallest = np.degrees(
                np.arccos(
                    np.clip(
                        np.max(
                            [
                                (a * a + b * b - c * c) / (2 * a * b),
                                (b * b + c * c - a * a) / (2 * b * c),
                                (c * c + a * a - b * b) / (2 * c * a),
                            ],
                            axis=0,
                        ),
                        -1,
                        1,
                    )
                )
            )
            assert smallest.min() > 12, (name, panel.name)  # a dart's tip is that sharp; no sliver is
            assert np.percentile(smallest, 1) > 25
            u, v = p[:, 1] - p[:, 0], p[:, 2] - p[:, 0]
            area = 0.5 * (u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0])
            assert (area > 0).all()
            assert 2 * area.sum() == pytest.approx(panel.area, rel=0.01)  # chords cut off a little of each curve
