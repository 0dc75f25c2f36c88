"""A show as schema.org Event: online, free, at its next hour; a show without an hour is none."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from frontrow.web.reach.data.organisation import house_of, week
from frontrow.web.reach.origin import origin
from frontrow.web.shows.models import Show

EVERY_DAY = "P1D"


def event(
    request: HttpRequest, show: Show, begins: datetime | None, seconds: float, pictures: list[str] | None = None
) -> dict[str, Any] | None:
    """begins: of the performance that is on or comes next, or the last one's; None for a show that loops."""
    if begins is None:
        return None
    address = origin(request) + show.get_absolute_url()
    houses = {place.look.house.pk: place.look.house for place in show.places.all()}.values()
    said = {
        "@type": "Event",
        "@id": f"{address}#show",
        "name": str(show),
        "description": str(show.text),
        "url": address,
        "startDate": begins.isoformat(),
        "endDate": (begins + timedelta(seconds=round(seconds))).isoformat(),
        "duration": f"PT{round(seconds)}S",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": address},
        "inLanguage": get_language(),
        "isAccessibleForFree": True,
        "image": [origin(request) + picture for picture in pictures or []],
        "organizer": week(request),
        "performer": [house_of(request, house, whole=False) for house in houses],
        "offers": {
            "@type": "Offer",
            "price": "0",
            "priceCurrency": "EUR",
            "availability": "https://schema.org/InStock",
            "url": address,
        },
        "eventSchedule": _daily(show),
    }
    return {name: value for name, value in said.items() if value}


def _daily(show: Show) -> dict[str, Any] | None:
    if show.daily is None:
        return None
    at = show.daily.strftime("%H:%M:%S")
    return {"@type": "Schedule", "repeatFrequency": EVERY_DAY, "startTime": at, "scheduleTimezone": "UTC"}
