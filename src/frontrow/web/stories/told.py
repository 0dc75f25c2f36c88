"""What a check found, in words: for the author and for a moderator."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import override

from frontrow.language.quality import Assessed

SIGNS = {
    "selling": _lazy(
        "It reads like an advertisement: %(links)s links, %(contacts)s addresses or numbers, %(pushes)s calls to buy."
    ),
    "listed": _lazy("Words that are on a list of rude words: %(n)s. They may well belong here."),
    "language": _lazy("The text reads as another language (%(found)s) than the one it is written for (%(said)s)."),
    "twin": _lazy("It is %(percent)s %% like the story “%(of)s”."),
    "picture": _lazy("A picture is also in the story “%(of)s”."),
    "short": _lazy("It is short: about %(n)s words."),
    "elsewhere": _lazy("It came with a season from elsewhere."),
    "first": _lazy("It is this author's first story: a person reads each first one."),
}
PARTS = {
    "clean": _lazy("No advertisement"),
    "readable": _lazy("Sentences that read easily"),
    "helpful": _lazy("Like texts that readers found helpful"),
    "full": _lazy("Enough to read"),
    "sharp": _lazy("Sharp pictures"),
}


def reasons(found: Assessed, first: bool, elsewhere: bool = False) -> list[dict[str, Any]]:
    """The signs as a case keeps them, in every language of the site."""
    signs = [(sign.code, sign.weight, dict(sign.facts)) for sign in found.signs]
    signs += [("first", 0.5, {})] if first else []
    signs += [("elsewhere", 0.5, {})] if elsewhere else []
    return [{"code": code, "weight": weight, "words": _each(code, facts)} for code, weight, facts in signs]


def _each(code: str, facts: dict[str, Any]) -> dict[str, str]:
    told = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            told[language] = str(SIGNS[code]) % {**facts, "of": str(facts.get("of", "")).partition("/")[0]}
    return told


def parts(checked: dict[str, Any]) -> list[tuple[Any, float]]:
    """What its quality is made of, in the reader's language."""
    return [(PARTS[name], float(value)) for name, value in checked.get("parts", {}).items() if name in PARTS]
