"""A look's price in the reader's market."""

from typing import Any

from django import template

from frontrow.web.season.models import Look
from frontrow.web.shop.shown import shown_price
from frontrow.web.templatetags.frontrow import amount

register = template.Library()


@register.simple_tag(takes_context=True)
def price_here(context: Any, look: Look) -> str:
    """As the reader's language writes it; "" where the look is not sold."""
    request = context.get("request")
    found = shown_price(request, look.pk) if request else None
    return amount(*found) if found else ""
