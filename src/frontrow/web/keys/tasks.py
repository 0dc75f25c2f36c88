"""The worker's task: send a message to a webhook, signed; try again for a day and a half when nobody answers."""

import http.client
import logging
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django_tasks import task
from standardwebhooks import Webhook

from frontrow.web.keys.models import Hook, Telling
from frontrow.web.keys.post import post
from frontrow.web.keys.reach import OutOfReach

log = logging.getLogger("frontrow.hooks")
PAUSES = (5, 60, 300, 1800, 7200, 18000, 36000, 50400)  # seconds before the second, third, … try
GONE = 410  # by which a receiver says that it wants no more


@task()
def send_telling(telling_id: int) -> str:
    """Try a message once, and again after a pause that grows; what became of it, in a word."""
    telling = Telling.objects.select_related("hook").filter(pk=telling_id, state=Telling.State.WAITING).first()
    if telling is None or telling.hook.stopped:
        return "gone"
    answer, received = _sent(telling)
    telling.tries += 1
    telling.answer = answer
    if received:
        telling.state, telling.done = Telling.State.SENT, timezone.now()
    elif telling.tries > len(PAUSES) or answer == str(GONE):
        telling.state, telling.done = Telling.State.GIVEN_UP, timezone.now()
        log.warning("the webhook %s did not take %s: %s", telling.hook_id, telling.event, answer)
        if answer == str(GONE):
            Hook.objects.filter(pk=telling.hook_id).update(stopped=timezone.now())
    else:
        later = timezone.now() + timedelta(seconds=PAUSES[telling.tries - 1])
        send_telling.using(priority=40, run_after=later).enqueue(telling.pk)
    telling.save()
    return telling.state


def _sent(telling: Telling) -> tuple[str, bool]:
    """What came of one try, in a word, and whether it was received."""
    now = datetime.now(UTC)
    headers = {
        "Content-Type": "application/json",
        "webhook-id": telling.key,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(telling.hook.secret).sign(telling.key, now, telling.body),
    }
    try:
        status = post(telling.hook.url, telling.body, headers)
    except OutOfReach as error:
        return str(error)[:80], False
    except (OSError, http.client.HTTPException, ValueError) as error:
        return type(error).__name__, False
    return str(status), 200 <= status < 300
