"""Segments: groups of visitors who look at the same things, and what sets each apart from everybody."""

import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.log import Floats, Ints
from frontrow.recommend.people.clusters import SAMPLE, Clusters, Stability, clusters
from frontrow.recommend.people.space import Attention, Label, Space

VERSION = 1
KNOWN = 1.5  # of touch weight: of whom less is known nobody says where she belongs
CHUNK = 100_000  # visitors assigned at once
LEAST = 20  # visitors in a segment
APART = 1.2  # times everybody's share: less sets nobody apart
HEARD = 0.05  # of a segment's attention within a facet: less is no trait of hers
TRAITS = 6
IN_NAME = 2


@dataclass(frozen=True, slots=True)
class Trait:
    """A label that a segment looks at more than everybody does: its share there, and how many times as much."""

    facet: str
    label: str
    share: float
    lift: float


@dataclass(frozen=True, slots=True)
class Segment:
    """visitors: how many it was learnt from. traits: what sets it apart most first; name: those in its name.
    key: what it is known by from one day to the next (see `lasting`), "" when it is of one day alone.
    """

    number: int
    visitors: int
    traits: tuple[Trait, ...]
    name: tuple[Trait, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a visitor belongs. second: the next segment when it is nearly as near. why: labels she shares with it."""

    segment: int
    second: int | None
    why: tuple[Label, ...]


@dataclass(frozen=True)
class Segments:
    """What was learnt from `visitors` of whom enough was known; `unknown` others belong nowhere yet."""

    space: Space
    groups: Clusters
    middles: NDArray[np.float64]  # (k, d): the mean point of each segment
    segments: tuple[Segment, ...]
    visitors: int
    unknown: int

    def __len__(self) -> int:
        return len(self.segments)

    def assign(self, attention: Attention) -> Ints:
        """(n,) each visitor's segment, by number; -1 for those of whom too little is known."""
        found = np.full(len(attention.visitors), -1, np.int64)
        for rows in _chunks(known(attention)):
            found[rows] = self.groups.distances(self.space.points(attention.matrix[rows])).argmin(axis=1)
        return found

    def place(self, attention: Attention, row: int = 0) -> Place | None:
        """Where one visitor belongs and why; None when too little is known of her, or there are no segments."""
        if len(self) < 2 or row not in known(attention):
            return None
        point = self.space.points(attention.matrix[[row]])
        away = self.groups.distances(point)[0]
        first, second = (int(place) for place in np.argsort(away, kind="stable")[:2])
        middle = np.sqrt(self.space.mean / len(self.space.facets))
        hers = (point[0] - middle) * (self.middles[first] - middle) * (point[0] > middle)
        best = [int(place) for place in np.argsort(-hers, kind="stable")[:3] if hers[place] > 0]
        between = away[second] - away[first] < 0.1 * np.linalg.norm(
            self.groups.centres[first] - self.groups.centres[second]
        )
        return Place(first, second if between else None, tuple(self.space.labels[place] for place in best))


def known(attention: Attention) -> Ints:
    """Rows of the visitors of whom enough is known to say where they belong."""
    return np.flatnonzero(attention.liked >= KNOWN).astype(np.int64)


def learn(attention: Attention, space: Space, seed: int = 0, most: int = 12, least: int = LEAST) -> Segments:
    """Segments of these visitors; a single one when they fall into no groups (see `clusters`).

    Bounded: groups are learnt from a sample (`clusters.SAMPLE`), and everybody is assigned in chunks.
    """
    rows = known(attention)
    if not len(rows):
        empty = Clusters(np.zeros(len(space.labels)), np.zeros((len(space.labels), 1)), np.zeros((1, 1)), ())
        return Segments(space, empty, np.zeros((1, len(space.labels))), (), 0, len(attention.visitors))
    chance = np.random.default_rng(seed)
    drawn = rows[np.sort(chance.choice(len(rows), min(len(rows), SAMPLE), replace=False))]
    groups = clusters(space.points(attention.matrix[drawn]), seed, most, least)
    count = np.zeros(len(groups), np.int64)
    middle = np.zeros((len(groups), len(space.labels)))
    shares, having = np.zeros_like(middle), np.zeros_like(middle)
    for part in _chunks(rows):
        points, own = space.points(attention.matrix[part]), space.shares(attention.matrix[part])
        label = groups.distances(points).argmin(axis=1)
        member = np.eye(len(groups), dtype=np.float64)[label].T
        count += member.sum(axis=1).astype(np.int64)
        middle += member @ points
        shares += member @ own
        for facet in space.facets:
            columns = space.columns(facet)
            having[:, columns] += (member @ (own[:, columns].sum(axis=1) > 0))[:, None]
    everybody = shares.sum(axis=0) / np.maximum(having.sum(axis=0), 1)
    mean = shares / np.maximum(having, 1)
    traits = [_traits(space.labels, own, everybody) for own in mean]
    names = _names(traits)
    told = tuple(Segment(place, int(size), traits[place], names[place]) for place, size in enumerate(count.tolist()))
    size = np.maximum(count, 1)[:, None]
    return Segments(space, groups, middle / size, told, len(rows), len(attention.visitors) - len(rows))


def _chunks(rows: Ints) -> Iterator[Ints]:
    return (rows[begin : begin + CHUNK] for begin in range(0, len(rows), CHUNK))


def _traits(labels: tuple[Label, ...], own: Floats, everybody: Floats) -> tuple[Trait, ...]:
    """By how much of the divergence from everybody's shares (Kullback and Leibler 1951) each label makes."""
    lift = np.divide(own, everybody, out=np.ones_like(own), where=everybody > 0)
    worth = own * np.log(np.maximum(lift, 1e-9))
    order = [int(place) for place in np.argsort(-worth, kind="stable")]
    apart = [place for place in order if lift[place] >= APART and own[place] >= HEARD][:TRAITS]
    return tuple(Trait(*labels[place], round(float(own[place]), 4), round(float(lift[place]), 3)) for place in apart)


def _names(traits: list[tuple[Trait, ...]]) -> list[tuple[Trait, ...]]:
    """The first traits of each, of different facets where it has them, and no two names alike."""
    found: list[tuple[Trait, ...]] = []
    for own in traits:
        first = {trait.facet: trait for trait in reversed(own)}
        ranked = sorted(first.values(), key=own.index) + [trait for trait in own if first[trait.facet] != trait]
        name = tuple(ranked[:IN_NAME])
        length = IN_NAME
        while name in found and length < len(ranked):
            length += 1
            name = tuple(ranked[:length])
        found.append(name)
    return found


def keep(segments: Segments, path: Path) -> None:
    """Write what was learnt: sums over groups of people, nothing about one."""
    told = {
        "version": VERSION,
        "labels": segments.space.labels,
        "segments": [asdict(segment) for segment in segments.segments],
        "stability": [asdict(one) for one in segments.groups.stability],
        "visitors": segments.visitors,
        "unknown": segments.unknown,
    }
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with fresh.open("wb") as file:
        np.savez(
            file,
            told=np.array(json.dumps(told)),
            space=segments.space.mean,
            mean=segments.groups.mean,
            axes=segments.groups.axes,
            centres=segments.groups.centres,
            middles=segments.middles,
        )
    os.replace(fresh, path)


def kept(path: Path) -> Segments | None:
    """What `keep` wrote; None when there is nothing, or nothing of this version."""
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            told = json.loads(str(file["told"]))
            if told["version"] != VERSION:
                return None
            space = Space(tuple((facet, label) for facet, label in told["labels"]), file["space"])
            stability = tuple(Stability(**one) for one in told["stability"])
            groups = Clusters(file["mean"], file["axes"], file["centres"], stability)
            middles = file["middles"]
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None
    segments = tuple(
        Segment(
            one["number"],
            one["visitors"],
            tuple(Trait(**trait) for trait in one["traits"]),
            tuple(Trait(**trait) for trait in one["name"]),
            one.get("key", ""),
        )
        for one in told["segments"]
    )
    return Segments(space, groups, middles, segments, told["visitors"], told["unknown"])
