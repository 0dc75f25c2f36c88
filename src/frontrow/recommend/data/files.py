"""The interactions file: CSV, Parquet or a folder of Parquet files.

Its columns: user_id, item_id, event, timestamp and, if any, value.
"""

import gzip
from pathlib import Path

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from frontrow.errors import UserError
from frontrow.recommend.events import EVENTS
from frontrow.recommend.log import Ints, Log

NEEDED = ("user_id", "item_id", "timestamp")
SCHEMA = {
    "user_id": pl.String,
    "item_id": pl.String,
    "event": pl.String,
    "timestamp": pl.Float64,
    "value": pl.Float64,
}
MILLISECONDS = 1e11  # as seconds, the year 5138


def read(path: Path) -> pl.DataFrame:
    """The file's interactions, columns as in SCHEMA, in order of time; rows of one second as in the file.

    A missing or empty event is a `view`. Raises UserError naming the file, the row and what to do.
    """
    frame = _open(path)
    missing = [name for name in NEEDED if name not in frame.columns]
    if missing:
        raise UserError(
            f"{path} has no column {missing[0]}: its first line must name user_id, item_id, event, timestamp"
            f"[, value], and it names {', '.join(frame.columns)[:80]}; "
            "`frontrow interactions convert` reads other shapes"
        )
    if "event" not in frame.columns:
        frame = frame.with_columns(pl.lit("view").alias("event"))
    if "value" not in frame.columns:
        frame = frame.with_columns(pl.lit(None, pl.Float64).alias("value"))
    frame = frame.select(_typed(frame, name, path) for name in SCHEMA)
    frame = frame.with_columns(pl.col("event").replace("", "view").fill_null("view"))
    for name in ("user_id", "item_id"):
        _refuse(
            frame,
            pl.col(name).fill_null("") == "",
            path,
            f"has an empty {name}; fill it in or leave the row out",
        )
    times = pl.col("timestamp")
    seconds = "write seconds since the epoch (`frontrow interactions convert` reads dates)"
    _refuse(frame, ~times.is_finite().fill_null(False), path, f"has a timestamp that is no number; {seconds}")
    _refuse(frame, times.abs() > MILLISECONDS, path, f"has a timestamp in milliseconds, it seems; {seconds}")
    strange = ~pl.col("event").is_in(EVENTS)
    _refuse(frame, strange, path, f"has an event that is none of {', '.join(EVENTS)}; use one of these words")
    return frame.sort("timestamp", maintain_order=True)


def log_of(frame: pl.DataFrame) -> Log:
    """What `read` returned as a Log in which every event counts 1; a `dismiss` is no positive and is left out."""
    frame = frame.filter(pl.col("event") != "dismiss")
    users, user = _numbers(frame["user_id"])
    items, item = _numbers(frame["item_id"])
    return Log(users, items, user, item, frame["timestamp"].to_numpy(), np.ones(len(frame), np.float32))


def _open(path: Path) -> pl.DataFrame:
    try:
        if path.is_dir():
            frame = _whole(path)
        else:
            with path.open("rb") as file:
                parquet = file.read(4) == b"PAR1"
            frame = pl.read_parquet(path) if parquet else pl.read_csv(path, infer_schema=False)
    except (PolarsError, UnicodeError, OSError) as error:
        if isinstance(error, OSError) and error.errno:
            raise UserError(f"{path} cannot be read: {error.strerror}; check the name") from None
        told = str(error).splitlines()[0].rstrip(".")
        raise UserError(f"{path} is neither CSV nor Parquet: {told}; mend the file or convert it") from None
    twice = [name.removesuffix("_duplicated_0") for name in frame.columns if name.endswith("_duplicated_0")]
    if twice:
        raise UserError(f"{path} names the column {twice[0]} twice; keep one of them")
    if frame.is_empty():
        raise UserError(f"{path} holds no interactions; give it a header line and at least one row")
    return frame.rename({name: name.strip().lstrip("\ufeff") for name in frame.columns})


def _whole(folder: Path) -> pl.DataFrame:
    """All files of a lake (see lake.py), only the columns that are needed."""
    found = parts(folder)
    rows = pl.scan_parquet(found, hive_partitioning=False)
    there = rows.collect_schema().names()
    return rows.select([name for name in there if name in SCHEMA]).collect(engine="streaming")


def parts(folder: Path) -> list[Path]:
    """The Parquet files of a lake, in order of their names. Raises UserError when there are none."""
    found = sorted(folder.rglob("*.parquet"))
    if not found:
        makes = "`frontrow interactions lake` makes a lake of a file"
        raise UserError(f"{folder} cannot be read: it holds no Parquet files; {makes}")
    return found


def _typed(frame: pl.DataFrame, name: str, path: Path) -> pl.Expr:
    """The column as its type; an entry that is not of it becomes null, or is refused when it is a value."""
    column = pl.col(name)
    kind = frame.schema[name]
    if kind.is_nested() or kind == pl.Binary:
        raise UserError(f"{path}: column {name} holds {kind}; write plain text or numbers")
    if kind.is_temporal() and SCHEMA[name] == pl.Float64:
        return column.cast(pl.Datetime("us")).dt.epoch("us").cast(pl.Float64) / 1e6
    if name == "value" and kind == pl.String:
        empty = column.is_null() | (column.str.strip_chars() == "")
        wrong = ~empty & column.str.strip_chars().cast(pl.Float64, strict=False).is_null()
        _refuse(frame, wrong, path, "has a value that is no number; write a number or leave it empty")
    if kind == pl.String:
        column = column.str.strip_chars()
    return column.cast(SCHEMA[name], strict=False).alias(name)


def _refuse(frame: pl.DataFrame, wrong: pl.Expr, path: Path, told: str) -> None:
    rows = frame.select(wrong.arg_true()).to_series()
    if len(rows):
        raise UserError(f"{path}: row {rows[0] + 1} {told}")


def _numbers(column: pl.Series) -> tuple[tuple[str, ...], Ints]:
    """The distinct ids in order, and each row's place among them."""
    ids = column.unique().sort()
    places = column.cast(pl.Enum(ids)).to_physical().to_numpy().astype(np.int64)
    return tuple(ids.to_list()), places


def write(frame: pl.DataFrame, path: Path) -> None:
    """Write interactions as Parquet (.parquet), packed CSV (.gz) or CSV (any other ending)."""
    frame = frame.drop("value") if frame["value"].is_null().all() else frame
    whole = (frame["timestamp"] == frame["timestamp"].floor()).all()
    frame = frame.with_columns(pl.col("timestamp").cast(pl.Int64)) if whole else frame
    try:
        if path.suffix == ".parquet":
            frame.write_parquet(path)
        elif path.suffix == ".gz":
            path.write_bytes(gzip.compress(frame.write_csv().encode(), mtime=0))
        else:
            frame.write_csv(path)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror or error}; choose another place") from None
