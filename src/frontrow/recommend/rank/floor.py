"""The new designers' floor: at least a share of what is shown, over time, at the least cost in relevance."""

import threading
from dataclasses import dataclass, field

CATCH_UP = 200  # slates over which what was missed is made up for
SLOW = 0.02  # weight of the newest slate in the mean spread


@dataclass
class Floor:
    """A bonus for new designers that grows while their share of slots is below the floor and fades when above.

    share: of all slots. step: how fast, in mean spreads of the candidates' scores a slot. The bonus is the dual
    variable of the constraint, one for all visitors, so that slots go to new designers where they are nearly the
    best anyway (dual descent for online allocation: Balseiro, Lu and Mirrokni, ICML 2020). It decides who is
    shown, not in which place (`greedy.fill`). May be used by several threads.
    """

    share: float = 0.15
    step: float = 0.02
    dual: float = 0.0
    spread: float = 0.0
    slots: float = 0.0
    given: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    @property
    def bonus(self) -> float:
        """What a new designer's item is lent now, in the unit of the scores."""
        return self.dual * self.spread

    def count(self, slots: int, given: float, spread: float) -> None:
        """A slate of so many slots was made from candidates with this spread; new designers can expect `given`."""
        with self._lock:
            self.spread = self.spread + SLOW * (spread - self.spread) if self.slots else spread
            self.slots += slots
            self.given += given
            missed = max(0.0, self.share * self.slots - self.given)
            self.dual = max(0.0, self.dual + self.step * (self.share * slots - given + missed / CATCH_UP))

    @property
    def reached(self) -> float:
        """The share that new designers had of all slots so far; 0 before the first."""
        return self.given / self.slots if self.slots else 0.0
