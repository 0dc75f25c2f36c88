"""Other people's interaction files, turned into ours."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from frontrow.errors import UserError
from frontrow.recommend.data.files import MILLISECONDS, SCHEMA
from frontrow.recommend.events import EVENTS

SHAPES = ("lists", "recbole", "table")
GUESSES = {
    "user": r"user|customer|visitor|client|member|buyer",
    "item": r"item|product|article|outfit|look|asin|movie|sku",
    "time": r"time|date|start|day|(^|[_.])(t|ts|at)$",
    "value": r"rating|value|weight|score|stars",
}


@dataclass(frozen=True, slots=True)
class Converted:
    """The interactions with the columns of `files.SCHEMA`; how many rows of the source lacked something."""

    frame: pl.DataFrame
    shape: str
    dropped: int


def convert(
    path: Path,
    event: str | None = None,
    shape: str | None = None,
    user: str | None = None,
    item: str | None = None,
    time: str | None = None,
) -> Converted:
    """Read `path` in one of SHAPES, recognised by its first line when none is given.

    lists: a user and her items in order on each line, no times: the timestamp is the place in the line.
    recbole: tab-separated with a header such as user_id:token.
    table: a header, and commas, semicolons or tabs; the columns are found by name unless given as user, item,
    time; times are numbers (seconds; milliseconds are recognised) or ISO dates, taken as UTC.
    event: what every row is; None takes a table's column `event`, or "view" where it has none. Raises UserError.
    """
    first = next(_lines(path), "")
    shape = shape or _shape(first)
    if shape == "lists":
        return _lists(path, event or "view")
    separator = max(";,\t|", key=first.count)
    try:
        table = pl.read_csv(path, separator=separator, infer_schema=False)
    except PolarsError as error:
        raise UserError(f"{path} is not a table: {str(error).splitlines()[0]}; see --shape") from None
    plain = {name: name.split(":")[0] for name in table.columns} if shape == "recbole" else {}
    table = table.rename(plain)
    columns = {
        "user_id": user or _find("user", table, path),
        "item_id": item or _find("item", table, path),
        "timestamp": time or _find("time", table, path),
    }
    for name in columns.values():
        if name not in table.columns:
            raise UserError(f"{path} has no column {name}; it has {', '.join(table.columns)}")
    value = next((name for name in table.columns if re.search(GUESSES["value"], name.lower())), None)
    frame = table.select(
        pl.col(columns["user_id"]).str.strip_chars().alias("user_id"),
        pl.col(columns["item_id"]).str.strip_chars().alias("item_id"),
        (pl.lit(event or "view") if event or "event" not in table.columns else _events(table, path)).alias("event"),
        _seconds(table[columns["timestamp"]]).alias("timestamp"),
        (pl.col(value).cast(pl.Float64, strict=False) if value else pl.lit(None, pl.Float64)).alias("value"),
    )
    whole = frame.filter((pl.col("user_id") != "") & (pl.col("item_id") != "") & pl.col("timestamp").is_finite())
    if frame.is_empty():
        raise UserError(f"{path} has a header and no rows; give it some")
    if whole.is_empty():
        first = table[columns["timestamp"]][0]
        raise UserError(
            f"{path}: no row has a user, an item and a time that can be read (the first time is {first!r}); times are "
            "seconds, milliseconds or ISO dates, and --user, --item, --time name the columns"
        )
    return Converted(whole.sort("timestamp", maintain_order=True), shape, len(frame) - len(whole))


def _events(table: pl.DataFrame, path: Path) -> pl.Expr:
    """The column `event`, whose words must be ours; an empty one is a view."""
    strange = set(table["event"].drop_nulls().unique()) - {*EVENTS, ""}
    if strange:
        raise UserError(
            f"{path} has an event {min(strange)!r}, which is none of {', '.join(EVENTS)}; "
            "say what every row is with --event"
        )
    return pl.col("event").replace("", "view").fill_null("view")


def _shape(first: str) -> str:
    if re.search(r":(token|float)\b", first):
        return "recbole"
    if not re.search(r"[A-Za-z]", first):
        return "lists"
    named = any(re.search(GUESSES[what], first.lower()) for what in ("user", "item"))
    return "table" if re.search(r"[;,|]", first) or (named and "\t" in first) else "lists"


def _lists(path: Path, event: str) -> Converted:
    users: list[str] = []
    items: list[str] = []
    places: list[float] = []
    for number, line in enumerate(_lines(path), start=1):
        user, *hers = line.split()
        if any("," in item for item in hers):
            raise UserError(f"{path}: line {number} has commas; a user and her items are separated by spaces")
        users += [user] * len(hers)
        items += hers
        places += range(len(hers))
    if not items:
        raise UserError(f"{path} holds no user with items; each line is a user and her items, separated by spaces")
    frame = pl.DataFrame(
        {"user_id": users, "item_id": items, "event": event, "timestamp": places, "value": None},
        schema=SCHEMA,
    )
    return Converted(frame.sort("timestamp", maintain_order=True), "lists", 0)


def _lines(path: Path) -> Iterator[str]:
    """The lines with something on them, unpacked when the file is gzip."""
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
        with gzip.open(path, "rt", encoding="utf-8-sig") if packed else path.open(encoding="utf-8-sig") as file:
            yield from (line for line in file if line.strip())
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}; check the name") from None
    except UnicodeDecodeError:
        raise UserError(f"{path} is not text in UTF-8; save it as such") from None


def _find(what: str, table: pl.DataFrame, path: Path) -> str:
    found = [name for name in table.columns if re.search(GUESSES[what], name.lower())]
    if not found:
        raise UserError(f"{path}: which column is the {what}? say --{what} and one of {', '.join(table.columns)}")
    return found[0]


def _seconds(column: pl.Series) -> pl.Series:
    """Seconds since the epoch from numbers (milliseconds divided), ISO dates and times; null for neither."""
    text = column.str.strip_chars()
    numbers = text.cast(pl.Float64, strict=False)
    if numbers.null_count() < len(numbers) / 2:
        largest = numbers.abs().max()
        return numbers / 1000 if isinstance(largest, float) and largest > MILLISECONDS else numbers
    for form in ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f%#z"):
        times = text.str.to_datetime(form, strict=False, time_unit="us")
        if times.null_count() < len(times) / 2:
            return times.dt.epoch("us").cast(pl.Float64) / 1e6
    return numbers
