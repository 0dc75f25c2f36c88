"""Finished measures are what a tailor would read off the cut."""

from pathlib import Path

import pytest

from frontrow.body import size_body
from frontrow.look.fit.finished import finished
from frontrow.pattern import draft, load

SOME = ("XS", "M", "3XL")
PATTERNS = Path(__file__).parents[2] / "season" / "patterns"


def measured(pattern, size="M", chart="women", **options):
    return finished(draft(load(PATTERNS / f"{pattern}.yaml"), size_body(chart, size).measures, options))


@pytest.mark.parametrize("size", ["XS", "M", "3XL"])
def test_a_dress_has_the_waist_that_its_pattern_was_given(size):
    """The pattern cuts the waist 2.4 cm wider than the wearer's."""
    got, body = measured("dress", size), size_body("women", size).measures
    assert got.measures["waist"] - body["waist"] == pytest.approx(0.024, abs=0.002)
    assert got.hangs == "neck"


def test_ease_asked_for_at_the_chest_is_ease_measured_there():
    """A shirt is widest at the underarm, a little above: what is asked there is there but for the shaped side."""
    for ease in (6, 14, 40):
        body = size_body("men", "L").measures["bust"]
        assert measured("tshirt", "L", "men", ease=ease).measures["bust"] - body == pytest.approx(ease / 100, abs=0.008)


def test_darts_from_the_side_take_no_width_and_darts_from_the_waist_do():
    narrow, wide = measured("dress", ease=2), measured("dress", ease=14)
    assert wide.measures["bust"] - narrow.measures["bust"] == pytest.approx(0.12, abs=0.02)
    assert wide.measures["waist"] == pytest.approx(narrow.measures["waist"], abs=0.002)


def test_the_fronts_of_a_coat_overlap_without_making_it_wider():
    assert measured("coat", over=9).measures["waist"] == pytest.approx(
        measured("coat", over=2).measures["waist"], abs=1e-3
    )


def test_pleats_are_measured_folded():
    """14 cm of ease are asked for; the yoke's three layers leave the least of them at the hips."""
    spare = measured("pleated-skirt").measures["hips"] - size_body("women", "M").measures["hips"]
    assert 0.02 < spare < 0.14


def test_a_full_circle_is_wider_the_lower_it_is_measured():
    got = measured("circle-skirt").measures
    drop = size_body("women", "M").measures["hip_depth"] - 0.0175  # the band is half above the waist
    assert got["hips"] - got["waist"] == pytest.approx(2 * 3.1416 * drop, rel=0.02)


def test_trousers_hang_from_the_waist_and_have_no_chest_or_shoulder():
    got = measured("trousers", "M", "men")
    assert set(got.measures) == {"waist", "hips", "length"} and got.hangs == "waist"
    assert 0.04 < got.measures["hips"] - 0.98 < 0.08  # 7.5 cm at the fullest, less where a chart's body has its hips


def test_only_what_has_sleeves_has_a_shoulder_width():
    assert "shoulder" not in measured("dress").measures
    dropped, set_in = measured("tshirt", drop=6).measures["shoulder"], measured("tshirt").measures["shoulder"]
    assert dropped - set_in == pytest.approx(2 * 0.06, abs=0.02)


def test_every_pattern_grows_with_its_size():
    for path in sorted(PATTERNS.glob("*.yaml")):
        pattern = load(path)
        chart = "women" if pattern.sex in (None, "f") else "men"
        for place in ("bust", "waist", "hips"):
            girths = [finished(draft(pattern, size_body(chart, size).measures)).measures.get(place) for size in SOME]
            assert None not in girths or set(girths) == {None}, f"{path.stem} {place}"
            assert girths == sorted(girths, key=lambda g: g or 0.0), f"{path.stem} {place}"
