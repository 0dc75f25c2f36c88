"""Tables that spreadsheets open, and take for text."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

# With which a spreadsheet begins a formula (OWASP, CSV Injection); the wide ones where East Asian input is on.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_csv(rows: Iterable[Sequence[Any]]) -> str:
    """Rows of cells as CSV (RFC 4180), behind the mark of UTF-8 that spreadsheets look for; no text is a formula."""
    out = io.StringIO()
    csv.writer(out).writerows([_text(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _text(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell
