"""Reasons in every language of the site: the author and the moderator may not read the same one."""

from typing import Any

from django.conf import settings
from django.utils.translation import override


def in_each(text: Any) -> dict[str, str]:
    """A lazy translation as {language: text}, to be kept in a case's reasons."""
    found = {}
    for code, _ in settings.LANGUAGES:
        with override(code):
            found[code] = str(text)
    return found
