"""How long what is kept, and who clears it away: each room says it here, the worker keeps the word once an hour."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from frontrow.web.wiping import wipe, wipe_later

log = logging.getLogger("frontrow.retention")
HOUR = 3600.0


@dataclass(frozen=True)
class Term:
    """name: a word for logs and tests. what: a lazy translation that visitors read. days: after which it goes.
    sweep: removes what is older than the moment it is given, and returns how much that was.
    """

    name: str
    what: Any
    days: float
    sweep: Callable[[datetime], int]


_terms: dict[str, Term] = {}


def keep(term: Term) -> None:
    """Add a term, or replace the one of the same name."""
    _terms[term.name] = term


def terms() -> list[Term]:
    """Every term, the shortest first."""
    return sorted(_terms.values(), key=lambda term: (term.days, term.name))


def sweep(now: datetime | None = None) -> dict[str, int]:
    """Remove what is past its term; how much, by name. What goes wrong with one is logged, the others go on."""
    now = now or timezone.now()
    removed = {}
    for term in terms():
        try:
            removed[term.name] = term.sweep(now - timedelta(days=term.days))
        except Exception:
            log.exception("what is past its term (%s) could not be removed", term.name)
    if any(removed.values()):
        wipe_later()
    return removed


class Sweeping:
    """For the worker: call it as often as you like; it looks at the clock."""

    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + HOUR
            sweep()
            wipe()
