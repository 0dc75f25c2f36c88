"""`frontrow drape`, as a person at a keyboard meets it."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from look_scenes import SEASON, Drape

from frontrow.commands.drape import command
from frontrow.errors import UserError

DRESS = str(SEASON / "patterns" / "dress.yaml")


@pytest.fixture
def workshop(drape: Drape, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The workshop, with the dress that the other tests made already on its hanger; lists what it was asked for."""
    asked: list[Any] = []

    def made(spec: Any, folder: Path, progress: Any, quality: str | None) -> Any:
        asked.append((spec, quality))
        progress("draft", 1.0)
        shutil.copytree(drape.folder, folder, dirs_exist_ok=True)
        return drape.report

    monkeypatch.setattr("frontrow.look.maker.make", made)
    return asked


def test_files_are_named_after_the_output(workshop: list[Any], tmp_path: Path) -> None:
    out = tmp_path / "new" / "gown.glb"
    result = CliRunner().invoke(command, [DRESS, "-o", str(out)], catch_exceptions=False)
    assert result.exit_code == 0
    assert {p.name for p in out.parent.iterdir()} == {
        "gown.glb",
        "gown.mid.glb",
        "gown.far.glb",
        "gown.ar.glb",
        "gown.usdz",
        "gown.mirror.glb",
        "gown.png",
        "gown.webp",
        "gown.json",
    }
    assert "settled:" in result.stdout
    assert "m²" in result.stdout


def test_json_is_the_report_and_nothing_else(workshop: list[Any], drape: Drape, tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [DRESS, "--json", "-o", str(tmp_path / "a.glb")], catch_exceptions=False)
    assert json.loads(result.stdout) == drape.json()


def test_wishes_reach_the_workshop(workshop: list[Any], tmp_path: Path) -> None:
    wishes = ["--size", "L", "--fabric", "denim", "--color", "#102030", "--option", "length=0.7", "--seed", "4"]
    body = ["--body", "height=1.74,bust=0.92,waist=0.74,hips=0.99", "--finish", "clay", "--draft"]
    CliRunner().invoke(command, [DRESS, *wishes, *body, "-o", str(tmp_path / "a.glb")], catch_exceptions=False)
    spec, quality = workshop[0]
    garment = spec.garments[0]
    assert (garment.size, garment.fabric.name, garment.color) == ("L", "denim", "#102030")
    assert garment.options == {"length": 0.7}
    assert (spec.seed, spec.finish, quality) == (4, "clay", "draft")
    assert spec.body.height == 1.74


def test_a_look_file_is_draped_whole(workshop: list[Any], tmp_path: Path) -> None:
    look = str(SEASON / "looks" / "vardholm-01.yaml")
    CliRunner().invoke(command, [look, "-o", str(tmp_path / "a.glb")], catch_exceptions=False)
    assert [g.pattern.stem for g in workshop[0][0].garments] == ["trousers", "tshirt"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (["nowhere.yaml"], "nowhere.yaml: there is no such file"),
        ([DRESS, "--size", "Q"], 'no size "Q"'),
        ([DRESS, "--fabric", "cheese"], "cheese"),
        ([DRESS, "--color", "red"], "#8c0f1c"),
        ([DRESS, "--option", "length"], "name=number"),
        ([DRESS, "--option", "length=long"], '"long" is not a number'),
        ([DRESS, "--body", "height=tall"], '"tall" is not a number'),
        ([DRESS, "--body", "height=1.7"], "bust"),
        ([DRESS, "-o", "look.obj"], ".glb"),
    ],
)
def test_a_mistake_costs_one_sentence(wrong: list[str], words: str) -> None:
    with pytest.raises(UserError) as error:
        CliRunner().invoke(command, wrong, catch_exceptions=False)
    assert words in str(error.value)
    assert "\n" not in str(error.value)
