"""The models that are evaluated, and the settings among which validation chooses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from frontrow.errors import UserError
from frontrow.recommend.log import Log
from frontrow.recommend.models.ease import EASE, MOST
from frontrow.recommend.models.neighbours import ItemKNN
from frontrow.recommend.models.popularity import Popularity
from frontrow.recommend.models.rules import Rules
from frontrow.recommend.proof.splits import EPOCH
from frontrow.recommend.ranking import Recommender

HALF_LIVES = (1.0, 3.0, 10.0, 50.0)  # events
DISCOUNTS = (0.0, 0.25, 0.5)  # of a rule, by the power of its item's popularity
LARGE = 5_000  # items from which EASE tries two ridges, not six


@dataclass(frozen=True)
class Family:
    """A model by name, the settings it is fitted with, and the half-lives it is then asked with."""

    name: str
    make: Callable[..., Recommender]
    settings: Sequence[dict[str, Any]] = field(default_factory=lambda: [{}])
    half_lives: Sequence[float | None] = (None,)


def families(log: Log, names: Sequence[str] = ()) -> list[Family]:
    """The families that make sense for `log` (EASE up to its MOST items), or those named. Raises UserError."""
    ridges = (20.0, 100.0) if len(log.items) >= LARGE else (20.0, 50.0, 100.0, 200.0, 500.0, 1000.0)
    ease = [{"l2": ridge} for ridge in ridges]
    grid = product((50, 500), (0.0, 20.0), (False, True))
    found = [
        Family("Popularity", Popularity),
        Family("ItemKNN", ItemKNN, [{"k": k, "shrink": shrink, "damp": damp} for k, shrink, damp in grid]),
        Family("ItemKNN-decay", ItemKNN, [{"k": 200, "shrink": 10.0}], HALF_LIVES),
        Family("Rules", Rules, [{"discount": discount} for discount in DISCOUNTS], (0.5, *HALF_LIVES)),
        Family("EASE", EASE, ease),
        Family("EASE-decay", EASE, ease, HALF_LIVES),
    ]
    if log.at[-1] >= EPOCH:
        span = float(log.at[-1] - log.at[0]) or 1.0
        fades = [{"half_life": span / 4**power} for power in range(6)]
        found.insert(1, Family("Popularity-decay", Popularity, fades))
    if not names:
        return [family for family in found if family.make is not EASE or len(log.items) <= MOST]
    by_name = {family.name.lower(): family for family in found}
    strange = [name for name in names if name.lower() not in by_name]
    if strange:
        known = ", ".join(family.name for family in found)
        raise UserError(f"there is no model {strange[0]} for these data; choose among {known}")
    return [by_name[name.lower()] for name in dict.fromkeys(names)]
