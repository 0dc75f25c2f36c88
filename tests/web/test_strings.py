"""Nothing is left in English on a Chinese page."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from frontrow.web.catalog import SOURCE, compiled, merged

SEASON = Path(__file__).resolve().parents[2] / "season"


@pytest.mark.parametrize("folder", sorted(SOURCE.glob("*/LC_MESSAGES")), ids=lambda p: p.parts[-2])
def test_every_string_the_pages_say_is_translated(home: Path, folder: Path) -> None:
    from frontrow.web.strings import said

    catalogue = merged(folder)
    missing = []
    for message, name, line in said():
        known = catalogue.get(message[0] if isinstance(message, tuple) else message)
        string = known.string if known else ""
        if not (all(string) if isinstance(string, tuple) else string):
            missing.append(f"{name}:{line}: {message}")
    assert not missing


def test_placeholders_survive_translation() -> None:
    for message in merged(SOURCE / "zh_Hans/LC_MESSAGES"):
        if message.id:
            plural = isinstance(message.id, tuple | list)
            asked = message.id[1] if plural else message.id
            given = message.string[0] if plural else message.string
            find = r"%\(\w+\)s|%d"
            assert sorted(re.findall(find, given)) == sorted(re.findall(find, asked)), asked


def test_every_text_of_the_sample_season_is_in_both_languages() -> None:
    one_sided = []

    def walk(value: Any, where: str) -> None:
        if isinstance(value, dict):
            if "en" in value and not value.get("zh-hans"):
                one_sided.append(where)
            for key, inner in value.items():
                walk(inner, f"{where}.{key}")
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                walk(inner, f"{where}[{number}]")
        elif where.rsplit(".", 1)[-1] in ("title", "text", "story", "line"):
            one_sided.append(where)

    for folder in (".", "houses", "looks", "shows"):
        for path in (SEASON / folder).glob("*.yaml"):
            walk(yaml.safe_load(path.read_text()), path.stem)
    assert not one_sided


def test_catalogues_compile_once(tmp_path: Path) -> None:
    folder = compiled(tmp_path)
    made = next(folder.rglob("*.mo"))
    before = made.stat().st_mtime_ns
    assert compiled(tmp_path) == folder
    assert made.stat().st_mtime_ns == before


def test_chinese_has_one_word_for_you_and_one_for_a_house() -> None:
    root = SOURCE.parents[3]
    texts = {str(message.id): str(message.string) for message in merged(SOURCE / "zh_Hans/LC_MESSAGES") if message.id}
    texts |= json.loads((root / "client/common/strings/zh-hans.json").read_text(encoding="utf-8"))
    assert len(texts) > 1000
    assert {said for said, text in texts.items() if re.search("你|贵[屋方品]|品牌", str(text))} == set()
