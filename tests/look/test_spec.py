"""Looks as houses write them."""

from pathlib import Path

import pytest
from look_scenes import SEASON

from frontrow.body import Measurements
from frontrow.errors import UserError
from frontrow.look import load
from frontrow.look.spec import wearer


@pytest.mark.parametrize("path", sorted((SEASON / "looks").glob("*.yaml")), ids=lambda p: p.stem)
def test_every_look_of_the_season_can_be_read(path: Path) -> None:
    spec = load(path)
    assert spec.slug == path.stem
    assert all(g.pattern.is_file() for g in spec.garments)
    assert wearer(spec.body).measures["height"] > 1.4


def write(folder: Path, text: str) -> Path:
    path = folder / "look.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_body_may_be_given_by_its_measures(tmp_path: Path) -> None:
    (tmp_path / "bag.yaml").write_text("pattern: bag")
    text = "body: {sex: f, height: 1.7, bust: 0.9, waist: 0.7, hips: 0.98}\ngarments: [{pattern: bag}]\n"
    assert isinstance(load(write(tmp_path, text)).body, Measurements)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("body: runway-f", "garments"),
        ("garments: []", "garments"),
        ("garments: [{fabric: denim}]", "garment 1 names no `pattern`"),
        ("garments: [{pattern: toga}]", "toga"),
        ("garments: [{pattern: bag, colour: red}]", "`colour`"),
        ("garments: [", "not readable YAML"),
        ("body: {tall: yes}\ngarments: [{pattern: bag}]", "body"),
    ],
)
def test_a_wrong_look_is_refused_in_one_sentence(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "bag.yaml").write_text("pattern: bag")
    with pytest.raises(UserError) as error:
        load(write(tmp_path, text))
    assert words in str(error.value)
    assert "look.yaml" in str(error.value) or "toga" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_look_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"gone\.yaml"):
        load(tmp_path / "gone.yaml")
