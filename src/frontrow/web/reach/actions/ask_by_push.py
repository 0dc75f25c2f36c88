"""Ask to be told on this device: the browser has asked its owner already, so nothing is to be confirmed."""

from django.db import transaction
from django.utils import timezone

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.reach.models import Reminder
from frontrow.web.reach.push.endpoint import checked
from frontrow.web.shows.models import Show


@transaction.atomic
def ask_by_push(
    actor: Actor, show: Show, endpoint: str, p256dh: str, auth: str, every: bool, language: str, zone: str
) -> Reminder:
    """endpoint, p256dh, auth: the browser's subscription. Asked again, the last wish counts. Raises UserError."""
    endpoint, p256dh, auth = checked(endpoint, p256dh, auth)
    reminder, _ = Reminder.objects.update_or_create(
        digest=Reminder.digest_of(show, endpoint),
        defaults={
            "show": show,
            "by": Reminder.By.PUSH,
            "endpoint": endpoint,
            "p256dh": p256dh,
            "auth": auth,
            "every": every,
            "language": language,
            "zone": zone,
            "holder": actor.holder,
            "user": actor.user,
            "confirmed": timezone.now(),
            "told": None,
        },
    )
    record(actor, "ask_reminder", reminder, show=show.slug, by="push")
    return reminder
