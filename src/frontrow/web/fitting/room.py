"""The fitting room: visitors' own drapes, one after another, in the memory of this process and nowhere else."""

import logging
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.fitting.apart import FAILED, Unwanted, drape_apart
from frontrow.web.fitting.outcome import Draped

MOST = 8  # that wait or are made
MINE = 4  # of these from one address: three looks side by side, and one more
READY = 16  # that wait to be fetched
GONE = 10.0  # seconds without a word from a visitor after which she has left
KEPT = 120.0  # seconds for which a drape that is ready waits to be fetched
log = logging.getLogger("frontrow.fitting")
Drape = Callable[[dict[str, Any], Callable[[str, float], None], Callable[[], bool]], Draped]


class Full(UserError):
    """More visitors wait than the room takes."""


@dataclass
class Fitting:
    """One drape: what it is made from until it is begun, how far it is, and what came out until it is fetched."""

    spec: dict[str, Any] | None
    seen: float
    who: str = ""
    state: str = "waiting"
    step: str = ""
    progress: float = 0.0
    error: str | None = None
    made: Draped | None = field(default=None, repr=False)

    def end(self, state: str, now: float, error: str | None = None) -> None:
        self.state, self.error, self.spec, self.seen = state, error, None, now


class Room:
    """At most `fitters` drapes at once and MOST asked for; the threads end when there is nothing to do."""

    def __init__(self, fitters: int, drape: Drape = drape_apart, clock: Callable[[], float] = time.monotonic) -> None:
        self._fitters, self._drape, self._clock = fitters, drape, clock
        self._fittings: OrderedDict[str, Fitting] = OrderedDict()
        self._changed = threading.Condition()
        self._running = 0

    def ask(self, spec: dict[str, Any], who: str = "") -> str:
        """Have `spec` draped for whoever asks from the address `who`; returns the key that alone leads to it.

        Raises Full.
        """
        if not self._fitters:
            raise Full(_("Nothing is draped to measure here at the moment."))
        with self._changed:
            self._sweep()
            under_way = [each for each in self._fittings.values() if each.state in ("waiting", "making")]
            if len(under_way) >= MOST:
                raise Full(_("The fitting room is full at the moment; try again in a minute."))
            if who and sum(each.who == who for each in under_way) >= MINE:
                raise Full(_("Four looks are being draped for you; try this one when one of them is done."))
            key = secrets.token_urlsafe(16)
            self._fittings[key] = Fitting(spec, self._clock(), who)
            if self._running < self._fitters:
                self._running += 1
                threading.Thread(target=self._work, name="fitting", daemon=True).start()
            self._changed.notify()
        return key

    def status(self, key: str) -> dict[str, Any] | None:
        """How far it is, or None when there is no such drape; asking says that the visitor is still there."""
        with self._changed:
            self._sweep()
            found = self._fittings.get(key)
            if found is None:
                return None
            if found.state != "ready":
                found.seen = self._clock()
            before = list(self._fittings).index(key)
            ahead = [each for each in list(self._fittings.values())[:before] if each.state in ("waiting", "making")]
            return {
                "state": found.state,
                "progress": round(found.progress, 2),
                "step": found.step,
                "ahead": len(ahead) if found.state == "waiting" else 0,
                "error": _(found.error) if found.error else None,
                "report": found.made.report if found.made else None,
            }

    def take(self, key: str) -> bytes | None:
        """The file, once; None when it is not there, or not yet."""
        with self._changed:
            found = self._fittings.get(key)
            if found is None or found.made is None:
                return None
            del self._fittings[key]
            return found.made.glb

    def cancel(self, key: str) -> bool:
        """Forget it, whether it waits, is being made or is ready; False when there is no such drape."""
        with self._changed:
            return self._fittings.pop(key, None) is not None

    def _sweep(self) -> None:
        now = self._clock()
        for key, each in list(self._fittings.items()):
            if now - each.seen > (KEPT if each.state in ("ready", "failed") else GONE):
                del self._fittings[key]
        done = [key for key, each in self._fittings.items() if each.state in ("ready", "failed")]
        for key in done[:-READY]:
            del self._fittings[key]

    def _work(self) -> None:
        while True:
            with self._changed:
                self._sweep()
                key = next((key for key, each in self._fittings.items() if each.state == "waiting"), None)
                if key is None:
                    if not self._fittings:
                        self._running -= 1
                        return
                    self._changed.wait(1.0)
                    continue
                fitting = self._fittings[key]
                spec, fitting.spec, fitting.state = fitting.spec or {}, None, "making"
            self._make(key, fitting, spec)

    def _make(self, key: str, fitting: Fitting, spec: dict[str, Any]) -> None:
        def said(step: str, share: float) -> None:
            fitting.step, fitting.progress = step, overall(step, share)

        def wanted() -> bool:
            with self._changed:
                self._sweep()
                return key in self._fittings

        try:
            fitting.made = self._drape(spec, said, wanted)
            fitting.progress = 1.0
            fitting.end("ready", self._clock())
        except Unwanted:
            pass
        except UserError as error:
            fitting.end("failed", self._clock(), str(error))
        except Exception as error:  # told by its kind alone: what it says may hold a number of hers
            log.error("a drape in the fitting room failed: %s", type(error).__name__)
            fitting.end("failed", self._clock(), FAILED)


STEPS = {"start": (0.0, 0.05), "draft": (0.05, 0.15), "settle": (0.15, 0.6), "walk": (0.6, 0.8), "pack": (0.8, 1.0)}


def overall(step: str, share: float) -> float:
    """How far the whole is, 0..1, at a share of one of its steps."""
    low, high = STEPS.get(step, (0.8, 1.0))
    return low + (high - low) * min(max(share, 0.0), 1.0)


@cache
def room() -> Room:
    """This process's fitting room."""
    return Room(settings.FITTERS)
