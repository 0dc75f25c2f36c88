"""The site's privacy ledger: one for the season, beside the interactions, and how rooms share its budget."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.conf import settings

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
def ledger() -> Ledger:
    """Opened once a process. FRONTROW_EPSILON and FRONTROW_DELTA set the season's budget."""
    return Ledger(settings.HOME.root / "ledger.sqlite3", Budget(_set("EPSILON", "8"), _set("DELTA", "1e-6")))


def _set(name: str, usual: str) -> float:
    told = os.environ.get(f"FRONTROW_{name}", usual)
    try:
        return float(told)
    except ValueError:
        raise UserError(f"FRONTROW_{name} is {told!r}, which is no number; set it to one such as {usual}") from None
