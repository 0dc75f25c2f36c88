"""The way from the front page to a page: schema.org BreadcrumbList."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from frontrow.web.reach.origin import origin


def trail(request: HttpRequest, *steps: tuple[str, str]) -> dict[str, Any]:
    """steps: (name, path) of each page after the front page; a path may have a fragment."""
    way = [("Front Row", reverse("front")), *steps]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": origin(request) + path}
            for number, (name, path) in enumerate(way, 1)
        ],
    }
