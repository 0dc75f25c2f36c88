"""How far taste has moved between two days, and how far it would seem to have moved by chance alone."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from frontrow.recommend.people.segments import Segments
from frontrow.recommend.people.space import Label, Space, attention
from frontrow.recommend.people.touches import touches
from frontrow.recommend.taste import DAY

Floats = NDArray[np.float64]
SHUFFLES = 500
SURE = 0.99  # that a change is told which is none: at most once in a hundred, over all facets
ENOUGH = 4  # touches a day before a change can be told from chance


@dataclass(frozen=True, slots=True)
class Drift:
    """The way from one day's attention to another's.

    distance: Jensen and Shannon's, base 2, in [0, 1], mean over facets (Lin 1991; the root of the divergence is a
    metric: Endres and Schindelin 2003). usual: what random divisions of the same touches between the days show on
    average. facets: those that moved further than chance would move them. more, less: labels of these that gained
    and lost most.
    """

    distance: float
    usual: float
    facets: tuple[str, ...]
    more: tuple[Label, ...]
    less: tuple[Label, ...]

    @property
    def moved(self) -> bool:
        return bool(self.facets)


def drift(before: Floats, after: Floats, space: Space, seed: int = 0) -> Drift | None:
    """From the touches before to those after, each (n, d): one row a touch, its weight by label.

    None where there are fewer than ENOUGH touches on either side. The touches are shuffled between the days to see
    what chance would do (a permutation test, Bonferroni over facets); the same seed gives the same answer.
    """
    if min(len(before), len(after)) < ENOUGH:
        return None
    every, chance = np.concatenate([before, after]), np.random.default_rng(seed)
    found = distances(before.sum(axis=0), after.sum(axis=0), space)
    random = np.empty((SHUFFLES, len(found)))
    for row in random:
        order = chance.permutation(len(every))
        row[:] = distances(every[order[: len(before)]].sum(axis=0), every[order[len(before) :]].sum(axis=0), space)
    bound = np.quantile(random, 1 - (1 - SURE) / max(len(found), 1), axis=0)
    facets = tuple(facet for facet, own, most in zip(space.facets, found, bound, strict=True) if own > most)
    change = _shares(after.sum(axis=0), space) - _shares(before.sum(axis=0), space)
    change[[facet not in facets for facet, _ in space.labels]] = 0
    order = np.argsort(-change, kind="stable")
    more = tuple(space.labels[place] for place in order[:2] if change[place] > 0)
    less = tuple(space.labels[place] for place in order[::-1][:2] if change[place] < 0)
    return Drift(float(found.mean()), float(random.mean()), facets, more, less)


def distances(one: Floats, other: Floats, space: Space) -> Floats:
    """(facets,) between two (d,) weights by label; 0 where one has nothing of a facet."""
    found = np.zeros(len(space.facets))
    for place, facet in enumerate(space.facets):
        own = space.columns(facet)
        p, q = one[own], other[own]
        if p.sum() > 0 and q.sum() > 0:
            p, q = p / p.sum(), q / q.sum()
            middle = (p + q) / 2
            found[place] = max(_divergence(p, middle) + _divergence(q, middle), 0.0) / 2
    return np.sqrt(found)


def by_day(events: pl.DataFrame, labels: pl.DataFrame, space: Space, days: tuple[int, int]) -> list[Floats]:
    """The touches of each of two days (whole days since the epoch), as rows for `drift`."""
    rows = []
    for day in days:
        own = events.filter((pl.col("timestamp") / DAY).floor() == day)
        liked = touches(own, fade=False).filter(pl.col("weight") > 0).with_row_index("n")
        each = liked.with_columns(visitor=pl.format("{}", pl.col("n")).str.zfill(9))  # a row a touch
        found = attention(each, labels, space.labels)
        rows.append(found.matrix.toarray().astype(np.float64)[np.asarray(found.liked) > 0])
    return rows


def moves(segments: Segments, where: pl.DataFrame, events: pl.DataFrame, labels: pl.DataFrame) -> dict[int, Drift]:
    """Each segment's drift between the last two days on which anybody did anything; those with too little left out.

    where: (visitor, segment) of everybody.
    """
    days = (events["timestamp"] / DAY).floor().cast(pl.Int64).unique().sort().to_list()
    found: dict[int, Drift] = {}
    if len(days) < 2:
        return found
    for segment in segments.segments:
        members = where.filter(pl.col("segment") == segment.number)["visitor"]
        own = events.filter(pl.col("user_id").is_in(members.implode()))
        one, other = by_day(own, labels, segments.space, (days[-2], days[-1]))
        if moved := drift(one, other, segments.space):
            found[segment.number] = moved
    return found


def _shares(weights: Floats, space: Space) -> Floats:
    found = np.zeros_like(weights)
    for facet in space.facets:
        own = space.columns(facet)
        if weights[own].sum() > 0:
            found[own] = weights[own] / weights[own].sum()
    return found


def _divergence(p: Floats, q: Floats) -> float:
    """Kullback and Leibler's, in bits."""
    said = p > 0
    return float((p[said] * np.log2(p[said] / q[said])).sum())
