"""What the organiser's pages about sponsors say of a campaign."""

from decimal import Decimal

from django import template

from frontrow.web.sponsors.models import Campaign
from frontrow.web.sponsors.reporting import standing

register = template.Library()


@register.filter
def stands(campaign: Campaign) -> str:
    return standing(campaign)


@register.filter
def hundredth(smallest: int) -> str:
    """An amount in hundredths as an input wants it: "8.00"."""
    return f"{Decimal(smallest) / 100:.2f}"
