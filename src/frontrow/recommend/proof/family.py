"""A model as it is evaluated: how to make it, and among which settings validation chooses."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from frontrow.recommend.log import Log
from frontrow.recommend.proof.splits import EPOCH, Split
from frontrow.recommend.ranking import Recommender

Settings = Mapping[str, Any]


@dataclass(frozen=True)
class Size:
    """What a family may look at before it chooses its settings: how large the data are, never what they say.

    pairs: the sum over users of the square of their events, which is what counting co-interest costs. span:
    seconds from the first to the last event; None when the timestamps are places in a sequence.
    """

    users: int
    items: int
    events: int
    pairs: int
    span: float | None

    @classmethod
    def of(cls, log: Log) -> "Size":
        """The sizes of a log with at least one event."""
        each = np.bincount(log.user, minlength=len(log.users)).astype(np.float64)
        span = max(float(log.at[-1] - log.at[0]), 1.0) if log.at[-1] >= EPOCH else None
        return cls(len(log.users), len(log.items), len(log), int(np.square(each).sum()), span)


@dataclass(frozen=True)
class Family:
    """A model, and the settings among which NDCG@10 on validation chooses.

    make: gives an unfitted model from one of `settings`, which are tried in their order until the family's
    budget of time is spent, so the likeliest come first. asks: attributes that are set on the fitted model
    before it is asked, such as a half-life: no new fit. tune: gives such attributes from the fitted model and
    the validation questions, in place of `asks` (a blend's shares, say). Settings and attributes are JSON values.
    default: evaluated when nobody named models; False for those that take minutes.
    """

    make: Callable[..., Recommender]
    settings: Sequence[Settings] = ({},)
    asks: Sequence[Settings] = ({},)
    tune: Callable[[Recommender, Split], Settings] | None = None
    default: bool = True
