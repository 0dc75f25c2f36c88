"""Say how many of a variant are in stock, or add to them."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.shop.models import Variant


@transaction.atomic
def restock(actor: Actor, variant: Variant, change: int) -> int:
    """Add `change` pieces (or take them away, below zero); how many there are now. Raises NotAllowed, UserError."""
    actor.needs("shop.restock")
    enough = Variant.objects.filter(pk=variant.pk, stock__gte=-change)
    if not enough.update(stock=F("stock") + change):
        raise UserError(_("There is less in stock than that."))
    variant.refresh_from_db(fields=["stock"])
    record(actor, "restock", variant, change=change, stock=variant.stock)
    return variant.stock
