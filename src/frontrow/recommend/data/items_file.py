"""The items file: what is known of items, in words and numbers."""

from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from frontrow.errors import UserError
from frontrow.recommend.facts import Embedder, Facts


def read_facts(path: Path, embedder: Embedder | None = None) -> Facts:
    """CSV with a header: item_id and any other columns, all of them facts; an item's first row counts.

    Raises UserError naming the file and what to do.
    """
    try:
        frame = pl.read_csv(path, infer_schema=False)
    except (PolarsError, UnicodeError, OSError) as error:
        told = str(error).splitlines()[0].rstrip(".")
        raise UserError(f"{path} cannot be read: {told}; give it a header line, item_id,… and commas") from None
    columns = [name for name in frame.columns if name != "item_id"]
    if len(columns) == len(frame.columns) or not columns:
        raise UserError(
            f"{path} must name item_id and at least one more column, the facts, in its first line, "
            f"and it names {', '.join(frame.columns)[:80]}"
        )
    frame = frame.fill_null("").unique("item_id", keep="first", maintain_order=True)
    return Facts.of(frame["item_id"].to_list(), {name: frame[name].to_list() for name in columns}, embedder)
