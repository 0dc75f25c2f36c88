"""One showing: what was put where and for how much, as a signed word that says nothing of who looks at it."""

import secrets
from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing

SALT = "frontrow sponsor showing 1"
LASTS = 2 * 3600.0  # seconds in which a showing may be counted; its page answers longer
EXPLAINED = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Showing:
    """creative: its number. price: thousandths of the smallest unit, for the showing or the click. facts: what the
    click model is told. why: what is said on its page: the context that matched, whether segments did.
    """

    creative: int
    place: str
    price: int
    facts: tuple[str, ...]
    why: tuple[str, ...]
    word: str

    @classmethod
    def new(cls, creative: int, place: str, price: int, facts: tuple[str, ...], why: tuple[str, ...]) -> "Showing":
        return cls(creative, place, price, facts, why, secrets.token_urlsafe(12))

    @property
    def token(self) -> str:
        return signing.dumps(asdict(self), salt=SALT, compress=True)


def showing_of(token: str, lasts: float = LASTS) -> Showing | None:
    """The showing of a token of ours; None when it is not ours or too old."""
    if len(token) > 2000:
        return None
    try:
        told: dict[str, Any] = signing.loads(token, salt=SALT, max_age=lasts)
    except signing.BadSignature:
        return None
    return Showing(**{**told, "facts": tuple(told["facts"]), "why": tuple(told["why"])})
