"""Small files at the root of the house that browsers and machines ask for by name."""

import io
from functools import lru_cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from PIL import Image, ImageDraw

from frontrow.web.context import current_season

HERE = Path(__file__).resolve().parent
SIDES = (192, 512)  # pixels, as browsers ask of a manifest
INK, PAPER = "#111111", "#f4f0e8"


@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """At the root, so that it may speak for every page."""
    return HttpResponse((HERE / "service_worker.js").read_bytes(), content_type="text/javascript; charset=utf-8")


@cache_control(public=True, max_age=86400)
def icon(request: HttpRequest, side: int) -> HttpResponse:
    """The site's mark as a PNG: a seat in the front row, in the season's accent."""
    if side not in SIDES:
        raise Http404
    season = current_season()
    return HttpResponse(_drawn(side, season.accent if season else "#b23c22"), content_type="image/png")


@lru_cache(maxsize=8)
def _drawn(side: int, accent: str) -> bytes:
    large = 4 * side
    image = Image.new("RGB", (large, large), INK)
    reach = large * 7 / 32
    ImageDraw.Draw(image).ellipse([large / 2 - reach] * 2 + [large / 2 + reach] * 2, fill=accent)
    out = io.BytesIO()
    image.resize((side, side), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


@cache_control(public=True, max_age=86400)
def manifest(request: HttpRequest) -> JsonResponse:
    """The house as something to keep on a phone: iOS pushes to no other pages."""
    return JsonResponse(
        {
            "id": "/",
            "name": "Front Row",
            "short_name": "Front Row",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": [
                {"src": f"/icon-{side}.png", "sizes": f"{side}x{side}", "type": "image/png", "purpose": "any maskable"}
                for side in SIDES
            ],
        },
        content_type="application/manifest+json",
    )
