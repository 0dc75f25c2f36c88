"""Profiles of all visitors, as tables: what each looks at, how widely, when, and in which segment she is."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from frontrow.errors import UserError
from frontrow.recommend.log import Floats
from frontrow.recommend.people.segments import CHUNK, Segments
from frontrow.recommend.people.space import Attention, Space, attention, space_of, vocabulary
from frontrow.recommend.people.touches import people_only, touches
from frontrow.recommend.taste import DAY

DAYPARTS = ("night", "morning", "afternoon", "evening")  # six hours each, from midnight
NAMED = 3  # labels told of a facet


@dataclass(frozen=True)
class Material:
    """What profiles and segments are made from.

    events: the genuine ones (`data.files.SCHEMA`). touches: users by items with weights. labels: items by labels.
    programs: visitors left out because they are none.
    """

    events: pl.DataFrame
    touches: pl.DataFrame
    labels: pl.DataFrame
    attention: Attention
    space: Space
    programs: int


def material(events: pl.DataFrame, labels: pl.DataFrame | None, watched: bool | None = True) -> Material:
    """Weighted touches and labels of these events (in order of time).

    labels: None counts by the items themselves. watched: see `genuine`; None believes every row to be a person's.
    Raises UserError when no item of the events is in `labels`.
    """
    from frontrow.recommend.people.labels import items_as_labels

    programs = 0
    if watched is not None:
        events, programs = people_only(events, watched)
    touched = touches(events)
    said = items_as_labels(touched) if labels is None else labels
    if len(touched) and not touched["item"].is_in(said["item"].unique().implode()).any():
        raise UserError("nothing is said of any item that was touched; are these the items of these interactions?")
    names = vocabulary(said)
    found = attention(touched, said, names)
    return Material(events, touched, said, found, space_of(found, names), programs)


def profiles(made: Material, segments: Segments | None = None) -> pl.DataFrame:
    """One row a visitor.

    visitor, interactions, looks (touched), dismissed, first, last (seconds), days (with something done),
    recency (days before the last event of all), weight, seconds (dwelt or lingered), attended (seconds of shows),
    night, morning, afternoon, evening (shares of what she did, UTC), breadth (looks her attention would be shared
    among if it were even: the exponential of its entropy) and the same by facet (`breadth_colors`), for each facet
    her most looked at labels (`colors`: list of text, strongest first) and their shares (`colors_share`), segment
    and second segment (null where too little is known).
    """
    frame = _facts(made)
    of_labels = _labels(made)
    frame = frame.join(of_labels, on="visitor", how="left")
    if segments is not None and len(segments) > 1:
        where = segments.assign(made.attention)
        placed = pl.DataFrame({"visitor": made.attention.visitors, "segment": where})
        placed = placed.with_columns(segment=pl.when(pl.col("segment") >= 0).then("segment"))
        frame = frame.join(placed, on="visitor", how="left")
    return frame.sort("visitor")


def _facts(made: Material) -> pl.DataFrame:
    event, value = pl.col("event"), pl.col("value").fill_null(0.0)
    part = ((pl.col("timestamp") % DAY) / (DAY / 4)).floor().cast(pl.Int32)
    end = made.events["timestamp"].max()
    done = (
        made.events.group_by(visitor="user_id")
        .agg(
            interactions=pl.len(),
            first=pl.col("timestamp").min(),
            last=pl.col("timestamp").max(),
            days=(pl.col("timestamp") / DAY).floor().n_unique(),
            seconds=value.filter(event.is_in(["dwell", "linger"])).sum(),
            attended=value.filter(event == "attend").sum(),
            **{name: (part == place).mean() for place, name in enumerate(DAYPARTS)},
        )
        .with_columns(recency=((pl.lit(end) - pl.col("last")) / DAY))
    )
    liked = pl.col("weight").filter(pl.col("weight") > 0)
    share = liked / liked.sum()
    by_item = made.touches.group_by("visitor").agg(
        looks=pl.len(),
        dismissed=(pl.col("weight") < 0).sum(),
        weight=liked.sum(),
        breadth=(-(share * share.log()).sum()).exp(),
    )
    return done.join(by_item, on="visitor", how="left")


def _labels(made: Material) -> pl.DataFrame:
    """Each visitor's strongest labels by facet, and how widely she looks within it; null where nothing is known."""
    found = [pl.DataFrame(schema={"visitor": pl.String})]
    for begin in range(0, len(made.attention.visitors), CHUNK):
        rows = slice(begin, begin + CHUNK)
        shares = made.space.shares(made.attention.matrix[rows])
        frame = pl.DataFrame({"visitor": made.attention.visitors[rows]})
        for facet in made.space.facets:
            own = made.space.columns(facet)
            names = pl.Series([label for _, label in made.space.labels[own]])
            frame = frame.join(_strongest(frame["visitor"], shares[:, own], facet, names), on="visitor", how="left")
        found.append(frame)
    return pl.concat(found, how="diagonal")


def _strongest(visitors: pl.Series, shares: Floats, facet: str, names: pl.Series) -> pl.DataFrame:
    best = np.argsort(-shares, axis=1, kind="stable")[:, :NAMED]
    entropy = -(shares * np.log(np.where(shares > 0, shares, 1.0))).sum(axis=1)
    each = best.shape[1]
    told = pl.DataFrame(
        {
            "visitor": visitors.gather(np.repeat(np.arange(len(visitors)), each)),
            facet: names.gather(best.ravel()),
            f"{facet}_share": np.take_along_axis(shares, best, axis=1).ravel().round(4),
            f"breadth_{facet}": np.repeat(np.exp(entropy), each),
        }
    )
    lists = pl.col(facet), pl.col(f"{facet}_share"), pl.col(f"breadth_{facet}").first()
    return told.filter(pl.col(f"{facet}_share") > 0).group_by("visitor", maintain_order=True).agg(*lists)


def write(made: Material, found: pl.DataFrame, folder: Path) -> None:
    """profiles.parquet, touches.parquet (users by items) and labels.parquet (items by labels) in `folder`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, frame in (("profiles", found), ("touches", made.touches), ("labels", made.labels)):
            frame.write_parquet(folder / f"{name}.parquet")
    except OSError as error:
        raise UserError(f"{folder} cannot be written: {error.strerror or error}; choose another folder") from None
