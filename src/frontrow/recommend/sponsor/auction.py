"""One place, many campaigns: the second price, weighed by quality (Vickrey, 1961; Edelman and others, 2007).

A campaign that bids its true worth can do no better: what it pays depends on the others alone. Money is in
thousandths of the currency's smallest unit, so that one showing of a price "per thousand" is a whole number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

LEAST, MOST = 0.5, 2.0  # quality may halve a bid or double it, and no more: money does not buy a dull picture its place


@dataclass(frozen=True, slots=True)
class Bid:
    """campaign: its number. amount: for one showing that was seen, or for one click. rate: clicks a showing is
    foretold to get. usual: the rate of the place. by_click: what is paid for.
    """

    campaign: int
    amount: int
    rate: float
    usual: float
    by_click: bool = False

    @property
    def quality(self) -> float:
        """How much better this picture is liked than what usually hangs there, LEAST to MOST."""
        return min(max(self.rate / max(self.usual, 1e-9), LEAST), MOST)

    @property
    def worth(self) -> float:
        """What one showing brings, weighed by quality."""
        return self._showing(self.amount) * self.quality

    def _showing(self, amount: float) -> float:
        return amount * self.rate if self.by_click else amount

    def price(self, worth: float) -> int:
        """The least amount, for one showing or one click, with which this bid would be worth `worth`."""
        per = self._showing(1.0) * self.quality
        return min(self.amount, ceil(worth / per)) if per > 0 else self.amount


@dataclass(frozen=True, slots=True)
class Won:
    """The bid that won, what it pays, and what it had to beat: the next bid's worth or the floor."""

    bid: Bid
    price: int
    beaten: float


def auction(bids: Sequence[Bid], floor: int) -> Won | None:
    """Who gets the place; None when nobody is worth `floor` (for one showing). Of equals the lower number wins."""
    floor = max(floor, 1)
    ranked = sorted((bid for bid in bids if bid.worth >= floor), key=lambda bid: (-bid.worth, bid.campaign))
    if not ranked:
        return None
    first = ranked[0]
    beaten = max(ranked[1].worth if len(ranked) > 1 else 0.0, float(floor))
    return Won(first, first.price(beaten), beaten)
