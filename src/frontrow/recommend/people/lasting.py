"""Segments are learnt and numbered anew every day; their keys say which of today's was there yesterday."""

import secrets
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from frontrow.recommend.people.segments import Segments


def lasting(fresh: Segments, before: Segments | None) -> Segments:
    """`fresh` with the key of the segment before that each came from; a new key where it came from none.

    One comes from another when each is the other's nearest by its middle: a segment that was split or merged goes on
    in one of its parts at most. Labels of which only one of the two knows count as not looked at in the other.
    """
    from_ = _same(fresh, before) if before and len(before) and len(fresh) else {}
    keys = {at: before.segments[there].key for at, there in from_.items()} if before else {}
    own = [replace(one, key=keys.get(at) or secrets.token_hex(6)) for at, one in enumerate(fresh.segments)]
    return replace(fresh, segments=tuple(own))


def _same(fresh: Segments, before: Segments) -> dict[int, int]:
    """By number now: the number before."""
    labels = sorted({*fresh.space.labels, *before.space.labels})
    now, then = _middles(fresh, labels), _middles(before, labels)
    away = np.linalg.norm(now[:, None] - then[None], axis=2)
    back = away.argmin(axis=0)
    return {at: int(there) for at, there in enumerate(away.argmin(axis=1)) if back[there] == at}


def _middles(segments: Segments, labels: list[tuple[str, str]]) -> NDArray[np.float64]:
    place = {label: at for at, label in enumerate(labels)}
    found = np.zeros((len(segments), len(labels)))
    found[:, [place[label] for label in segments.space.labels]] = segments.middles[: len(segments)]
    return found
