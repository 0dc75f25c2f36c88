"""What is on, what comes next: hours that the page turns into the reader's own."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from frontrow.language.desk import Topic
from frontrow.web.desk.answers.said import Cite, Hour, Said
from frontrow.web.desk.hours import zone_of
from frontrow.web.desk.sight import Sight
from frontrow.web.shows.models import Show
from frontrow.web.shows.schedule import When, schedule
from frontrow.web.shows.timeline import seconds, with_looks


def programme(sight: Sight, topic: Topic) -> Said | None:
    """The shows of the season, or those of the house or the name that is asked for."""
    shows = with_looks(Show.objects.filter(published=True, season__published=True))
    if sight.show is not None:
        shows = shows.filter(pk=sight.show.pk)
    elif sight.house is not None:
        of_house = Show.objects.filter(looks__collection__house=sight.house).values("pk")
        shows = shows.filter(pk__in=of_house)
    slots = schedule([(show, seconds(show)) for show in shows], timezone.now())
    if not slots:
        return None
    zone = zone_of(sight.zone)
    hours = [
        Hour(str(slot.show), slot.show.get_absolute_url(), slot.when.value, slot.at.isoformat() if slot.at else "")
        for slot in slots
    ]
    lines = []
    coming = next((slot for slot in slots if slot.when is When.NEXT and slot.at), None)
    if coming and coming.at:
        lines.append(_("Next is %(show)s: %(time)s.") % {"show": coming.show, "time": _clock(coming.at, zone)})
    now = [str(slot.show) for slot in slots if slot.when is When.NOW]
    if now:
        lines.insert(0, _("On now: %(show)s.") % {"show": now[0]})
    if not lines:
        lines.append(_("It can be seen again on its page."))
    return Said(lines, [Cite(_("Shows"), reverse("shows"))], hours, topic=topic.name)


def _clock(at: datetime, zone: object) -> str:
    local = at.astimezone(zone) if isinstance(zone, ZoneInfo) else at  # type: ignore[arg-type]
    name = getattr(zone, "key", "UTC")
    return (
        f"{local:%H:%M} ({name})"
        if local.date() == timezone.now().astimezone(local.tzinfo).date()
        else (f"{local:%Y-%m-%d %H:%M} ({name})")
    )
