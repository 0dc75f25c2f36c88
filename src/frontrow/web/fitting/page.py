"""The fitting room: the words of its page; the rest is done in the visitor's browser."""

from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from frontrow.web.context import current_season
from frontrow.web.season.models import Look

MOST = 3  # looks side by side


@dataclass(frozen=True)
class Line:
    """One size of a chart, centimetres."""

    size: str
    bust: int
    waist: int
    hips: int


@cache
def charts() -> dict[str, tuple[int, tuple[Line, ...]]]:
    """Stature in centimetres and the lines of each size chart."""
    from frontrow.body.charts import CHARTS, SIZES  # here: it brings scipy, which few pages need

    return {
        chart: (
            round(height * 100),
            tuple(Line(size, *(round(girth * 100) for girth in line)) for size, line in zip(SIZES, lines, strict=True)),
        )
        for chart, (_, height, lines) in CHARTS.items()
    }


def fitting(request: HttpRequest) -> HttpResponse:
    """The room with the looks that the address names, in its order; without one, the looks to choose from."""
    season = current_season()
    looks = list(
        Look.objects.filter(published=True, collection__season=season)
        .select_related("collection__house", "asset")
        .order_by("collection__order", "number")
    )
    by_slug = {look.slug: look for look in looks}
    asked = dict.fromkeys(",".join(request.GET.getlist("look")).split(","))
    chosen = [by_slug[slug] for slug in asked if slug in by_slug][:MOST]
    lines = charts()
    return render(
        request,
        "fitting/fitting.html",
        {
            "looks": looks,
            "chosen": chosen,
            "room": {"looks": [_facts(look) for look in looks], "chosen": [look.slug for look in chosen]},
            "charts": [(_("Women"), *lines["women"]), (_("Men"), *lines["men"])],
        },
    )


def _facts(look: Look) -> dict[str, str]:
    return {
        "slug": look.slug,
        "title": str(look.title),
        "house": str(look.house),
        "url": look.get_absolute_url(),
    }
