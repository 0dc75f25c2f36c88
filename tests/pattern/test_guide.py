"""The guide for a house tells the truth: its examples are patterns and fabrics that work."""

import re
from pathlib import Path

import pytest
import yaml

from frontrow.fabric import library, load
from frontrow.pattern import check
from frontrow.pattern.expression import FUNCTIONS
from frontrow.pattern.model import LEVELS, PARTS

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "pattern.md"
TEXT = GUIDE.read_text(encoding="utf-8")
PATTERN, DARTS, PLEATS, BUTTONS, OVER, SEAMS, FABRIC = re.findall(
    r"```yaml (?:pattern|part|fabric)\n(.*?)```", TEXT, re.DOTALL
)


def test_the_first_garment_can_be_cut_and_sewn(tmp_path: Path) -> None:
    path = tmp_path / "tabard.yaml"
    path.write_text(PATTERN, encoding="utf-8")
    assert [panel.cut for panel in check(path).panels.values()] == ["fold", "fold"]


def test_its_mistake_is_answered_with_the_sentence_in_the_guide(tmp_path: Path) -> None:
    path = tmp_path / "tabard.yaml"
    path.write_text(PATTERN.replace("hem_s: [quarter, -20]", "hem_s: [quarter, -24]", 1), encoding="utf-8")
    with pytest.raises(Exception, match=r"4\.0 cm apart") as caught:
        check(path)
    assert str(caught.value) in " ".join(TEXT.split())


def test_a_dart_may_be_added_as_shown(tmp_path: Path) -> None:
    path = tmp_path / "tabard.yaml"
    text = PATTERN.replace("    place: {on: torso, side: front", DARTS + "    place: {on: torso, side: front")
    path.write_text(text, encoding="utf-8")
    front = check(path).panels["front"]
    assert [name for name, _, _ in front.darts] == ["waist"]
    assert front.length("hem") == pytest.approx(check_hem(tmp_path) - 0.03, abs=1e-4)


def test_pleats_may_be_added_as_shown(tmp_path: Path) -> None:
    path = tmp_path / "tabard.yaml"
    pleats = PLEATS.replace("edge: waist, to: hem", "edge: hem, to: shoulder").replace("count: 8", "count: 2")
    pleats = pleats.replace("depth_to: 1.5, by: 18", "depth_to: 0.5")
    path.write_text(
        PATTERN.replace("    place: {on: torso, side: front", pleats + "    place: {on: torso, side: front")
    )
    assert check(path).panels["front"].length("hem") == pytest.approx(check_hem(tmp_path) - 0.08, abs=1e-4)


def test_the_buttons_shown_are_those_of_the_coat() -> None:
    coat = GUIDE.parents[2] / "season" / "patterns" / "coat.yaml"
    written = yaml.safe_load(coat.read_text(encoding="utf-8"))["buttons"]["front"]
    assert yaml.safe_load(BUTTONS)["buttons"]["front"] == written | {"count": 4}


def test_a_panel_is_placed_over_another_as_shown() -> None:
    coat = yaml.safe_load((GUIDE.parents[2] / "season" / "patterns" / "coat.yaml").read_text(encoding="utf-8"))
    assert coat["panels"]["lapel"]["place"] == yaml.safe_load(OVER)["place"]


def check_hem(tmp_path: Path) -> float:
    path = tmp_path / "plain.yaml"
    path.write_text(PATTERN, encoding="utf-8")
    return check(path).panels["front"].length("hem")


def test_the_seams_shown_are_ways_of_writing_seams() -> None:
    assert set(yaml.safe_load(SEAMS)["seams"]) == {"side", "armhole", "waistband", "centre_back"}


def test_the_fabric_shown_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "house-marble.yaml"
    path.write_text(FABRIC, encoding="utf-8")
    fabric = load(path)
    assert fabric.print is not None and fabric.print.kind == "marble"
    assert fabric.density == library()["silk-crepe"].density


def test_every_word_of_the_format_is_in_the_guide() -> None:
    for word in (
        *FUNCTIONS,
        *LEVELS,
        *PARTS,
        *library(),
        "bend",
        "through",
        "arc",
        "elastic",
        "grip",
        "grain",
        "span",
        "lift",
        "layers",
        "loose",
        "pleats",
        "pressed",
        "towards",
        "depth_to",
        "lap",
        "buttons",
    ):
        assert re.search(rf"\b{word}\b", TEXT), word
