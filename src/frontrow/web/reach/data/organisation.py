"""Who is behind a page: schema.org WebSite and Organization for this week, Brand and Organization for a house."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from frontrow.web.reach.origin import origin
from frontrow.web.season.models import House


def week(request: HttpRequest) -> dict[str, Any]:
    """Front Row here: the organiser of what is shown."""
    return {
        "@type": "Organization",
        "@id": f"{origin(request)}/#week",
        "name": "Front Row",
        "url": origin(request) + reverse("front"),
        "logo": f"{origin(request)}/icon-512.png",
    }


def site(request: HttpRequest, name: str, line: str) -> dict[str, Any]:
    """The site, for its front page. name, line: the season's."""
    return {
        "@type": "WebSite",
        "name": "Front Row",
        "alternateName": name,
        "description": line,
        "url": origin(request) + reverse("front"),
        "inLanguage": get_language(),
        "publisher": week(request),
    }


def house_of(request: HttpRequest, house: House, whole: bool = True) -> dict[str, Any]:
    """A house; with `whole` what it says of itself as well."""
    address = origin(request) + house.get_absolute_url()
    short = {"@type": ["Organization", "Brand"], "@id": f"{address}#house", "name": house.name, "url": address}
    return short | ({"slogan": str(house.line), "description": str(house.story)} if whole else {})
