"""Figures by themselves: the worker releases them once a day, at the organiser's hour, while there is anything new.

That a day has a release tells organiser and houses that somebody who agreed to be measured came since the last one,
and nothing of who; how many watch is public anyway.
"""

import logging
import time
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from frontrow.errors import UserError
from frontrow.web.audit.actor import HOUSE
from frontrow.web.insight.actions.release import cost, release_figures
from frontrow.web.insight.models import Released, Timetable
from frontrow.web.learning import store
from frontrow.web.ledger import ledger

log = logging.getLogger("frontrow.worker")
PAUSE = 600.0  # seconds between two looks at the clock
APART = timedelta(hours=20)  # also from a release that the organiser made herself
FIRST = timedelta(days=1)  # the log is that old before the first release: a first morning's figures are noise alone


class Releasing:
    """For the worker: call it as often as you like; it looks at the clock."""

    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self) -> None:
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + PAUSE
        if due(timezone.now()):
            try:
                release_figures(HOUSE)
            except UserError as error:  # the organiser or another worker was faster
                log.info("no figures were released: %s", error)


def due(now: datetime) -> bool:
    """Whether figures are to be released: it is on, the hour has come, the share lasts, and something is new."""
    plan, last = Timetable.now(), Released.objects.first()
    if not plan.on or now.astimezone(UTC).hour < plan.hour:
        return False
    if last is not None and now - last.at < APART:
        return False
    if ledger("insight").left() < cost() * (1 - 1e-9):
        return False
    first = store().since(0, 1)
    if not first or now.timestamp() - first[0].entry.at < FIRST.total_seconds():
        return False
    return bool(store().since(last.position if last else 0, 1))
