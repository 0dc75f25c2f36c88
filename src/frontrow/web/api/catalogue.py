"""What there is: seasons, houses, looks, shows."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router
from ninja.errors import HttpError

from frontrow.web.api.errors import REFUSALS
from frontrow.web.api.shapes import SLUG, HouseOut, LookName, LookOut, MarketOut, SeasonOut, ShowOut
from frontrow.web.keys.bearer import keyed_or_here
from frontrow.web.keys.models import Scope
from frontrow.web.season.facts import garment_facts
from frontrow.web.season.models import House, Look, Season
from frontrow.web.shop.models import Market
from frontrow.web.shop.offers import Offer, offers, other_colours
from frontrow.web.shop.place import market_of
from frontrow.web.shop.shown import Shown, shown_prices
from frontrow.web.shop.till import written_out
from frontrow.web.shows.models import Show
from frontrow.web.shows.timeline import with_looks
from frontrow.web.takeaway.models import files_of, licence_of
from frontrow.web.templatetags.frontrow import amount

router = Router(tags=["The house"])
KEYED = {401: REFUSALS[403], 403: REFUSALS[403]}  # for a key that is not ours, or for something else
MISSING = {404: REFUSALS[404], 422: REFUSALS[422], **KEYED}
InMarket = Annotated[
    str | None,
    Query(pattern=SLUG, description="As in /api/markets; without it, that of the visitor, as on the pages."),
]
CATALOGUE, SHOWS = keyed_or_here(Scope.CATALOGUE), keyed_or_here(Scope.SHOWS)


def _looks() -> Any:
    looks = Look.objects.shown()
    return looks.select_related("collection__house", "asset")


@router.get("/seasons", response={200: list[SeasonOut], **KEYED}, auth=CATALOGUE)
def seasons(request: HttpRequest) -> Any:
    """The published seasons, the newest first."""
    return [
        {
            "slug": season.slug,
            "title": str(season),
            "line": str(season.line),
            "opens": season.opens.isoformat(),
            "accent": season.accent,
            "houses": [_house(collection.house) for collection in season.collections.select_related("house")],
        }
        for season in Season.objects.filter(published=True)
    ]


@router.get("/houses/{slug:slug}", response={200: HouseOut, **MISSING}, auth=CATALOGUE)
def house(request: HttpRequest, slug: str) -> Any:
    """A house and its looks."""
    found = get_object_or_404(House.objects.filter(collections__season__published=True).distinct(), slug=slug)
    looks = _looks().filter(collection__house=found).values_list("slug", flat=True)
    return {**_house(found), "line": str(found.line), "story": str(found.story), "looks": list(looks)}


@router.get("/markets", response={200: list[MarketOut], **KEYED}, auth=CATALOGUE)
def markets(request: HttpRequest) -> Any:
    """The markets that looks are sold in."""
    return [
        {
            "slug": market.slug,
            "title": str(market),
            "currency": market.currency,
            "taxed": market.with_tax,
            "countries": sorted({rate.country for rate in market.rates.all()}),
        }
        for market in Market.objects.filter(open=True).prefetch_related("rates")
    ]


@router.get("/looks", response={200: list[LookName], **MISSING}, auth=CATALOGUE)
def looks(request: HttpRequest, house: str | None = None, market: InMarket = None) -> Any:
    """Every published look, or a house's, with what it costs in a market."""
    found = _looks() if house is None else _looks().filter(collection__house__slug=house)
    prices = shown_prices(_market(request, market))
    return [_name(look, prices) for look in found]


@router.get("/looks/{slug:slug}", response={200: LookOut, **MISSING}, auth=CATALOGUE)
def look(request: HttpRequest, slug: str, market: InMarket = None) -> Any:
    """A look: what it is made of, its price in a market and its files."""
    found = get_object_or_404(_looks(), slug=slug)
    asset, there = getattr(found, "asset", None), _market(request, market)
    garments = garment_facts(found, asset.report if asset else {})
    return {
        **_name(found, shown_prices(there, found)),
        "text": str(found.text),
        "garments": [{**vars(garment), "cut": garment.size} for garment in garments],
        "offers": [_offer(offer) for offer in offers(found, there)],
        "colours": [vars(colour) for colour in other_colours(found, there)],
        "glb": asset.glb_url if asset else None,
        "licence": licence_of(found),
        "files": [vars(file) for file in files_of(found)],
    }


@router.get("/shows", response={200: list[ShowOut], **KEYED}, auth=SHOWS)
def shows(request: HttpRequest) -> Any:
    """The shows of the published seasons."""
    return [_show(show) for show in _shows()]


@router.get("/shows/{slug:slug}", response={200: ShowOut, **MISSING}, auth=SHOWS)
def show(request: HttpRequest, slug: str) -> Any:
    """A show and the looks that walk in it, in order."""
    found = next((show for show in _shows() if show.slug == slug), None)
    if found is None:
        raise Http404
    return _show(found)


def _shows() -> list[Show]:
    return list(with_looks(Show.objects.filter(published=True, season__published=True)))


def _show(show: Show) -> dict[str, Any]:
    return {
        "slug": show.slug,
        "title": str(show),
        "text": str(show.text),
        "looks": [place.look.slug for place in show.places.all() if place.look.published],
        "timeline": reverse("timeline", args=[show.slug]),
        "page": show.get_absolute_url(),
    }


def _offer(offer: Offer) -> dict[str, Any]:
    return {
        "size": offer.size,
        "available": offer.available,
        "price": {"amount": written_out(offer.amount, offer.currency), "currency": offer.currency},
        "text": amount(offer.amount, offer.currency),
        "days": offer.days,
    }


def _house(house: House) -> dict[str, str]:
    return {"slug": house.slug, "name": house.name}


def _market(request: HttpRequest, slug: str | None) -> Market | None:
    """The one that is asked for, else the visitor's. Raises HttpError 404."""
    if slug is None:
        return market_of(request)
    found = Market.objects.filter(open=True, slug=slug).first()
    if found is None:
        known = ", ".join(Market.objects.filter(open=True).values_list("slug", flat=True))
        raise HttpError(404, _("There is no market %(slug)s; there is: %(known)s.") % {"slug": slug, "known": known})
    return found


def _name(look: Look, prices: dict[int, Shown]) -> dict[str, Any]:
    asset, price = getattr(look, "asset", None), prices.get(look.pk)
    return {
        "slug": look.slug,
        "title": str(look),
        "house": _house(look.house),
        "price": {"amount": written_out(*price), "currency": price[1]} if price else None,
        "poster": asset.poster_url if asset else None,
        "page": look.get_absolute_url(),
    }
