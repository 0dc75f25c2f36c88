"""Forget a visitor: what she did, what she keeps, what she brought."""

from django.db import transaction
from django.http import HttpRequest

from frontrow.privacy import registry
from frontrow.web import personal
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.learning import known, store
from frontrow.web.shop.holder import holder_of
from frontrow.web.shop.models import BagLine, Order, Saved
from frontrow.web.shop.personal import erase_orders
from frontrow.web.studio.models import PatternUpload
from frontrow.web.wiping import wipe_later


def erase(actor: Actor, request: HttpRequest) -> int:
    """Erase everything held for this browser; returns how many entries that was. Raises ErasureIncomplete."""
    whose = personal.whose(request)
    with transaction.atomic():
        removed = personal.erase(whose)
    removed += erase_orders(actor)
    if holder := holder_of(request):
        for model in (Saved, BagLine, PatternUpload):
            removed += model.objects.filter(holder=holder).delete()[0]
    request.session.flush()
    if who := known(request):
        store()
        Order.objects.filter(learns=who).update(learns="")
        removed += sum(registry.erase(who).values())
    with transaction.atomic():
        record(actor, "erase", "visitor", removed=removed)
    wipe_later()
    return removed
