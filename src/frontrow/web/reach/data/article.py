"""A story as schema.org Article: whose it is, under which licence, and what it shows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from frontrow.web.reach.data.organisation import week
from frontrow.web.reach.origin import origin


def article(
    request: HttpRequest,
    *,
    path: str,
    title: str,
    line: str,
    author: tuple[str, str],
    published: datetime,
    changed: datetime,
    licence: str = "",
    pictures: Sequence[str] = (),
    about: Sequence[tuple[str, str]] = (),
    language: str = "",
) -> dict[str, Any]:
    """path, pictures: below the house. author: (name, path). licence: address of its text. about: (name, path) of the
    looks in it. language: the text's, where it is not the page's."""
    house = origin(request)
    said = {
        "@type": "Article",
        "@id": f"{house}{path}#story",
        "headline": title[:110],
        "description": line,
        "url": house + path,
        "mainEntityOfPage": house + path,
        "inLanguage": language or get_language(),
        "datePublished": published.isoformat(),
        "dateModified": max(published, changed).isoformat(),
        "author": {"@type": "Person", "name": author[0], "url": house + author[1]},
        "publisher": week(request),
        "license": licence,
        "image": [house + picture for picture in pictures],
        "about": [{"@type": "Product", "name": name, "@id": f"{house}{where}#look"} for name, where in about],
    }
    return {name: value for name, value in said.items() if value}
