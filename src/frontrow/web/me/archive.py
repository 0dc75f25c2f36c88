"""What is taken away, as a ZIP: all of it as JSON, and every list of it as a table that a spreadsheet opens."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from frontrow.web.spreadsheet import as_csv


def archive(told: dict[str, Any]) -> bytes:
    """The ZIP of an export: everything.json, a CSV for each list of entries, and a READ ME in the reader's language."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("everything.json", json.dumps(told, indent=2, ensure_ascii=False))
        names = []
        for name, rows in sorted(_lists(told)):
            names.append(name)
            packed.writestr(f"{name}.csv", _table(rows))
        packed.writestr("READ ME.txt", _words(names))
    return out.getvalue()


def _lists(value: Any, name: str = "") -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every list of entries in plain data, by the path to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _lists(inner, f"{name}-{key}" if name else str(key))
    elif isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        yield _safe(name), value


def _table(rows: list[dict[str, Any]]) -> str:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    return as_csv([columns, *([_cell(row.get(column)) for column in columns] for row in rows)])


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _safe(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in name)[:80]


def _words(names: list[str]) -> str:
    lines = [
        _("This is everything this site holds about this browser and, if you were signed in, about your account."),
        _("everything.json has all of it; the tables have the same, one list each:"),
        *(f"- {name}.csv" for name in names),
        _("Times are in UTC. Sums of money are in the smallest unit of their currency."),
    ]
    return "\n".join(lines) + "\n"
