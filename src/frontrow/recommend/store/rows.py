"""An entry as a row of the log, the same in every database: at, event, item, value, page, slate."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from frontrow.recommend.events import Entry, Impression, Interaction

Row = tuple[Any, ...]


def row_of(entry: Entry) -> Row:
    """The row, without position and visitor."""
    if isinstance(entry, Interaction):
        return entry.at, entry.event, entry.item, entry.value, entry.page, None
    slate = {
        "slate": entry.slate,
        "items": entry.items,
        "model": entry.model,
        "propensities": entry.propensities,
    }
    return entry.at, "impression", None, None, entry.place, json.dumps(slate)


def entry_of(row: Row) -> Entry:
    """The entry of a row that begins with its position and its visitor."""
    _, visitor, at, event, item, value, page, slate = row
    if slate is None:
        return Interaction(visitor, item, event, at, value, page)
    kept = json.loads(slate)
    items, propensities = tuple(kept["items"]), tuple(kept["propensities"])
    return Impression(visitor, kept["slate"], items, at, page, kept["model"], propensities)


def exported(visitor: str, entries: Sequence[Entry]) -> dict[str, Any]:
    """All entries of a visitor as plain JSON values."""
    return {
        "visitor": visitor,
        "interactions": [_plain(entry) for entry in entries if isinstance(entry, Interaction)],
        "impressions": [_plain(entry) for entry in entries if isinstance(entry, Impression)],
    }


def _plain(entry: Entry) -> dict[str, Any]:
    return {key: value for key, value in asdict(entry).items() if key != "visitor"}
