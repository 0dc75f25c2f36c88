"""Where this house is, as others must write it: with scheme and host, and in each language."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url

# The first step of a path behind which pages are somebody's own, or nothing that is looked for.
OWN = frozenset(
    [
        "me",
        "bag",
        "checkout",
        "orders",
        "account",
        "backstage",
        "insight",
        "reminders",
        "invitation",
        "invitations",
        "keys",
        "talks",
    ]
)
INNER = frozenset(["studio", "class"])  # whose door is everybody's, and what is behind it is not
ASIDE = ("/sponsors/go/", "/sponsors/why/", "/cases/")  # and whole ways below public steps


def origin(request: HttpRequest | None = None) -> str:
    """The house's address without a slash at its end: FRONTROW_URL, else what the request asked for, else ""."""
    if settings.SITE:
        return str(settings.SITE).rstrip("/")
    return f"{request.scheme}://{request.get_host()}" if request else ""


def here(request: HttpRequest) -> str:
    """This page's one address: no query, so that the same page is not found many times."""
    return origin(request) + quote(request.path, safe="/-_~.")


def plain(path: str) -> str:
    """A page's path without its language: there a reader is led to her own."""
    for code, _ in settings.LANGUAGES:
        if path == f"/{code}" or path.startswith(f"/{code}/"):
            return path[len(code) + 1 :] or "/"
    return path


def alternates(request: HttpRequest) -> list[tuple[str, str]]:
    """The page in each language as (hreflang, address), and last x-default, which asks the reader's browser."""
    found = [(code, origin(request) + translate_url(request.path, code)) for code, _ in settings.LANGUAGES]
    return [*found, ("x-default", origin(request) + quote(plain(request.path), safe="/-_~."))]


def is_public(request: HttpRequest) -> bool:
    """Whether a page is for everybody to find: in a language, and nobody's own."""
    path = plain(request.path)
    step = path.strip("/").partition("/")[0]
    return (
        path != request.path
        and step not in OWN
        and not path.startswith(ASIDE)
        and not (step in INNER and path != f"/{step}/")
    )
