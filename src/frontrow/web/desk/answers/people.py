"""Handing over to a person: when somebody is there."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from frontrow.language.desk import Topic
from frontrow.web.desk.answers.said import Said
from frontrow.web.desk.answers.written import answer
from frontrow.web.desk.hours import is_open, opens_at, zone_of
from frontrow.web.desk.models import Opening
from frontrow.web.desk.sight import Sight


def person(sight: Sight, topic: Topic) -> Said | None:
    """How to reach one, and when one is at the desk."""
    return Said([answer(topic), *presence(sight.zone)], topic=topic.name, hands=True)


def presence(zone: str = "") -> list[str]:
    """Whether people are at the desk now, or when they are next; nothing where no hours are told."""
    hours, now = list(Opening.objects.all()), timezone.now()
    if not hours:
        return []
    if is_open(now, hours):
        return [_("Somebody is at the desk now.")]
    comes = opens_at(now, hours)
    if comes is None:
        return []
    local = comes.astimezone(zone_of(zone) or comes.tzinfo)
    name = getattr(local.tzinfo, "key", "UTC")
    return [_("Somebody is at the desk again on %(time)s.") % {"time": f"{date_format(local, 'l, H:i')} ({name})"}]
