"""A size on a label begins a body; height and one girth are enough for one."""

import json

import pytest

from frontrow.body import CHARTS, SIZES, SYSTEMS, Measurements, fit, label, labels, size_table
from frontrow.errors import UserError


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("chart", CHARTS)
def test_larger_labels_are_never_smaller_sizes(chart, system):
    sizes = [SIZES.index(one.size) for one in labels() if (one.chart, one.system) == (chart, system)]
    assert len(sizes) >= 9 and sizes == sorted(sizes)
    assert sizes[0] == 0 or SIZES[sizes[0]] == "S"
    assert SIZES[sizes[-1]] in ("L", "XL", "2XL", "3XL")


def test_one_woman_wears_what_the_british_standards_institution_says_she_wears():
    """BSI, 11 March 2002: bust 88, waist 72, hips 96 is a 12 in Britain and a 38 in Germany."""
    british, german = label("women", "UK", "12"), label("women", "EU", "38")
    assert british.bust == german.bust == pytest.approx(0.88)
    assert german.waist == pytest.approx(0.72)
    assert british.size in ("S", "M") and german.size == "M"


def test_a_chinese_label_says_stature_and_chest_itself():
    asked = label("men", "CN", "175/92A").measurements()
    assert (asked.sex, asked.height, asked.bust) == ("m", 1.75, 0.92)
    assert label("men", "CN", "175/92A").measurements(height=1.81).height == 1.81


def test_what_a_label_leaves_open_is_completed():
    body = fit(label("women", "JP", "9").measurements())
    assert body.measures["bust"] == pytest.approx(0.83, abs=0.005)
    assert 0.62 < body.measures["waist"] < 0.74  # JIS L 4005 has 64 in the twenties and 73 in the seventies


def test_height_and_one_girth_make_a_body():
    body = fit(Measurements("f", 1.60, hips=1.10)).measures
    assert (body["height"], body["hips"]) == pytest.approx((1.60, 1.10), abs=0.005)
    assert 0.85 < body["bust"] < 1.15 and 0.65 < body["waist"] < 0.95


def test_a_height_alone_is_told_to_bring_a_girth():
    with pytest.raises(UserError, match="give one girth too"):
        fit(Measurements("f", 1.60))


@pytest.mark.parametrize(
    ("chart", "system", "name", "said"),
    [
        ("children", "EU", "38", "no size chart"),
        ("women", "IT", "38", "no size system"),
        ("women", "EU", "39", "no EU"),
    ],
)
def test_an_unknown_label_is_answered_with_those_there_are(chart, system, name, said):
    with pytest.raises(UserError, match=said):
        label(chart, system, name)


def test_the_table_is_plain_json_with_its_sources():
    table = json.loads(json.dumps(size_table()))
    assert set(table["labels"]) == set(CHARTS) and all(set(table["labels"][c]) == set(SYSTEMS) for c in CHARTS)
    assert set(table["sources"]) == {f"{c}/{s}" for c in CHARTS for s in SYSTEMS}
    assert table["charts"]["women"]["sizes"]["M"]["bust"] == 0.90
