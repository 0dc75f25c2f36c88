"""Credits of what came from the commons, for the pages of looks and shows."""

from typing import Any

from django import template

from frontrow.web.commons.credit import of_look, of_show
from frontrow.web.season.models import Look
from frontrow.web.shows.models import Show

register = template.Library()


@register.inclusion_tag("commons/credits.html")
def credits(thing: Look | Show) -> dict[str, Any]:
    """The works of others in a look or a show, with their makers and licences; nothing when there are none."""
    return {"uses": of_look(thing) if isinstance(thing, Look) else of_show(thing)}
