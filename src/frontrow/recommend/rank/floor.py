"""The new designers' floor: at least a share of what is shown, over time, at the least cost in relevance."""

import threading
from dataclasses import dataclass, field

CATCH_UP = 50


@dataclass
class Floor:
    """A bonus for new designers that grows while their share of slots is below the floor and fades when above.

    share: of all slots. step: how fast, in spreads of the candidates' scores a slot. bonus: the dual variable of
    the constraint, so that slots go to new designers where they are nearly the best anyway (dual descent for
    online allocation: Balseiro, Lu and Mirrokni, ICML 2020); what was missed so far is made up for besides, over
    about CATCH_UP slates. May be used by several threads.
    """

    share: float = 0.15
    step: float = 0.05
    bonus: float = 0.0
    slots: float = 0.0
    given: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def count(self, slots: int, given: float) -> None:
        """A slate of so many slots was made, of which new designers can expect `given`."""
        with self._lock:
            self.slots += slots
            self.given += given
            missed = max(0.0, self.share * self.slots - self.given)
            self.bonus = max(0.0, self.bonus + self.step * (self.share * slots - given + missed / CATCH_UP))

    @property
    def reached(self) -> float:
        """The share that new designers had of all slots so far; 0 before the first."""
        return self.given / self.slots if self.slots else 0.0
