"""Items by labels: what can be said of each thing on show, in the facets that profiles and segments are made of."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from frontrow.errors import UserError
from frontrow.recommend.colour import word
from frontrow.recommend.item import Item

FACETS = ("garments", "colors", "fabrics", "prints", "silhouette", "price", "houses")
SCHEMA = {"item": pl.String, "facet": pl.String, "label": pl.String}
BANDS = ("low", "middle", "high")


def labels_of(catalogue: Sequence[Item]) -> pl.DataFrame:
    """(item, facet, label), one row for each thing said of an item; see FACETS.

    A colour is a key of `colour.WORDS`. A silhouette is "length=high": its third of the season (low, middle,
    high), or the option's own word. A price is its third of the season.
    """
    rows = [
        (item.id, facet, label)
        for facet, names in _NAMED.items()
        for item in catalogue
        for label in dict.fromkeys(names(item))
    ]
    priced = {item.id: item.price for item in catalogue if item.price}
    rows += [(item, "price", band) for item, band in bands(priced).items()]
    for option in sorted({name for item in catalogue for name in item.silhouette}):
        found = {item.id: item.silhouette[option] for item in catalogue if option in item.silhouette}
        rows += [(item, "silhouette", f"{option}={value}") for item, value in found.items() if isinstance(value, str)]
        measured = {item: float(value) for item, value in found.items() if not isinstance(value, str)}
        rows += [(item, "silhouette", f"{option}={band}") for item, band in bands(measured).items()]
    return pl.DataFrame(rows, SCHEMA, orient="row")


def bands(values: dict[str, float]) -> dict[str, str]:
    """Which third each value lies in; none where all are one."""
    if len(set(values.values())) < 2:
        return {}
    thirds = np.quantile(list(values.values()), (1 / 3, 2 / 3))
    return {item: BANDS[int(np.searchsorted(thirds, value))] for item, value in values.items()}


def read_labels(path: Path) -> pl.DataFrame:
    """An items file (CSV or Parquet) as labels: `item_id` and a column a facet, several labels divided by "|".

    A column `price` of numbers is cut into thirds. Raises UserError.
    """
    try:
        frame = pl.read_parquet(path) if path.suffix == ".parquet" else pl.read_csv(path, infer_schema=False)
    except (PolarsError, OSError) as error:
        raise UserError(f"{path} cannot be read: {str(error).splitlines()[0].rstrip('.')}; check the file") from None
    if "item_id" not in frame.columns or len(frame.columns) < 2:
        raise UserError(f"{path} needs a column item_id and at least one facet, such as colors; it has {frame.columns}")
    frame = frame.unique("item_id", keep="first", maintain_order=True)
    found = [pl.DataFrame(schema=SCHEMA)]
    for facet in frame.columns:
        if facet in ("item_id", "price"):
            continue
        column = frame.select(item="item_id", label=pl.col(facet).cast(pl.String).str.split("|")).explode("label")
        column = column.with_columns(pl.col("label").str.strip_chars(), facet=pl.lit(facet))
        found.append(column.filter(pl.col("label").fill_null("") != "").select(*SCHEMA))
    if "price" in frame.columns:
        prices = frame.select("item_id", pl.col("price").cast(pl.Float64, strict=False)).drop_nulls()
        cut = bands(dict(prices.iter_rows()))
        found.append(pl.DataFrame([(item, "price", band) for item, band in cut.items()], SCHEMA, orient="row"))
    return pl.concat(found).unique(maintain_order=True)


def items_as_labels(touches: pl.DataFrame, most: int = 1000) -> pl.DataFrame:
    """Where nothing is said of the items, the `most` touched speak for themselves, in a facet "items"."""
    found = touches.group_by("item").len().sort(["len", "item"], descending=[True, False]).head(most)
    return found.select("item", facet=pl.lit("items"), label="item")


_NAMED: dict[str, Callable[[Item], Sequence[str]]] = {
    "garments": lambda item: item.garments,
    "colors": lambda item: [word(color) for color in item.colors],
    "fabrics": lambda item: item.fabrics,
    "prints": lambda item: item.prints,
    "houses": lambda item: [item.house] if item.house else [],
}
