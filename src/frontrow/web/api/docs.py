"""The API for people: a page of our own, made from the same description that machines read."""

from collections import defaultdict
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as in_words

from frontrow.web.api.site import api


def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html", {"rooms": _told(), "about": in_words(api.description)})


def _told() -> list[tuple[str, list[dict[str, Any]]]]:
    """In the reader's language."""
    return [(in_words(room), [{**each, "about": in_words(each["about"])} for each in rows]) for room, rows in _rooms()]


@cache
def _rooms() -> list[tuple[str, list[dict[str, Any]]]]:
    """Every operation by its tag, as the page shows it."""
    rooms: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for path, operations in api.get_openapi_schema(path_prefix="/api/")["paths"].items():
        for method, operation in operations.items():
            rooms[operation["tags"][0]].append(
                {
                    "method": method.upper(),
                    "path": path,
                    "about": operation.get("description") or operation["summary"],
                    "answers": sorted(operation["responses"]),
                }
            )
    return list(rooms.items())
