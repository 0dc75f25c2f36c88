"""In which segment a visitor is who agreed that sponsors may be chosen by it; worked out when asked, kept nowhere."""

from django.conf import settings
from django.http import HttpRequest

from frontrow.recommend.people.own import own
from frontrow.recommend.people.segments import kept
from frontrow.web.learning import catalogue, recent


def segment_of(request: HttpRequest) -> int | None:
    """The number of her segment; None where there are none, or too little is known of her."""
    history = recent(request)
    segments = kept(settings.HOME.segments) if history else None
    place = own(history, catalogue(), segments).place if segments else None
    return place.segment if place else None
