"""Where a visitor stands when she asks: her page, the look or order it is of, what she named, whose orders are hers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from frontrow.language.countries import country_named
from frontrow.web.audit.actor import Actor
from frontrow.web.season.models import House, Look
from frontrow.web.shop.models import Market, Order
from frontrow.web.shop.models.orders import LETTERS
from frontrow.web.shop.place import market_of
from frontrow.web.shows.models import Show

LINK = re.compile(r"/orders/([\w-]{20,40})/?")
ADDRESS = re.compile(r"https?://\S+")
NUMBER = re.compile(rf"\b(?=\w*\d)[{LETTERS}]{{8}}\b", re.I)
ODD = re.compile(  # what is written as an order's number and has not the form of ours
    r"(?:\border|订单|\bpedido|\bcommande|\bbestellung|注文)(?: ?(?:number|no\.|nr\.?|n°|nº|号码?|编号|番号))?[ :：是]*"
    r"(?P<code>(?=[a-z-]*\d)[a-z]{1,4}-?\d[a-z\d-]{0,15}|\#\d{1,12}|\d{4,12})(?![\w-])|\b(?P<bare>[a-z]{2,3}-\d{3,12})\b",
    re.I,
)
IT = " it "
LOOK_NO = r"(?:look|no\.?|nr\.?|n°|nº|number|número|numéro|nummer|造型|第|号|ルック|[\s#_'’s·-])*"


@dataclass(frozen=True)
class Sight:
    """look: the look that is spoken of, None when it is not known. named: whether she named it now. order: one whose
    secret link she showed. number: an order's number that she wrote. house, show: that are named or whose page it is.
    zone: hers, "" unknown. words: the question without the look's number, links and an order's number.
    country: where she asks about, ISO 3166, "" where none is named. missing: a look she named that is not there.
    """

    actor: Actor
    market: Market | None = None
    look: Look | None = None
    order: Order | None = None
    number: str = ""
    house: House | None = None
    show: Show | None = None
    zone: str = ""
    named: bool = False
    words: str = ""
    country: str = ""
    missing: str = ""


def sight(request: HttpRequest, actor: Actor, question: str, page: str, about: str = "", zone: str = "") -> Sight:
    """page: the path she asks from, or "". about: the look that was spoken of before."""
    name, slug = _where(page)
    looks = Look.objects.shown().select_related("collection__house", "asset").prefetch_related("garments__pattern")
    numbered, code = _numbered(question, looks)
    whole, question = question, question.replace(code, IT if question.isascii() else " ") if code else question
    named = numbered or _named(question, [(look, [look.slug, *dict(look.title).values()]) for look in looks])
    houses = House.objects.filter(collections__season__published=True).distinct()
    shows = Show.objects.filter(published=True, season__published=True)
    key = match[1] if (match := LINK.search(whole)) else slug if name in ("order", "pay") else ""
    spoken_of = "" if code else slug if name == "look" else about
    return Sight(
        actor=actor,
        market=market_of(request),
        look=named or looks.filter(slug=spoken_of).first(),
        order=Order.objects.filter(key=key).first() if key else None,
        number=_number(question),
        house=_named(question, [(house, [house.slug, house.name]) for house in houses])
        or (houses.filter(slug=slug).first() if name == "house" else None),
        show=_named(question, [(show, [show.slug, *dict(show.title).values()]) for show in shows])
        or (shows.filter(slug=slug).first() if name == "show" else None),
        zone=zone,
        named=named is not None,
        words=plain(question),
        country=country_named(question),
        missing=code if code and numbered is None else "",
    )


def without_secrets(question: str) -> str:
    """What may be kept of a question: an order's secret link is not."""
    return LINK.sub("/orders/…/", question)


def plain(question: str) -> str:
    """The question without what is no words: links and an order's number."""
    text = ADDRESS.sub(" ", LINK.sub(" ", question))
    if (odd := ODD.search(text)) and not NUMBER.search(text):
        text = text.replace(odd["code"] or odd["bare"], " ")
    return NUMBER.sub(" ", text).strip()


def _number(question: str) -> str:
    """An order's number as she wrote it, of our form or of none; "" where there is none."""
    text = ADDRESS.sub(" ", LINK.sub(" ", question))
    if match := NUMBER.search(text):
        return match[0].upper()
    odd = ODD.search(text)
    return (odd["code"] or odd["bare"]).upper() if odd else ""


def _numbered(question: str, looks: Iterable[Look]) -> tuple[Look | None, str]:
    """The look named by its house and its number in it ("Serein 03", "look 3 of Serein"), and how it was written; no
    look but the words where the house has none of that number."""
    for house, by_number in _by_house(looks).items():
        names = "|".join(re.escape(name) for name in sorted(house, key=len, reverse=True))
        edges = rf"(?<![^\W一-鿿])(?:{names})(?![^\W\d一-鿿])"
        for form in (
            rf"{edges}{LOOK_NO}(?P<n>\d{{1,3}})(?![a-z\d]|[:.,]\d)",
            rf"\blook{LOOK_NO}(?P<n>\d{{1,3}}) (?:of|by|from|de|von|di|da) {edges}",
        ):
            if match := re.search(form, question, re.I):
                look = by_number.get(int(match["n"]))
                if look or match["n"][0] == "0" or "look" in match[0].lower():
                    return look, match[0]
    return None, ""


def _by_house(looks: Iterable[Look]) -> dict[frozenset[str], dict[int, Look]]:
    """The looks of each house, which is given by its names, by the number at the end of their slugs."""
    found: dict[frozenset[str], dict[int, Look]] = {}
    for look in looks:
        if match := re.fullmatch(r"(.+)-(\d{1,3})", look.slug):
            names = frozenset((match[1], look.house.slug, look.house.name))
            found.setdefault(names, {})[int(match[2])] = look
    return found


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
