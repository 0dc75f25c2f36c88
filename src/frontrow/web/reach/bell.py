"""Rings before a show: each confirmed reminder is told once of each beginning, by letter or by push."""

import logging
import time
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from frontrow.web import letters
from frontrow.web.audit.actor import HOUSE
from frontrow.web.audit.record import record
from frontrow.web.reach.hours import begins_after
from frontrow.web.reach.models import Reminder
from frontrow.web.reach.tasks import push_reminder
from frontrow.web.shows.models import Show

log = logging.getLogger("frontrow.reach")
BEFORE = timedelta(minutes=10)  # "your show starts in ten minutes"
PAUSE = 15.0  # seconds between two looks at the clock


class Bell:
    """For the worker: call it as often as you like; it looks at the clock."""

    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + PAUSE
            ring()


def ring(now: datetime | None = None) -> int:
    """Put into the queue what is to be told now; how many that was. Two workers at once tell nobody twice."""
    now = now or timezone.now()
    told = 0
    for show in Show.objects.filter(published=True, season__published=True).filter(reminders__isnull=False).distinct():
        begins = begins_after(show, now)
        if begins is not None and begins - now <= BEFORE:
            told += sum(_tell(reminder, begins, now) for reminder in _waiting(show, begins))
    return told


def _waiting(show: Show, begins: datetime) -> Any:
    first = Q(told=None) | (Q(every=True) & ~Q(told=begins))
    return Reminder.objects.filter(first, show=show).exclude(confirmed=None)


def _tell(reminder: Reminder, begins: datetime, now: datetime) -> bool:
    with transaction.atomic():
        mine = Reminder.objects.filter(pk=reminder.pk, told=reminder.told)
        if not mine.update(told=begins):
            return False
        if reminder.by == Reminder.By.PUSH:
            push_reminder.using(priority=60).enqueue(reminder.pk, begins.isoformat())
        else:
            letters.post(
                "reach/soon", reminder.email, reminder.language, facts(reminder, begins, now), headers(reminder)
            )
        record(HOUSE, "tell_reminder", reminder, show=reminder.show.slug, by=reminder.by)
    return True


def facts(reminder: Reminder, begins: datetime, now: datetime) -> dict[str, Any]:
    """What the letter says."""
    with translation.override(reminder.language):
        local = begins.astimezone(ZoneInfo(reminder.zone))
        return {
            "show": str(reminder.show),
            "minutes": max(1, round((begins - now).total_seconds() / 60)),
            "at": f"{date_format(local, 'H:i')} ({reminder.zone})",
            "every": reminder.every,
            "page": reminder.show.get_absolute_url(),
            "stop": reverse("reminder-stop", args=[reminder.key]),
        }


def headers(reminder: Reminder) -> dict[str, str]:
    """One click to stop, without opening anything: RFC 2369 and RFC 8058."""
    with translation.override(reminder.language):
        stop = settings.SITE.rstrip("/") + reverse("reminder-stop", args=[reminder.key])
    return {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
