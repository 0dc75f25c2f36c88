"""Cookies as data: the two names we set, what a request sent, what a response sets."""

from dataclasses import dataclass

VISITOR = "fr_visitor"
CONSENT = "fr_consent"


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie to set, for the whole site and never for another one. max_age: seconds, 0 removes it."""

    name: str
    value: str
    max_age: int
    http_only: bool
    secure: bool


def cookies_of(header: str) -> dict[str, str]:
    """What a Cookie header holds; of two cookies with one name the first counts (RFC 6265, 5.4)."""
    found: dict[str, str] = {}
    for pair in header.split(";"):
        name, equals, value = pair.strip().partition("=")
        if equals:
            found.setdefault(name, value.strip('"'))
    return found
