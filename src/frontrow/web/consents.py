"""What this browser agreed to: every room asks here before it does anything that needs a yes."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from frontrow.privacy import Purpose, agreed

__all__ = ["WORDS", "Purpose", "Switch", "agrees", "chosen", "switches"]


def agrees(request: HttpRequest, purpose: Purpose | str) -> bool:
    """Whether this visitor agreed to the purpose ("measure", "personalise", "sponsors"); no while she was not asked."""
    return Purpose(purpose) in chosen(request)


def chosen(request: HttpRequest) -> frozenset[Purpose]:
    """All she agreed to."""
    return agreed(request.COOKIES) or frozenset()


WORDS = {
    Purpose.MEASURE: (
        _("Count me"),
        _(
            "What you look at is counted with what others look at: how far visitors come, which looks hold them, what "
            "goes with what. Houses read counts with noise that hides you."
        ),
    ),
    Purpose.PERSONALISE: (
        _("Choose for me"),
        _("What you look at chooses what you are shown, and my page says what is concluded. Nobody else reads it."),
    ),
    Purpose.SPONSORS: (
        _("Sponsors that suit me"),
        _(
            "What is sponsored may be chosen by what you seem to like. It is chosen here; sponsors never learn who saw "
            "it. Without this it is chosen by the page alone."
        ),
    ),
}


@dataclass(frozen=True)
class Switch:
    """A purpose as a form shows it."""

    value: str
    title: Any
    line: Any
    on: bool


def switches(request: HttpRequest) -> list[Switch]:
    """One for each purpose, as it is set now."""
    now = chosen(request)
    return [Switch(purpose.value, *WORDS[purpose], purpose in now) for purpose in Purpose]
