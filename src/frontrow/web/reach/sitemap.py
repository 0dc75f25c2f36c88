"""What search engines are shown: every page that is everybody's, in each language, with its other languages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils import translation
from django.views.decorators.cache import cache_control

from frontrow.web.reach.origin import ASIDE, OWN, origin, plain
from frontrow.web.season.models import House, Look
from frontrow.web.shows.models import Show

ROOMS = ("front", "shows", "fitting", "studio", "embed", "desk", "desk-facts", "commons", "sponsors", "api-docs")
LONGEST = 25_000  # pages in the file, twice written: sitemaps.org allows 50,000 addresses


@dataclass(frozen=True)
class Entry:
    """path: in the active language. changed: None where nobody knows. picture: below the house, or ""."""

    path: str
    changed: datetime | None = None
    picture: str = ""


Part = Callable[[], Iterable[Entry]]
_parts: dict[str, Part] = {}


def add(name: str, part: Part) -> None:
    """Add a room's pages, or replace those of the same name. The part is asked at each request."""
    _parts[name] = part


def rooms() -> Iterable[Entry]:
    """The pages of no thing in particular."""
    return [Entry(reverse(name)) for name in ROOMS]


def shows() -> Iterable[Entry]:
    """Published shows of published seasons."""
    found = Show.objects.filter(published=True, season__published=True)
    return [Entry(show.get_absolute_url()) for show in found]


def houses() -> Iterable[Entry]:
    """Houses with a collection in a published season."""
    found = House.objects.filter(collections__season__published=True).distinct()
    return [Entry(house.get_absolute_url()) for house in found]


def looks() -> Iterable[Entry]:
    """Looks that visitors may open, with their posters, as of when they were made."""
    for look in Look.objects.shown().select_related("asset"):
        asset = getattr(look, "asset", None)
        yield Entry(look.get_absolute_url(), asset and asset.changed, (asset and asset.poster_url) or "")


for _name, _part in (("rooms", rooms), ("shows", shows), ("houses", houses), ("looks", looks)):
    add(_name, _part)


@cache_control(public=True, max_age=600)
def sitemap(request: HttpRequest) -> HttpResponse:
    """sitemap.xml: https://www.sitemaps.org/protocol.html, with xhtml:link for languages and image:image."""
    with translation.override(settings.LANGUAGE_CODE):
        entries = [entry for part in _parts.values() for entry in part()][:LONGEST]
    urls = [url for entry in entries for url in _in_each_language(entry, origin(request))]
    return render(request, "reach/sitemap.xml", {"urls": urls}, content_type="application/xml; charset=utf-8")


def _in_each_language(entry: Entry, house: str) -> list[dict[str, Any]]:
    links = [(code, house + translate_url(entry.path, code)) for code, _ in settings.LANGUAGES]
    picture = house + entry.picture if entry.picture else ""
    every = [*links, ("x-default", house + plain(entry.path))]
    return [{"loc": loc, "links": every, "changed": entry.changed, "picture": picture} for _, loc in links]


@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: what is somebody's own is not looked through."""
    steps = sorted(f"/{step}/" for step in OWN) + list(ASIDE)
    own = [f"Disallow: /{code}{step}" for code, _ in settings.LANGUAGES for step in steps]
    lines = ["User-agent: *", "Allow: /", "Disallow: /admin/", *own, "", f"Sitemap: {origin(request)}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
