"""What orders hold of somebody: how it is taken away and what of it goes when she has herself erased.

Bills must be kept for years, by each state's tax law, so an order stays with its lines, sums, name and address. What no
bill needs goes: measurements, patterns, telephone, the tie to the browser, and who was learnt from.
"""

from typing import Any

from django.db import transaction
from django.db.models import Q

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.shop.actions.forget_measures import forget_measures
from frontrow.web.shop.address import written
from frontrow.web.shop.models import Order
from frontrow.web.shop.states import DONE
from frontrow.web.shop.whose import locked


def orders_of(actor: Actor) -> "list[Order]":
    """The orders of this browser and of this account."""
    mine = Q(pk__in=[])
    if actor.holder:
        mine |= Q(holder=actor.holder)
    if actor.user is not None:
        mine |= Q(user=actor.user)
    return list(Order.objects.filter(mine).prefetch_related("lines"))


def exported(order: Order) -> dict[str, Any]:
    """An order as plain data; sums in the currency's smallest unit."""
    return {
        "number": order.code,
        "state": order.state,
        "placed": order.placed_at.isoformat(),
        "email": order.email,
        "telephone": order.phone,
        "address": written(order.address, order.name),
        "currency": order.currency,
        "total": order.total,
        "tax": order.tax,
        "lines": [
            {
                "look": line.item,
                "size": line.size,
                "quantity": line.quantity,
                "sum": line.gross,
                "measurements": line.measures,
            }
            for line in order.lines.all()
        ],
    }


def erase_orders(actor: Actor) -> int:
    """Let go of what bills do not need; how many orders that touched. One that is still being sewn keeps its
    measurements and its telephone number, and without a holder they go when it is sent."""
    return sum(_erase(actor, order) for order in orders_of(actor))


@transaction.atomic
def _erase(actor: Actor, order: Order) -> bool:
    order = locked(order)
    if order.state in DONE:
        try:
            forget_measures(actor, order)
        except UserError:
            return False
    still = order.phone if order.state not in DONE else ""
    Order.objects.filter(pk=order.pk).update(holder="", learns="", phone=still)
    return True
