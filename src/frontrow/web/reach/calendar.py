"""Shows for calendars: one file for the season, one for each show; an hour that comes daily comes daily there."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from icalendar import Alarm, Calendar, Event

from frontrow.web.context import current_season
from frontrow.web.reach.origin import origin
from frontrow.web.shows.models import Show
from frontrow.web.shows.timeline import seconds, with_looks

BEFORE = timedelta(minutes=10)  # the calendar rings


@cache_control(public=True, max_age=600)
def season_ics(request: HttpRequest) -> HttpResponse:
    """Every show of the season that has an hour."""
    season = current_season()
    shows = with_looks(season.shows.filter(published=True)) if season else []
    return _file(request, [show for show in shows if has_an_hour(show)], str(season or "Front Row"), "front-row")


@cache_control(public=True, max_age=600)
def show_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """One show; nothing for one that loops, which has no hour."""
    found = with_looks(Show.objects.filter(published=True, season__published=True)).filter(slug=slug).first()
    if found is None or not has_an_hour(found):
        raise Http404
    return _file(request, [found], str(found), found.slug)


def has_an_hour(show: Show) -> bool:
    """Whether it can stand in a calendar: it has a day, or an hour of every day."""
    return show.start is not None or show.daily is not None


def _file(request: HttpRequest, shows: Iterable[Show], name: str, file: str) -> HttpResponse:
    calendar = Calendar()
    calendar.add("prodid", f"-//Front Row//{get_language()}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
    for show in shows:
        for event in events(request, show):
            calendar.add_component(event)
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{file}.ics"'
    return response


def events(request: HttpRequest, show: Show) -> list[Event]:
    """A show's hour, its daily one, or both; RFC 5545."""
    found = []
    if show.start is not None:
        found.append(_event(request, show, show.start, "once"))
    if show.daily is not None:
        first = datetime.combine(max(show.season.opens, timezone.now().date()), show.daily, UTC)
        daily = _event(request, show, first, "daily")
        daily.add("rrule", {"freq": "daily"})
        found.append(daily)
    return found


def _event(request: HttpRequest, show: Show, begins: datetime, which: str) -> Event:
    host = request.get_host().partition(":")[0]
    address = origin(request) + reverse("show", args=[show.slug])
    event, alarm = Event(), Alarm()
    event.add("uid", f"{show.slug}-{which}@{host}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", begins)
    event.add("duration", timedelta(seconds=max(60, round(seconds(show)))))
    event.add("summary", f"{show} · Front Row")
    event.add("description", f"{show.text}\n\n{address}")
    event.add("url", address)
    event.add("location", address)
    event.add("transp", "TRANSPARENT")
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -BEFORE)
    alarm.add("description", _("%(show)s begins in ten minutes.") % {"show": show})
    event.add_component(alarm)
    return event
