"""A pattern's faults and labels in Chinese: every sentence that the pattern room's own tests know."""

import re
from pathlib import Path

import pytest
from django.utils import translation
from pattern.conftest import APRON
from pattern.test_errors import MISTAKES

from frontrow.pattern import PatternError, check, draft, load, svg


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_of_a_pattern_is_told_in_chinese(mistake: str, tmp_path: Path, home: Path) -> None:
    from frontrow.web.season.faults import told

    old, new = MISTAKES[mistake][0]
    file = tmp_path / "tabard.yaml"
    file.write_text(APRON.replace(old, new, 1), "utf-8")
    with pytest.raises(PatternError) as caught:
        check(file)
    with translation.override("zh-hans"):
        said = told(str(caught.value))
    assert said.startswith("tabard.yaml: ") and said.endswith("。"), said
    assert re.search(r"[\u4e00-\u9fff]", said)
    with translation.override("en"):
        assert told(str(caught.value)) == str(caught.value)


def test_a_sentence_that_nobody_translated_is_told_as_it_is(home: Path) -> None:
    from frontrow.web.season.faults import told

    with translation.override("zh-hans"):
        assert told("a.yaml: something new is wrong.") == "a.yaml: something new is wrong."
        assert told("") == ""


def test_however_long_a_strangers_names_are_they_are_told_from_what_is_said(home: Path) -> None:
    """To try each way of taking them apart would take longer than any run of the tests."""
    from frontrow.web.season.faults import told

    name = ": is cm and is cm, cm apart where of ease is allowed; make them match or write `ease: " * 400
    fault = (
        f"a.yaml: seam {name}: b is 1 cm and c is 2 cm, 1 cm apart where 0 of ease is allowed; make them match or "
        "write `ease: 1`"
    )
    with translation.override("zh-hans"):
        assert told(fault) == fault  # it lacks its full stop
        told_whole = told(f"{fault}.")
        assert told_whole.startswith("a.yaml: 缝") and told_whole.endswith("。")


def test_a_flat_pattern_names_its_pieces_in_the_readers_language(home: Path) -> None:
    from frontrow.body import size_body
    from frontrow.web.season.pieces import labelled

    from .conftest import SEASON

    for file in sorted((SEASON / "patterns").glob("*.yaml")):
        drawing = svg(draft(load(file), size_body("women", "M").measures, {}))
        with translation.override("zh-hans"):
            words = re.findall(r"<tspan[^>]*>([^<]*)</tspan>", labelled(drawing))
        assert len(words) >= 4 and not re.search("[a-z]", "".join(words)), (file.name, words)
    with translation.override("en"):
        assert "on the fold" in labelled(drawing) and "cut as a pair" in labelled(drawing)
