"""The looks a visitor keeps: saved, or in her bag. It needs no consent, and nothing is learnt from it."""

from django.http import HttpRequest

from frontrow.web.shop.holder import holder_of
from frontrow.web.shop.models import BagLine, Saved


def kept(request: HttpRequest) -> frozenset[str]:
    """Their slugs."""
    holder = holder_of(request)
    if not holder:
        return frozenset()
    saved = Saved.objects.filter(holder=holder).order_by().values_list("look__slug")
    return frozenset(
        slug
        for (slug,) in saved.union(BagLine.objects.filter(holder=holder).order_by().values_list("variant__look__slug"))
    )
