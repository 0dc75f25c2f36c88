"""The advice is what a fitter would say, and the browser says the same."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontrow.body import SIZES, TEN, named_body, size_body
from frontrow.language.fit import WORDS, sentence
from frontrow.look import LookSpec, load
from frontrow.look.fit.advice import Advice, advice
from frontrow.look.fit.ease import CHART, GarmentFit, garment_fits
from frontrow.look.spec import wearer

ROOT = Path(__file__).parents[2]
LOOKS = ROOT / "season" / "looks"
FIXTURE = ROOT / "tests" / "fixtures" / "fit.json"
KNOWN = ("bust", "waist", "hips", "shoulder", "nape_height", "waist_height")
SAMPLES = ("serein-03", "serein-04", "vardholm-01", "vardholm-04", "ondo-04")


@pytest.fixture(scope="module")
def season() -> dict[str, tuple[LookSpec, tuple[GarmentFit, ...]]]:
    return {name: (spec := load(LOOKS / f"{name}.yaml"), garment_fits(spec)) for name in SAMPLES}


def chart_of(spec):
    return CHART[wearer(spec.body).sex]


def test_who_stands_in_the_chart_is_advised_her_own_size(season):
    for name, (spec, garments) in season.items():
        for size in SIZES:
            got = advice(garments, size_body(chart_of(spec), size).measures)
            assert (got.size, got.outcome) == (size, "fits"), f"{name} {size}"


def test_the_reason_names_the_tightest_place_and_what_the_size_below_would_do(season):
    _, garments = season["serein-03"]
    got = advice(garments, size_body("women", "M").measures)
    assert [(f.kind, f.size, f.place) for f in got.reason] == [("ease", "M", "waist"), ("pulls", "S", "bust")]
    assert sentence(got) == "M: 2.5 cm of ease at the waist; S pulls across the bust."
    assert sentence(got, "zh-hans") == "M：腰部余量 2.5 厘米；S 在胸部绷紧。"


def test_nobody_is_told_that_a_size_fits_which_does_not(season):
    _, garments = season["vardholm-01"]
    got = advice(garments, named_body("apple-m").measures)
    assert (got.size, got.outcome) == ("3XL", "none")
    assert sentence(got, sex="m").startswith("No size fits: even 3XL lacks 3.5 cm at the waist")
    _, skirt = season["ondo-04"]
    wide = advice(skirt, named_body("pear-f").measures)
    assert wide.outcome == "large" and "wider than meant" in sentence(wide)
    assert SIZES.index(wide.apart["tshirt"]) < SIZES.index(wide.apart["pleated-skirt"])


def test_soft_cloth_may_be_smaller_and_stiff_cloth_may_not(season):
    spec, _ = season["vardholm-01"]
    shirt = spec.garments[1]
    least = {}
    for fabric in ("ponte", "cotton-poplin"):
        (garment,) = garment_fits(replace(spec, garments=(replace(shirt, fabric=fabric),)))
        got = advice((garment,), size_body("men", "M").measures)
        least[fabric] = next(e.least for e in got.table["M"] if e.place == "bust")
    assert least["ponte"] < -0.01 < least["cotton-poplin"]


def test_on_the_bias_the_same_satin_gives_more(season):
    straight, bias = season["serein-03"][1][0], season["serein-04"][1][0]
    assert bias.stretch["hips"] > 1.3 * straight.stretch["hips"]


def test_a_taller_wearer_hears_that_it_is_shorter_on_her(season):
    _, garments = season["serein-03"]
    tall = dict(size_body("women", "M").measures) | {"nape_height": 1.62}
    length = next(e for e in advice(garments, tall).table["M"] if e.place == "length")
    assert length.verdict == "short" and length.ease < -0.05


@given(st.floats(-0.15, 0.4), st.floats(0.0, 0.2), st.sampled_from(SAMPLES))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whoever_is_rounder_all_over_is_never_advised_a_smaller_size(season, girth, more, look):
    spec, garments = season[look]
    body = dict(size_body(chart_of(spec), "M").measures)
    slim = body | {place: body[place] + girth for place in ("bust", "waist", "hips")}
    round_ = body | {place: body[place] + girth + more for place in ("bust", "waist", "hips")}
    one, other = advice(garments, slim), advice(garments, round_)
    assert SIZES.index(one.size) <= SIZES.index(other.size)
    assert one.outcome != "none" or other.outcome == "none" or one.size != "3XL"


def test_what_is_not_known_is_not_judged(season):
    _, garments = season["serein-03"]
    got = advice(garments, {"hips": 0.98})
    assert {e.place for e in got.table["M"]} == {"hips"}


def test_the_fixture_shared_with_the_browser_is_what_python_advises(season):
    """Set FRONTROW_WRITE_FIXTURES=1 to write it anew; `client/fitting/advice.test.ts` reads the same file."""
    cases = []
    for name, (spec, garments) in season.items():
        chart = chart_of(spec)
        sex = wearer(spec.body).sex
        bodies = [size_body(chart, size) for size in SIZES] + [b for b in map(named_body, TEN) if b.sex == sex]
        for body in bodies:
            known = {k: round(float(body.measures[k]), 4) for k in KNOWN}
            got = advice(garments, known)
            said = {locale: sentence(got, locale, sex) for locale in WORDS}
            told = {k: v for k, v in got.as_dict().items() if k != "table"}
            verdicts = {size: " ".join(e.verdict for e in row) for size, row in got.table.items()}
            here = [round(e.ease, 9) for e in got.table[got.size]]
            case = {"look": name, "sex": sex, "body": known, "advice": told, "verdicts": verdicts, "eases": here}
            cases.append({**case, "sentences": said})
    made = {"looks": {name: [g.as_dict() for g in garments] for name, (_, garments) in season.items()}, "cases": cases}
    if os.environ.get("FRONTROW_WRITE_FIXTURES"):
        text = json.dumps(made, separators=(",", ":"), ensure_ascii=False).replace('{"look":', '\n{"look":')
        FIXTURE.write_text(text + "\n", encoding="utf-8")
    kept = json.loads(FIXTURE.read_text(encoding="utf-8"))
    assert len(kept["cases"]) == len(cases)
    for was, now in zip(kept["cases"], json.loads(json.dumps(cases)), strict=True):
        for part in ("advice", "verdicts", "sentences"):
            assert was[part] == now[part], f"{now['look']} {now['body']}"


def test_the_browser_has_the_words(season):
    for locale, words in WORDS.items():
        theirs = json.loads((ROOT / "client" / "common" / "strings" / f"{locale}.json").read_text("utf-8"))
        assert {k: v for k, v in theirs.items() if k.startswith("fit") and k in WORDS["en"]} == words


def test_advice_is_plain_json(season):
    got = advice(season["serein-03"][1], size_body("women", "M").measures)
    assert isinstance(got, Advice) and json.loads(json.dumps(got.as_dict()))["size"] == "M"
