"""What a visitor is not interested in, kept in her session: it needs no consent, and nothing is learnt from it."""

from django.http import HttpRequest

from frontrow.web.season.models import Look

KEY, JUST = "dismissed", "just_dismissed"


def dismissed(request: HttpRequest) -> frozenset[str]:
    """The slugs of the looks she does not want to be shown."""
    return frozenset(request.session.get(KEY, ()))


def just_dismissed(request: HttpRequest) -> Look | None:
    """The look she dismissed on the page before, once: so that she can take it back."""
    slug = request.session.pop(JUST, None) if JUST in request.session else None
    return Look.objects.filter(slug=slug).first() if slug else None
