"""Stories on the pages of other rooms."""

from typing import Any

from django import template

from frontrow.web.stories.models import Story
from frontrow.web.stories.shelf import shelf

register = template.Library()


@register.inclusion_tag("stories/about.html")
def stories_of(house: Any = None, look: Any = None) -> dict[str, Any]:
    """The best three stories with a house, or about a look; nothing when there are none."""
    from frontrow.web.stories.views.reading import slate

    about = Story.objects.filter(looks=look) if look else Story.objects.filter(house=house, agreed=True)
    return {**slate(shelf(about, 3)), "place": "look/stories" if look else "house/stories"}
