"""The site's privacy ledger: one for the season, beside the interactions."""

import os
from functools import cache

from django.conf import settings

from frontrow.errors import UserError
from frontrow.privacy import Budget, Ledger


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
