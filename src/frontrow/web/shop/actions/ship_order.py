"""Send a paid order, once."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.shop.models import Order
from frontrow.web.shop.states import State, move
from frontrow.web.shop.whose import locked


@transaction.atomic
def ship_order(actor: Actor, order: Order, tracking: str = "") -> bool:
    """Whether it is sent by this; False when it is on its way already. Raises NotAllowed, WrongState."""
    actor.needs("shop.ship_order")
    order = locked(order)
    if order.state == State.SHIPPED:
        return False
    move(order, State.SHIPPED)
    order.tracking = tracking[:80]
    order.save(update_fields=["tracking"])
    record(actor, "ship_order", order)
    return True
