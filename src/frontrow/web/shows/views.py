"""The show page and its timeline."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page

from frontrow.show import Timeline, encode, show_time, state
from frontrow.web.finish import watch_next
from frontrow.web.reach import sharing
from frontrow.web.reach.hours import begins_after
from frontrow.web.season.models import Look
from frontrow.web.shop.holder import holder_of
from frontrow.web.shop.models import Saved
from frontrow.web.shows.models import Show
from frontrow.web.shows.schedule import Slot, schedule, slot
from frontrow.web.shows.timeline import current, seconds, with_looks
from frontrow.web.studio.ready import guests_url


def _shows() -> list[Show]:
    return list(with_looks(Show.objects.filter(published=True, season__published=True)))


def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The stage, and below it the line-up in words and pictures."""
    found = get_object_or_404(with_looks(Show.objects.filter(published=True, season__published=True)), slug=slug)
    now = timezone.now()
    walked = current(found, now)
    length = walked.duration
    place = slot(found, now, length)
    looks = [place.look for place in found.places.all() if place.look.published]
    others = [(each, seconds(each)) for each in _shows() if each.pk != found.pk]
    return render(
        request,
        "shows/show.html",
        {
            "show": found,
            "slot": place,
            "minutes": max(1, round(length / 60)),
            "looks": looks,
            "first": _first(walked, now, looks),
            "ready": sum(1 for look in looks if getattr(look, "asset", None) and look.asset.is_there),
            "others": _next(request, found, schedule(others, now)),
            "guests": guests_url(),
            "saved": " ".join(_saved(request, looks)),
            "shared": sharing.show(request, place, length),
            "remind": begins_after(found, now),
        },
    )


def _first(walked: Timeline, now: datetime, looks: list[Look]) -> Look | None:
    """Whose picture stands on the stage until it is drawn: the look that walks now, or else the next one."""
    seen = state(walked, show_time(walked, now.timestamp()))
    made = {look.slug: look for look in looks if getattr(look, "asset", None) and look.asset.poster_url}
    return made.get(seen.look or "") or made.get(seen.following or "") or next(iter(made.values()), None)


def _saved(request: HttpRequest, looks: list[Look]) -> list[str]:
    """Which of the looks this visitor has saved: a card held up in the hall says so."""
    holder = holder_of(request)
    kept = Saved.objects.filter(holder=holder, look__in=looks).values_list("look__slug", flat=True)
    return sorted(kept) if holder else []


def _next(request: HttpRequest, found: Show, slots: list[Slot]) -> list[tuple[Slot, str]]:
    """The other shows with a reason or "": what this visitor would like best comes first."""
    wanted = dict(watch_next(request, found))
    order = list(wanted)
    slots = sorted(slots, key=lambda slot: order.index(slot.show.slug) if slot.show.slug in wanted else len(order))
    return [(slot, wanted.get(slot.show.slug, "")) for slot in slots]


def shows(request: HttpRequest) -> HttpResponse:
    """Every show of the season: on now, next, replay."""
    slots = schedule([(each, seconds(each)) for each in _shows()], timezone.now())
    return render(request, "shows/shows.html", {"slots": slots, "shared": sharing.shows(request)})


@cache_control(no_cache=True)
@gzip_page
def timeline_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The show as data."""
    found = get_object_or_404(with_looks(Show.objects.filter(published=True, season__published=True)), slug=slug)
    return HttpResponse(encode(current(found, timezone.now())), content_type="application/json")
