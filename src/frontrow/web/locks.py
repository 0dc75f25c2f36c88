"""Middleware: what every answer carries, and how many writes one address may send."""

import math
import os
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from frontrow.limits import Rate, asker, household
from frontrow.policy import CONTENT_SECURITY_POLICY

View = Callable[[HttpRequest], HttpResponse]

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), xr-spatial-tracking=(self), microphone=(), geolocation=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class Headers:
    """Sets the headers that an answer does not have yet. What no room says everybody may keep is one visitor's."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class SecureCookies:
    """Marks cookies Secure whenever the page came over https."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.is_secure():
            for cookie in response.cookies.values():
                cookie["secure"] = True
        return response


GUESSED = ("sign-in", "new", "password", "code", "again")  # last steps of paths where secrets are tried


class PostLimit:
    """A bucket for each household and kind of write; who has emptied hers is answered 429, and when to come back."""

    LIMITS = {  # writes, seconds
        "login": (10, 300.0),
        "studio": (8, 600.0),
        "checkout": (20, 300.0),
        "exact": (20, 300.0),
        "seen": (120, 60.0),
        "payments": (1200, 60.0),  # a provider's messages come from few addresses, and each proves its sender
        "reminders": (12, 600.0),
        "keyed": (600, 60.0),  # other programs, which bring a key
        "ask": (20, 60.0),
        "person": (6, 600.0),
        "class": (300, 60.0),  # a school's thirty students come from one address
        "other": (60, 60.0),
    }
    ADDRESSES = 20_000

    def __init__(self, get_response: View, clock: Callable[[], float] = time.monotonic) -> None:
        self.get_response = get_response
        factor = float(os.environ.get("FRONTROW_POST_LIMIT", "1"))  # load tests raise it
        self.rates = {
            kind: Rate(factor * writes, factor * writes / seconds, self.ADDRESSES, clock)
            for kind, (writes, seconds) in self.LIMITS.items()
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return self.get_response(request)
        wait = self.wait(address(request), self.kind(request.path))
        if wait:
            response = _slower(request, wait)
            response["Retry-After"] = str(wait)
            return response
        return self.get_response(request)

    @staticmethod
    def kind(path: str) -> str:
        last = path.rstrip("/").rpartition("/")[2]
        if path.startswith("/admin/login") or ("/account/" in path and last in GUESSED):
            return "login"
        if path.startswith("/api/payments/"):
            return "payments"
        if "/class/" in path or "/backstage/classes/" in path:
            return "class"
        if path.endswith(("/checkout/", "/pay/")):
            return "checkout"
        if "/reminders/" in path and not path.endswith("/stop/"):
            return "reminders"
        if path == "/api/recommendations":
            return "keyed"
        return last if last in ("studio", "exact", "seen", "ask", "person") else "other"

    def wait(self, who: str, kind: str) -> int:
        """Count one write of the address; whole seconds to wait where that was one too many, else 0."""
        return math.ceil(round(self.rates[kind].wait(household(who)), 6))


def _slower(request: HttpRequest, wait: int) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"error": _("Too much at once: try again in %(wait)s s.") % {"wait": wait}}, status=429)
    return render(request, "429.html", {"wait": wait}, status=429)


def address(request: HttpRequest) -> str:
    """Where the request comes from; the proxy's word counts only when FRONTROW_PROXY says there is one."""
    return asker(str(request.META.get("REMOTE_ADDR", "")), str(request.META.get("HTTP_X_FORWARDED_FOR", "")))
