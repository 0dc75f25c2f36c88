"""Whatever visitors wrote stays text in a spreadsheet."""

import csv

import pytest

from frontrow.web.spreadsheet import as_csv


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_text_is_taken_for_a_formula(begins: str) -> None:
    table = as_csv([["name", "size"], [f"{begins}1+1", -3]])
    assert table.startswith("\ufeff")
    assert list(csv.reader(table[1:].splitlines(keepends=True))) == [["name", "size"], [f"'{begins}1+1", "-3"]]
