"""Stop being told: the reminder and the address go at once."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.reach.models import Reminder


@transaction.atomic
def stop_reminder(actor: Actor, reminder: Reminder) -> None:
    """Whoever has the key may; one that is gone already stays gone."""
    if Reminder.objects.filter(pk=reminder.pk).delete()[0]:
        record(actor, "stop_reminder", f"reminder:{reminder.pk}", show=reminder.show.slug)
