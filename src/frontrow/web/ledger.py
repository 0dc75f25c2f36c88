"""The site's privacy ledger: one for the season, beside the interactions, and how rooms share its budget."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.privacy import Budget, Ledger

ROOMS = {"insight": 0.75, "sponsors": 0.15, "commons": 0.1}  # the share of the season's budget for each; 1 together


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else releases meanwhile, on any thread or in any process: look whether it is too soon, then spend."""
    with (settings.HOME.root / "ledger.lock").open("a") as file:  # closed, it is free again
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@cache
def ledger(room: str = "") -> Ledger:
    """Opened once a process; a room of ROOMS spends its own share from it and no more.

    FRONTROW_EPSILON and FRONTROW_DELTA set the season's budget.
    """
    budget = Budget(_set("EPSILON", "8"), _set("DELTA", "1e-6"))
    return Ledger(settings.HOME.root / "ledger.sqlite3", budget, room, ROOMS[room] if room else 1.0)


def spent_words() -> str:
    """What is said to who asks for a release past the share of her room."""
    return _("What the season's privacy budget has for these figures is spent: nothing was released.")


def _set(name: str, usual: str) -> float:
    told = os.environ.get(f"FRONTROW_{name}", usual)
    try:
        return float(told)
    except ValueError:
        raise UserError(f"FRONTROW_{name} is {told!r}, which is no number; set it to one such as {usual}") from None
