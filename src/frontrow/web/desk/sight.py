"""Where a visitor stands when she asks: her page, the look or order it is of, what she named, whose orders are hers."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from frontrow.web.audit.actor import Actor
from frontrow.web.season.models import House, Look
from frontrow.web.shop.models import Market, Order
from frontrow.web.shop.models.orders import LETTERS
from frontrow.web.shop.place import market_of
from frontrow.web.shows.models import Show

LINK = re.compile(r"/orders/([\w-]{20,40})/?")
ADDRESS = re.compile(r"https?://\S+")
NUMBER = re.compile(rf"\b(?=\w*\d)[{LETTERS}]{{8}}\b", re.I)


@dataclass(frozen=True)
class Sight:
    """look: the look that is spoken of, None when it is not known. order: one whose secret link she showed.
    number: an order's number that she wrote. house, show: that are named or whose page it is. zone: hers, "" unknown.
    """

    actor: Actor
    market: Market | None = None
    look: Look | None = None
    order: Order | None = None
    number: str = ""
    house: House | None = None
    show: Show | None = None
    zone: str = ""


def sight(request: HttpRequest, actor: Actor, question: str, page: str, about: str = "", zone: str = "") -> Sight:
    """page: the path she asks from, or "". about: the look that was spoken of before."""
    name, slug = _where(page)
    looks = Look.objects.shown().select_related("collection__house", "asset").prefetch_related("garments__pattern")
    named = _named(question, [(look, [look.slug, *dict(look.title).values()]) for look in looks])
    houses = House.objects.filter(collections__season__published=True).distinct()
    shows = Show.objects.filter(published=True, season__published=True)
    key = match[1] if (match := LINK.search(question)) else slug if name in ("order", "pay") else ""
    number = match[0].upper() if (match := NUMBER.search(LINK.sub(" ", question))) else ""
    return Sight(
        actor=actor,
        market=market_of(request),
        look=named or looks.filter(slug=slug if name == "look" else about).first(),
        order=Order.objects.filter(key=key).first() if key else None,
        number=number,
        house=_named(question, [(house, [house.slug, house.name]) for house in houses])
        or (houses.filter(slug=slug).first() if name == "house" else None),
        show=_named(question, [(show, [show.slug, *dict(show.title).values()]) for show in shows])
        or (shows.filter(slug=slug).first() if name == "show" else None),
        zone=zone,
    )


def without_secrets(question: str) -> str:
    """What may be kept of a question: an order's secret link is not."""
    return LINK.sub("/orders/…/", question)


def plain(question: str) -> str:
    """The question without what is no words: links and an order's number."""
    return NUMBER.sub(" ", ADDRESS.sub(" ", LINK.sub(" ", question))).strip()


def _where(page: str) -> tuple[str, str]:
    """The name of a page's address, and what it is of."""
    try:
        found = resolve(urlsplit(page).path)
    except (Resolver404, ValueError):
        return "", ""
    kept: dict[str, Any] = found.kwargs
    return found.url_name or "", str(kept.get("slug") or kept.get("key") or "")


def _named(question: str, things: list[tuple[Any, list[str]]]) -> Any:
    """The thing whose name, whole, stands in the question; of several, the one with the longest."""
    text = question.casefold()
    found = [
        (len(name), at)
        for at, (_, names) in enumerate(things)
        for name in map(str.casefold, names)
        if len(name) > 1 and re.search(rf"(?<![^\W一-鿿]){re.escape(name)}(?![^\W一-鿿])", text)
    ]
    return things[max(found)[1]][0] if found else None
