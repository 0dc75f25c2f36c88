"""In which segment a visitor is who agreed that sponsors may be chosen by it; worked out when asked, kept nowhere."""

from django.conf import settings
from django.http import HttpRequest

from frontrow.recommend.people.own import own
from frontrow.recommend.people.segments import kept
from frontrow.web.learning import catalogue, recent


def segment_of(request: HttpRequest) -> str | None:
    """The key of her segment; None where there are none, or too little is known of her."""
    history = recent(request)
    segments = kept(settings.HOME.segments) if history else None
    place = own(history, catalogue(), segments).place if segments else None
    return segments.segments[place.segment].key if segments and place else None
