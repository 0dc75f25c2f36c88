"""The recommender on the pages: what may be learnt from, and what it says about a visitor."""

import shutil
import threading
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from django.http import HttpRequest

from frontrow.errors import UserError
from frontrow.fabric import Fabric
from frontrow.privacy import VISITOR, Purpose, registry, server_key, verify, visitor_of
from frontrow.recommend import Interaction
from frontrow.recommend.engine import Engine
from frontrow.recommend.item import Item, of_looks
from frontrow.recommend.rank.explorer import Explorer
from frontrow.recommend.store import opened
from frontrow.recommend.store.bus import Announced, LocalBus
from frontrow.recommend.store.nats import NatsBus
from frontrow.web.season.cloths import fabric_of
from frontrow.web.season.models import Garment, House, Look, Pattern
from frontrow.web.season.words import fabric_titles, print_titles
from frontrow.web.shows.models import Show

FRESH = 5.0  # seconds that a read catalogue serves


@cache
def store() -> Announced:
    """The event store, opened once a process and registered as a place that keeps personal data.

    Its news reach every process of this site where NATS_URL names a server, or else this one.
    """
    registry.register("interactions", Memory())
    log = opened(settings.EVENTS)
    return Announced(log, NatsBus(settings.NATS, log.site) if settings.NATS else LocalBus())


class Memory:
    """What visitors did, and what was learnt from it."""

    def export(self, visitor: str) -> dict[str, Any]:
        return store().export(visitor)

    def erase(self, visitor: str) -> int:
        return engine().erase(visitor)


class Catalogue:
    """What `read` finds, read again when older than a few seconds."""

    def __init__(self, read: Callable[[], Sequence[Item]]) -> None:
        self._read, self._lock = read, threading.Lock()
        self._items, self._at = tuple[Item, ...](), 0.0

    def __call__(self) -> Sequence[Item]:
        with self._lock:
            if time.monotonic() - self._at > FRESH or not self._items:
                in_request = threading.current_thread().name not in ("recommend", "explore")
                self._items, self._at = tuple(self._read()), time.monotonic()
                if not in_request:
                    close_old_connections()
            return self._items

    def forget(self) -> None:
        self._at = 0.0


def _looks() -> list[Item]:
    looks = Look.objects.shown()
    return [_item(look) for look in looks.select_related("collection__house").prefetch_related("garments__pattern")]


def _everything() -> list[Item]:
    """Looks and shows; a show's facts are those of its looks. A show that has a look's slug is left out."""
    looks = {item.id: item for item in catalogue()}
    shows = Show.objects.filter(published=True, season__published=True).prefetch_related("looks")
    found = []
    for show in shows:
        walking = [looks[look.slug] for look in show.looks.all() if look.slug in looks]
        if walking and show.slug not in looks:
            found.append(of_looks(show.slug, walking, show.text.get("en", "")))
    return [*looks.values(), *found]


catalogue = Catalogue(_looks)  # the season's looks as the recommender knows them
everything = Catalogue(_everything)


@cache
def engine() -> Engine:
    """This process's recommender; it follows the event store in the background from its first use on."""
    made = Engine(store(), everything, _learnt())
    store().bus.listen(lambda news: made.forget(news.visitor) if news.kind == "erased" else made.wake())
    if settings.LEARN:
        made.start()
    return made


def _learnt() -> Path:
    """Where the engine keeps what it learnt from this very log; what was learnt from another goes."""
    folder = settings.HOME.root / "recommend"
    for found in folder.glob("*"):
        if found.name != store().site:
            shutil.rmtree(found, ignore_errors=True)
    return folder / store().site


@cache
def explorer() -> Explorer:
    """What visitors did with what they were shown; follows the event store in the background from its first use on."""
    made = Explorer(store(), catalogue)
    store().bus.listen(lambda news: made.forget(news.visitor) if news.kind == "erased" else None)
    if settings.LEARN:
        made.start()
    return made


def _item(look: Look) -> Item:
    garments = list(look.garments.all())
    fabrics = [_fabric(garment) for garment in garments]
    return Item(
        id=look.slug,
        house=look.house.slug,
        garments=tuple(garment.pattern.slug for garment in garments),
        fabrics=tuple(garment.fabric for garment in garments),
        colors=tuple(_colour(garment, fabric) for garment, fabric in zip(garments, fabrics, strict=True)),
        prints=tuple(fabric.print.kind for fabric in fabrics if fabric and fabric.print),
        silhouette={
            name: value
            for garment in garments
            for name, value in garment.options.items()
            if isinstance(value, int | float | str)
        },
        price=float(look.price),
        text=look.text.get("en", ""),
        new_designer=look.house.new,
        densities=tuple(round(fabric.density * 1000) for fabric in fabrics if fabric) if all(fabrics) else (),
    )


def _colour(garment: Garment, fabric: Fabric | None) -> str:
    if fabric and fabric.print:
        return fabric.print.colors[0]
    return garment.colour or (fabric.color if fabric else "#808080")


def _fabric(garment: Garment) -> Fabric | None:
    try:
        return fabric_of(garment.fabric)
    except UserError:
        return None


def visitor(request: HttpRequest, purpose: Purpose | None = None) -> str | None:
    """The visitor who agreed to the purpose, or to be remembered for any; or None."""
    return visitor_of(request.COOKIES, server_key(settings.HOME.root), purpose)


def known(request: HttpRequest) -> str | None:
    """The visitor whose id this browser holds, whatever she chose since: for what she may see and have erased."""
    return verify(request.COOKIES.get(VISITOR, ""), server_key(settings.HOME.root))


def recent(request: HttpRequest) -> list[Interaction]:
    """What the visitor did last, to choose for her by; nothing without her consent to that."""
    who = visitor(request, Purpose.PERSONALISE)
    return store().by_visitor(who) if who else []


def titles() -> dict[str, str]:
    """Every look's title in the reader's language, by slug."""
    return {look.slug: str(look) for look in Look.objects.only("slug", "title")}


def names() -> dict[str, str]:
    """What the reasons mention, by key, in the reader's language."""
    things = fabric_titles() | {p.slug: str(p) for p in Pattern.objects.only("slug", "title")}
    return {
        **{key: _inside(name) for key, name in things.items()},
        **print_titles(),
        **dict(House.objects.values_list("slug", "name")),
    }


def _inside(title: str) -> str:
    """A title as it reads inside a sentence: "Silk satin" is "silk satin", and a T-shirt stays a T-shirt."""
    return title[0].lower() + title[1:] if title[1:2].islower() else title
