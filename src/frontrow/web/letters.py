"""Mails, the same way for every room: a template in the reader's language, sent by the worker, tried three times.

A letter is templates/<room>/letters/<name>.txt: its first line is the subject, the rest the text. It gets `site`, the
address of this house without a slash at its end, beside what the room gives. Nothing of it is logged but its name.
"""

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django_tasks import task

log = logging.getLogger("frontrow.mail")
ATTEMPTS = 3
PAUSE = timedelta(minutes=5)
LOCAL = ("localhost", "127.0.0.1", "[::1]")


def where() -> str:
    """The address of this house, which no request is asked for; "" where no FRONTROW_URL or FRONTROW_HOSTS says it."""
    if settings.SITE:
        return str(settings.SITE).rstrip("/")
    host = next((host for host in settings.ALLOWED_HOSTS if not host.startswith(("*", "."))), "")
    return f"{'http' if host in LOCAL else 'https'}://{host}" if host else ""


def written(name: str, to: str, language: str, facts: dict[str, Any], headers: dict[str, str] | None = None) -> Any:
    """The letter as a mail that can be sent. name: "room/name"."""
    room, _, leaf = name.partition("/")
    with translation.override(language):
        text = render_to_string(f"{room}/letters/{leaf}.txt", {**facts, "site": where()}).strip()
    subject, _, body = text.partition("\n")
    return EmailMessage(" ".join(subject.split()), body.strip() + "\n", to=[to], headers=headers or {})


def post(name: str, to: str, language: str, facts: dict[str, Any], headers: dict[str, str] | None = None) -> None:
    """Put a letter into the queue; inside a transaction it goes after the commit or not at all.

    facts: plain JSON values. headers: such as List-Unsubscribe.
    """
    send_letter.using(priority=50).enqueue(name, to, language, facts, headers or {})


@task()
def send_letter(
    name: str, to: str, language: str, facts: dict[str, Any], headers: dict[str, str], attempt: int = 1
) -> str:
    if not where():
        log.error("The letter %s was not sent: FRONTROW_URL does not say where this site is.", name)
        return "not sent"
    try:
        written(name, to, language, facts, headers).send()
    except Exception as error:  # whose own words may name the reader
        log.error("the letter %s did not go: %s", name, type(error).__name__)
        if attempt == ATTEMPTS:
            return "not sent"
        later = send_letter.using(priority=50, run_after=timezone.now() + attempt * PAUSE)
        later.enqueue(name, to, language, facts, headers, attempt + 1)
        return "later"
    return "sent"
