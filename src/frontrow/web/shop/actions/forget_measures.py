"""Erase the measurements of an order, and the patterns drawn at them."""

from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.shop.cut import erase
from frontrow.web.shop.models import Order
from frontrow.web.shop.states import State, WrongState
from frontrow.web.shop.whose import locked, needs_order


@transaction.atomic
def forget_measures(actor: Actor, order: Order, key: str = "") -> None:
    """Raises WrongState while the house still needs them to sew."""
    order = locked(order)
    needs_order(actor, order, "shop.change_order", key)
    if order.state in (State.PLACED, State.PAID):
        raise WrongState(_("The house needs them to sew; cancel the order, or wait until it is sent."))
    order.lines.filter(measures__isnull=False).update(measures=None)
    record(actor, "forget_measures", order)
    transaction.on_commit(lambda: erase(order))
