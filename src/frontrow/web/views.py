"""The pages nobody hopes to see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def no_access(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    return render(request, "403.html", {"form": bool(reason)}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Without the request the page asks the database nothing: what is broken may be what it would ask."""
    return HttpResponse(render_to_string("500.html"), status=500)
