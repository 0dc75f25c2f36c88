"""Users by items with weights: `taste` for everybody at once, as columns."""

from collections.abc import Iterator

import polars as pl

from frontrow.recommend.data.files import SCHEMA
from frontrow.recommend.events import EventStore, Interaction
from frontrow.recommend.genuine import ENOUGH, genuine
from frontrow.recommend.taste import DAY, DELIBERATE, HALF_LIFE_DAYS, LASTING, STRENGTH, TAKEN_BACK

PAGE = 50_000


def events_of(interactions: Iterator[Interaction] | list[Interaction]) -> pl.DataFrame:
    """Interactions as the columns of an interactions file (`data.files.SCHEMA`), in the order given."""
    rows = [(done.visitor, done.item, done.event, done.at, done.value) for done in interactions]
    return pl.DataFrame(rows, SCHEMA, orient="row")


def stored(store: EventStore) -> pl.DataFrame:
    """Every interaction in the store, in order of time."""
    found, position = [events_of([])], 0
    while page := store.since(position, PAGE):
        position = page[-1].position
        found.append(events_of([kept.entry for kept in page if isinstance(kept.entry, Interaction)]))
    return pl.concat(found).sort("timestamp", maintain_order=True)


def people_only(events: pl.DataFrame, watched: bool = True) -> tuple[pl.DataFrame, int]:
    """The events without those of visitors who are programs (`genuine`), and how many visitors that were."""
    many = events.filter(pl.len().over("user_id") >= ENOUGH)
    programs = []
    for (visitor,), own in many.group_by("user_id"):
        done = [
            Interaction(*row) for row in own.select("user_id", "item_id", "event", "timestamp", "value").iter_rows()
        ]
        if not genuine(done, watched):
            programs.append(visitor)
    return events.filter(~pl.col("user_id").is_in(programs)), len(programs)


def touches(events: pl.DataFrame, fade: bool = True) -> pl.DataFrame:
    """(visitor, item, weight, last, times): one row for each item a visitor touched, as `taste` weighs it.

    events: columns of `data.files.SCHEMA`, in order of time. fade: older touches weigh less, seen from each
    visitor's own last event: who has not come for long keeps her taste (profiles tell how long). weight: below 0
    for what was dismissed. last: seconds. times: events.
    """
    value, event = pl.col("value"), pl.col("event")
    back = event.is_in(list(TAKEN_BACK)) & (value == 0).fill_null(False)
    deliberate = event.is_in(list(DELIBERATE)) & ~(value == 0).fill_null(False)
    order = pl.int_range(pl.len())
    newest = pl.col("timestamp").max().over("user_id")
    age = ((newest - pl.col("timestamp")) / DAY).floor() / HALF_LIFE_DAYS if fade else pl.lit(0.0)
    frame = events.with_columns(n=order, back=back, deliberate=deliberate, strength=_strength()).with_columns(
        unsaid=pl.col("n").filter("back").max().over("user_id", "item_id", "event"),
        decided=pl.col("n").filter("deliberate").max().over("user_id", "item_id"),
        worth=pl.col("strength") * pl.lit(0.5).pow(age),
    )
    undone = (pl.col("n") <= pl.col("unsaid")).fill_null(False) | (
        (event == "dismiss") & (pl.col("n") < pl.col("decided")).fill_null(False)
    )
    said = frame.filter(~undone & (pl.col("worth") != 0))
    worth = pl.col("worth")
    dismissed = worth.min() < 0
    return (
        said.group_by("user_id", "item_id")
        .agg(
            weight=pl.when(dismissed).then(worth.min()).otherwise(worth.max()),
            last=pl.col("timestamp").max(),
            times=pl.len(),
        )
        .rename({"user_id": "visitor", "item_id": "item"})
        .sort("visitor", "item")
    )


def _strength() -> pl.Expr:
    event, seconds = pl.col("event"), pl.col("value").fill_null(0.0)
    said = event.replace_strict(STRENGTH, default=0.0, return_dtype=pl.Float64)
    for lasting, (glance, long) in LASTING.items():
        share = pl.when(seconds >= glance).then((seconds / long).clip(0.0, 1.0)).otherwise(0.0)
        said = pl.when(event == lasting).then(STRENGTH[lasting] * share).otherwise(said)
    return pl.when(event.is_in(list(TAKEN_BACK)) & (pl.col("value") == 0).fill_null(False)).then(0.0).otherwise(said)
