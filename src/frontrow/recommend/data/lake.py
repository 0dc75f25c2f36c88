"""A lake: interactions as many Parquet files in one folder, by day or by visitor, larger than memory if need be."""

from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from frontrow.errors import UserError
from frontrow.recommend.data.files import SCHEMA
from frontrow.recommend.data.files import parts as files
from frontrow.recommend.log import Log

KINDS = ("day", "visitor")


def write(frame: pl.DataFrame, folder: Path, by: str = "visitor", buckets: int = 16) -> list[Path]:
    """Write interactions (columns as in files.SCHEMA) as `day=2026-11-22/` or `visitor=07/` folders of Parquet files.

    A visitor is always in the same one of `buckets`, whenever she is written, so that one bucket knows all of her.
    What the folder held before stays: files are added. Raises UserError.
    """
    if by not in KINDS:
        raise UserError(f"a lake is parted by {' or '.join(KINDS)}, not by {by}")
    if by == "day":
        part = pl.from_epoch(pl.col("timestamp").cast(pl.Int64)).dt.strftime("%Y-%m-%d")
    else:
        ids = frame["user_id"].unique()
        homes = pl.Series([f"{crc32(name.encode()) % buckets:02d}" for name in ids.to_list()], dtype=pl.String)
        part = pl.col("user_id").replace_strict(ids, homes)
    written = []
    for (name,), rows in frame.with_columns(part.alias("part")).group_by("part", maintain_order=True):
        place = folder / f"{by}={name}"
        place.mkdir(parents=True, exist_ok=True)
        file = place / f"{len(list(place.iterdir())):06d}.parquet"
        rows.drop("part").write_parquet(file)
        written.append(file)
    return written


def items(folder: Path) -> tuple[str, ...]:
    """All items of a lake, in order; read in a stream."""
    try:
        found = _scan(files(folder)).select(pl.col("item_id").cast(pl.String).unique()).collect(engine="streaming")
    except PolarsError as error:
        raise UserError(f"{folder} is no lake of interactions: {str(error).splitlines()[0]}") from None
    return tuple(found["item_id"].sort().to_list())


def visitors_of(folder: Path, part: int, parts: int) -> pl.DataFrame:
    """What the visitors of one of `parts` did (dismissals aside), in order of time and then of items.

    Of a lake by visitor only the buckets of this part are opened when parts divides their number; of any other all
    files are scanned, and only these visitors' rows are kept.
    """
    paths = files(folder)
    buckets = {path: path.parent.name.partition("=")[2] for path in paths if path.parent.name.startswith("visitor=")}
    names = sorted(set(buckets.values()))
    if len(buckets) == len(paths) and len(names) >= parts:
        mine = {name for place, name in enumerate(names) if place % parts == part}
        rows = _scan([path for path in paths if buckets[path] in mine]) if mine else _scan(paths).limit(0)
    else:
        rows = _scan(paths).filter(pl.col("user_id").cast(pl.String).hash(seed=17) % parts == part)
    if "event" in rows.collect_schema().names():
        rows = rows.filter(pl.col("event").fill_null("view") != "dismiss")
    wanted = rows.select(pl.col(name).cast(SCHEMA[name]) for name in ("user_id", "item_id", "timestamp"))
    return wanted.collect(engine="streaming").sort("timestamp", "item_id")


def _scan(paths: Sequence[Path]) -> pl.LazyFrame:
    return pl.scan_parquet(list(paths), hive_partitioning=False)


def log_of_part(frame: pl.DataFrame, catalogue: tuple[str, ...]) -> Log:
    """Interactions as a log whose items are numbered as in the whole catalogue; users as in these rows."""
    users = frame["user_id"].unique().sort()
    user = frame["user_id"].cast(pl.Enum(users)).to_physical().to_numpy().astype(np.int64)
    item = frame["item_id"].cast(pl.Enum(list(catalogue))).to_physical().to_numpy().astype(np.int64)
    times = frame["timestamp"].to_numpy()
    return Log(tuple(users.to_list()), catalogue, user, item, times, np.ones(len(frame), np.float32))
