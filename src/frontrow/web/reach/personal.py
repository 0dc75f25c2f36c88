"""What reminders keep about somebody, and how long: an address, a browser's subscription, and which show."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from frontrow.web.audit.actor import HOUSE
from frontrow.web.personal import Whose
from frontrow.web.reach.actions.stop_reminder import stop_reminder
from frontrow.web.reach.models import Reminder

DAYS = 2.0  # that a reminder is kept after it is of no use, and an unconfirmed one at all


class Reminders:
    """Shows that she asked to be told of, and by what."""

    def export(self, whose: Whose) -> list[dict[str, Any]]:
        return [
            {
                "show": reminder.show.slug,
                "by": reminder.by,
                "email": reminder.email,
                "browser": reminder.endpoint,
                "each_time": reminder.every,
                "time_zone": reminder.zone,
                "language": reminder.language,
                "asked": reminder.asked.isoformat(),
                "confirmed": reminder.confirmed and reminder.confirmed.isoformat(),
                "told": reminder.told and reminder.told.isoformat(),
            }
            for reminder in _of(whose)
        ]

    @transaction.atomic
    def erase(self, whose: Whose) -> int:
        found = _of(whose)
        for reminder in found:
            stop_reminder(HOUSE, reminder)
        return len(found)


def _of(whose: Whose) -> list[Reminder]:
    mine = Q(pk__in=[])
    if whose.holder:
        mine |= Q(holder=whose.holder)
    if whose.user is not None:
        mine |= Q(user=whose.user)
    return list(Reminder.objects.filter(mine).select_related("show"))


def sweep(before: datetime) -> int:
    """Those nobody confirmed, those that were told the once they asked for, those whose show is over or gone."""
    now = timezone.now()
    over = Q(show__daily=None, show__start__lt=before) | Q(show__daily=None, show__start=None)
    unshown = Q(show__published=False) | Q(show__season__published=False, asked__lt=now - timedelta(days=60))
    done = Q(confirmed=None, asked__lt=before) | Q(every=False, told__lt=before)
    return Reminder.objects.filter(done | over | unshown).delete()[0]
