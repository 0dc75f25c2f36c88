"""The worker's task of the bell: one push."""

from datetime import datetime, timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from frontrow.web.audit.actor import HOUSE
from frontrow.web.reach.actions.stop_reminder import stop_reminder
from frontrow.web.reach.models import Reminder

ATTEMPTS = 4
PAUSE = timedelta(seconds=45)


@task()
def push_reminder(reminder_id: int, begins: str, attempt: int = 1) -> str:
    """Push to a browser that a show begins. begins: ISO 8601; after it nothing is sent."""
    from frontrow.web.reach.push.send import Came, send

    reminder = Reminder.objects.select_related("show").filter(pk=reminder_id).first()
    at, now = datetime.fromisoformat(begins), timezone.now()
    if reminder is None:
        return "gone"
    if now >= at:
        return "late"
    with translation.override(reminder.language):
        message = words(reminder, at, now) | {"url": reminder.show.get_absolute_url(), "lang": reminder.language}
    came = send(reminder.subscription, message, int((at - now).total_seconds()), f"show-{reminder.show.slug}")
    if came is Came.GONE:
        stop_reminder(HOUSE, reminder)
    elif came is Came.LATER and attempt < ATTEMPTS:
        push_reminder.using(priority=60, run_after=now + PAUSE).enqueue(reminder_id, begins, attempt + 1)
    return str(came)


def words(reminder: Reminder, begins: datetime, now: datetime) -> dict[str, str]:
    """title and body in the active language."""
    minutes = max(1, round((begins - now).total_seconds() / 60))
    title = _("%(show)s begins in %(minutes)s min") % {"show": reminder.show, "minutes": minutes}
    return {"title": title, "body": _("Your seat is kept. The doors are open.")}
