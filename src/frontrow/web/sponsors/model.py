"""The click model as it is kept: a row a weight, so that every process learns into the same one."""

import time

from frontrow.recommend.sponsor.clicks import EVERY, ClickModel
from frontrow.web.sponsors.models import Learnt

FRESH = 5.0  # seconds that a read model serves
_read: tuple[float, ClickModel] = (float("-inf"), ClickModel())


def model() -> ClickModel:
    """The model, a few seconds old at most; to be asked, not taught."""
    global _read
    if time.monotonic() - _read[0] > FRESH:
        kept = Learnt.objects.values_list("fact", "mean", "variance")
        _read = time.monotonic(), ClickModel.of({fact: (mean, variance) for fact, mean, variance in kept})
    return _read[1]


def forget() -> None:
    """Read anew next time."""
    global _read
    _read = float("-inf"), ClickModel()


def teach(facts: tuple[str, ...], clicked: bool) -> None:
    """Learn from one showing, in the transaction that counts it."""
    named = [EVERY, *facts]
    rows = Learnt.objects.select_for_update().filter(fact__in=named).values_list("fact", "mean", "variance")
    small = ClickModel.of({fact: (mean, variance) for fact, mean, variance in rows})
    small.learn(facts, clicked)
    Learnt.objects.bulk_create(
        [Learnt(fact=fact, mean=weight.mean, variance=weight.variance) for fact, weight in small.weights.items()],
        update_conflicts=True,
        unique_fields=["fact"],
        update_fields=["mean", "variance"],
    )
