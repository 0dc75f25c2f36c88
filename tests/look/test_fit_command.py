"""`frontrow fit` answers with a table and a sentence."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from frontrow.commands.fit import command
from frontrow.errors import UserError

SEASON = Path(__file__).parents[2] / "season"


def said(*words: str) -> str:
    result = CliRunner().invoke(command, [str(w) for w in words], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_a_pattern_and_two_measures_are_enough():
    lines = said(SEASON / "patterns" / "dress.yaml", "--body", "height=1.68,bust=0.90").splitlines()
    assert "[M]" in lines[1] and "dress waist" in lines[3]
    assert lines[-1].startswith("M: ") and "S pulls across the" in lines[-1]


def test_it_says_so_in_chinese_when_nothing_fits():
    told = said(SEASON / "patterns" / "trousers.yaml", "--body", "apple-m", "--language", "zh-hans")
    assert told.splitlines()[-1].startswith("没有合适的尺码")


def test_a_look_is_measured_on_its_own_wearer_and_as_json():
    told = json.loads(said(SEASON / "looks" / "ondo-04.yaml", "--json"))
    assert told["chart"] == "women" and told["advice"]["size"] in ("XS", "S")
    assert [g["name"] for g in told["garments"]] == ["pleated-skirt", "tshirt"]


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (("--body", "height=1.68"), "one girth"),
        (("--body", "nobody"), "no body"),
        (("-o", "x.png"), "ends in .glb"),
    ],
)
def test_bad_input_gets_one_sentence(words, wrong):
    with pytest.raises(UserError, match=wrong):
        said(SEASON / "patterns" / "dress.yaml", *words)
