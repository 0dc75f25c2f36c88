"""Where a page has room for a sponsor: `{% sponsored "front/programme" %}`, with `house=…` on a page about a house."""

from typing import Any

from django import template

from frontrow.web.sponsors.choose import placed

register = template.Library()


@register.inclusion_tag("sponsors/placed.html", takes_context=True)
def sponsored(context: Any, place: str, house: str = "", item: bool = False) -> dict[str, Any]:
    """What is shown there, or nothing; no campaign twice on a page. item: as an item of a list."""
    request = context.get("request")
    if request is None:
        return {"found": None}
    shown: set[int] = request.__dict__.setdefault("sponsors_shown", set())
    found = placed(request, place, house, shown)
    if found:
        shown.add(found.creative.campaign_id)
    return {"found": found, "place": place, "item": item}
