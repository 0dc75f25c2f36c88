"""Tell other programs what happened: a message for each address that asked, sent by the worker after the commit."""

import json
from typing import Any

from django.utils import timezone

from frontrow.web.keys.models import Event, Hook, Telling
from frontrow.web.season.models import House


def tell_hooks(event: Event, data: dict[str, Any], house: House | None) -> int:
    """Queue `event` for the hooks of `house`, or without one for those of the whole site; how many that were.

    data: plain facts about things, never about who bought them: a receiver that may know more asks with its key.
    """
    from frontrow.web.keys.tasks import send_telling

    asked = Hook.objects.filter(house=house, stopped=None)
    body = json.dumps({"type": event, "timestamp": timezone.now().isoformat(), "data": data}, ensure_ascii=False)
    count = 0
    for hook in asked:
        if event in hook.events:
            telling = Telling.objects.create(hook=hook, event=event, body=body)
            send_telling.using(priority=40).enqueue(telling.pk)
            count += 1
    return count
