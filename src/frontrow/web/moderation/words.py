"""What kinds of pieces are called; and reasons in every language: author and moderator may not read the same one."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import override

KINDS = {
    "story": _lazy("Story"),
    "creative": _lazy("Sponsor's picture"),
    "commons": _lazy("Offer of the commons"),
}


def in_each(text: Any) -> dict[str, str]:
    """A lazy translation as {language: text}, to be kept in a case's reasons."""
    found = {}
    for code, _ in settings.LANGUAGES:
        with override(code):
            found[code] = str(text)
    return found
