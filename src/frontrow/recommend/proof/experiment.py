"""A/B tests that may be looked at any time: assignment without storage, and intervals valid at every look.

The interval is a confidence sequence: the chance that it ever leaves the truth out, however often and whenever it
is looked at, is at most alpha. Where nought is outside, one may stop.
"""

import hashlib
import hmac
import math
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from frontrow.errors import UserError

LEAST = 100  # visitors an arm before the variance is trusted
RARE = 10.0  # rewards an arm, likewise


def arm(key: bytes, experiment: str, visitor: str, shares: tuple[float, ...] = (0.5, 0.5)) -> int:
    """Which arm a visitor is in: always the same, and independent of her arm in any other experiment.

    key: the server's. shares: of the visitors, by arm; what is missing to 1 takes no part, which is -1.
    """
    if any(share < 0 for share in shares) or sum(shares) > 1 + 1e-9:
        raise UserError(f"the shares {shares} of the arms must not be negative and sum to 1 at most")
    digest = hmac.new(key, f"experiment|{experiment}|{visitor}".encode(), hashlib.sha256).digest()
    place, reached = int.from_bytes(digest[:8], "big") / 2**64, 0.0
    for number, share in enumerate(shares):
        reached += share
        if place < reached:
            return number
    return -1


def fair(visitors: tuple[int, ...], shares: tuple[float, ...]) -> float:
    """The chance of arms so far from their shares: a tiny one says that counting loses visitors of some arm, so
    that the test says nothing (Pearson's chi-squared test, 1900)."""
    if not sum(visitors):
        return 1.0
    expected = np.array(shares) / sum(shares) * sum(visitors)
    return float(chi2.sf(((np.array(visitors) - expected) ** 2 / expected).sum(), len(shares) - 1))


@dataclass(frozen=True, slots=True)
class Arm:
    """One reward a visitor: how many, their sum, and the sum of their squares."""

    visitors: int = 0
    total: float = 0.0
    squares: float = 0.0

    def add(self, reward: float) -> "Arm":
        return Arm(self.visitors + 1, self.total + reward, self.squares + reward * reward)

    @property
    def mean(self) -> float:
        return self.total / self.visitors if self.visitors else 0.0

    @property
    def variance(self) -> float:
        """Of one reward."""
        return max(self.squares / self.visitors - self.mean**2, 0.0) if self.visitors else 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The second arm's mean less the first's, with an interval that holds at every look.

    p: always valid too; the smallest alpha at which nought would be outside now. ready: whether there is enough
    to say anything; until then the interval is without end.
    """

    difference: float
    low: float
    high: float
    p: float
    ready: bool

    @property
    def decided(self) -> bool:
        return self.ready and not self.low <= 0 <= self.high


def compare(one: Arm, other: Arm, effect: float, alpha: float = 0.05) -> Verdict:
    """The mixture sequential probability ratio test of two means (Johari, Koomen, Pekelis and Walsh, KDD 2017).

    effect: the size of difference that is hoped for, fixed before the first look: the standard deviation tau of
    the normal mixture. With V the variance of the difference, the interval is its estimate plus and minus
    sqrt(2 V (V + tau^2) / tau^2 * log(sqrt((V + tau^2) / V) / alpha)). V is estimated, so nothing is said before
    there are LEAST visitors and RARE rewards in each arm.
    """
    if effect <= 0 or not 0 < alpha < 1:
        raise UserError("an A/B test needs an effect above 0 and an alpha between 0 and 1")
    difference = other.mean - one.mean
    enough = all(each.visitors >= LEAST and each.squares >= RARE for each in (one, other))
    spread = one.variance / max(one.visitors, 1) + other.variance / max(other.visitors, 1)
    if not enough or spread <= 0:
        return Verdict(difference, -math.inf, math.inf, 1.0, False)
    wide = spread + effect**2
    half = math.sqrt(2 * spread * wide / effect**2 * math.log(math.sqrt(wide / spread) / alpha))
    # The exponent of the likelihood ratio; the ratio itself may overflow.
    exponent = effect**2 * difference**2 / (2 * spread * wide)
    p = min(1.0, math.sqrt(wide / spread) * math.exp(-min(exponent, 700.0)))
    return Verdict(difference, difference - half, difference + half, p, True)
