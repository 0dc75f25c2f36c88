"""What follows from noisy counts: shares of a whole and arms of a test, with error bars that know of the noise."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scipy.stats import norm

from frontrow.privacy import Count
from frontrow.recommend.proof.experiment import Arm, Verdict, compare

Z95 = 1.959964  # standard deviations of a Gaussian within which 95 % lie


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole with its 95 % interval, all from 0 to 1. clear: whether the whole can be told from nothing."""

    value: float
    low: float
    high: float
    clear: bool


def shares(counts: Mapping[str, Count]) -> dict[str, Share]:
    """Each count's share of their sum; the error by the delta method, over counts whose noise is independent."""
    whole = sum(count.value for count in counts.values())
    square = sum(count.error**2 for count in counts.values())
    clear = whole > 1.5 * math.sqrt(square) and whole > 0
    found = {}
    for name, count in counts.items():
        part = count.value / whole if clear else 0.0
        error = math.sqrt((1 - part) ** 2 * count.error**2 + part**2 * (square - count.error**2)) / max(whole, 1)
        low, high = (max(part - error, 0.0), min(part + error, 1.0)) if clear else (0.0, 1.0)
        found[name] = Share(min(max(part, 0.0), 1.0), low, high, clear)
    return found


def arm_of(came: Count, not_came: Count) -> Arm:
    """An arm whose rewards vary as much more as the noise lets its mean vary."""
    visitors, total = max(came.value + not_came.value, 0), max(came.value, 0)
    if not visitors:
        return Arm()
    mean = min(total / visitors, 1.0)
    noise = ((1 - mean) ** 2 * came.error**2 + mean**2 * not_came.error**2) / Z95**2 / visitors
    return Arm(visitors, mean * visitors, visitors * (mean * (1 - mean) + noise + mean**2))


def verdict(arms: Sequence[tuple[Count, Count]], effect: float) -> tuple[Arm, Arm, Verdict, float]:
    """Both arms, what they say, and the chance that a fair coin and the noise made them this uneven."""
    one, other = (arm_of(*arm) for arm in arms)
    noise = sum(count.error**2 for arm in arms for count in arm) / Z95**2
    apart = abs(one.visitors - other.visitors) / math.sqrt(max(one.visitors + other.visitors, 1) + noise)
    return one, other, compare(one, other, effect), float(2 * norm.sf(apart))
