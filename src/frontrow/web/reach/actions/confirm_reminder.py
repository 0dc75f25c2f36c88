"""Confirm that one wants the letters: the second yes."""

from django.db import transaction
from django.utils import timezone

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.reach.models import Reminder


@transaction.atomic
def confirm_reminder(actor: Actor, reminder: Reminder) -> None:
    """Whoever has the link's key may; doing it twice changes nothing."""
    if Reminder.objects.filter(pk=reminder.pk, confirmed=None).update(confirmed=timezone.now()):
        record(actor, "confirm_reminder", reminder, show=reminder.show.slug)
