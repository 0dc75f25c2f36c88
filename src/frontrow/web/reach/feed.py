"""What is new, for feed readers: shows and looks as they come, and what other rooms add; one feed a language."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from frontrow.web.context import current_season
from frontrow.web.reach.origin import origin
from frontrow.web.season.models import Look, Season
from frontrow.web.shows.models import Show

LATEST = 60  # entries
UNTOLD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, 2.2


@dataclass(frozen=True)
class News:
    """path, picture: below the house; picture may be "". at: when it was new. kind: a word for its category."""

    title: str
    text: str
    path: str
    at: datetime
    kind: str
    author: str = ""
    picture: str = ""


Source = Callable[[Season], Iterable[News]]
_sources: dict[str, Source] = {}


def add(name: str, source: Source) -> None:
    """Add what a room has to tell, or replace what has the same name; it is asked in the reader's language."""
    _sources[name] = source


def shows(season: Season) -> Iterable[News]:
    """Shows, as of when they walk; those of every day as of when the season opens."""
    opened = datetime.combine(season.opens, time(), UTC)
    for show in Show.objects.filter(season=season, published=True):
        yield News(str(show), str(show.text), show.get_absolute_url(), show.start or opened, _("Shows"))


def looks(season: Season) -> Iterable[News]:
    """Looks that can be seen, as of when they were made."""
    found = Look.objects.filter(collection__season=season, published=True).select_related("asset", "collection__house")
    for look in found.exclude(asset__poster="").exclude(asset=None):
        asset = look.asset
        yield News(
            f"{look}, {look.house}",
            str(look.text),
            look.get_absolute_url(),
            asset.changed,
            _("Look"),
            look.house.name,
            asset.poster_url or "",
        )


add("shows", shows)
add("looks", looks)


@cache_control(public=True, max_age=600)
def feed(request: HttpRequest) -> HttpResponse:
    """feed.xml: RSS 2.0."""
    season, house = current_season(), origin(request)
    told: Any = Rss201rev2Feed(
        title=f"Front Row · {season}" if season else "Front Row",
        link=house + reverse("front"),
        description=str(season.line) if season else _("Between seasons"),
        language=get_language(),
        feed_url=house + reverse("feed"),
    )
    news = [each for source in _sources.values() for each in source(season)] if season else []
    for each in sorted(news, key=lambda news: news.at, reverse=True)[:LATEST]:
        told.add_item(
            title=_legible(each.title),
            link=house + each.path,
            description=_legible(each.text),
            pubdate=each.at,
            unique_id=house + each.path,
            unique_id_is_permalink=True,
            author_name=_legible(each.author) or None,
            categories=[each.kind],
            enclosures=_enclosed(house, each.picture),
        )
    return HttpResponse(told.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


def _legible(text: str) -> str:
    """Without the signs that XML has no place for: one in a title would take the feed from every reader."""
    return UNTOLD.sub("", text)


def _enclosed(house: str, picture: str) -> list[Enclosure]:
    file = Path(settings.MEDIA_ROOT) / picture.removeprefix(settings.MEDIA_URL)
    if not picture or not file.exists():
        return []
    kind = "image/webp" if file.suffix == ".webp" else "image/jpeg"
    return [Enclosure(house + picture, str(file.stat().st_size), kind)]
