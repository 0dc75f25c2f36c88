"""Have another number of something in the bag."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.shop.actions.fill_bag import MOST
from frontrow.web.shop.models import BagLine


@transaction.atomic
def change_quantity(actor: Actor, line: int, quantity: int) -> None:
    """So many of a line of the actor's own bag, one to nine; a line that is not in it is left alone."""
    found = BagLine.objects.filter(holder=actor.holder or "-", pk=line).select_related("variant").first()
    wanted = max(1, min(MOST, quantity))
    if found is None or found.quantity == wanted:
        return
    found.quantity = wanted
    found.save(update_fields=["quantity"])
    record(actor, "change_quantity", found.variant, quantity=wanted)
