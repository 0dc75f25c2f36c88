"""`frontrow check` tells what is in a pattern and what is wrong with it."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner

from frontrow.body import size_body
from frontrow.commands.check import command
from frontrow.errors import UserError
from frontrow.pattern import draft, load, svg


def test_a_sound_pattern_is_listed_in_every_size(season: Path) -> None:
    result = CliRunner().invoke(command, [str(season / "trousers.yaml"), "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["problems"] == []
    assert found["panels"]["front"]["cut"] == "pair"
    assert found["options"]["length"]["default"] == 0.95
    assert 60 < found["panels"]["band"]["edges_cm"]["lower"] * 2 < 80  # cm, the waist of a size M and a little


def test_a_pattern_that_fails_in_one_size_says_so(write: Callable[..., Path]) -> None:
    path = write(("hem_s: [quarter, -20]", 'hem_s: [quarter, "-20 - max(bust - 120, 0)"]'))
    result = CliRunner().invoke(command, [str(path)])
    assert isinstance(result.exception, UserError)
    assert "in size women 3XL, tabard.yaml: seam side:" in str(result.exception)


def test_a_wrong_option_is_one_sentence(season: Path) -> None:
    result = CliRunner().invoke(command, [str(season / "dress.yaml"), "--option", "length=3"])
    assert str(result.exception) == "dress.yaml: option length is 3; choose from 0.3 to 0.99 share."


def test_the_drawing_goes_where_o_says_as_with_drape(season: Path, tmp_path: Path) -> None:
    out = tmp_path / "slip.svg"
    result = CliRunner().invoke(command, [str(season / "slip-dress.yaml"), "-o", str(out)])
    assert result.exit_code == 0 and out.read_text(encoding="utf-8").startswith("<svg")
    result = CliRunner().invoke(command, [str(season / "dress.yaml"), "-o", "length=0.9"])
    assert "an option is written --option length=0.9" in str(result.exception)


def test_the_drawing_is_svg_without_scripts_or_styles(season: Path) -> None:
    text = svg(draft(load(season / "dress.yaml"), size_body("women", "M").measures))
    root = ET.fromstring(text)
    panels = [g.get("data-panel") for g in root.iter("{http://www.w3.org/2000/svg}g")]
    assert panels == ["front", "back", "skirt_front", "skirt_back"]
    assert "style=" not in text and "<script" not in text
    folds = [p for p in root.iter("{http://www.w3.org/2000/svg}path") if p.get("class") == "fold" and p.get("d")]
    assert len(folds) == 4
