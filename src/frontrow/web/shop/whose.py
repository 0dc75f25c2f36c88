"""Whose an order is, and its row held so that one change follows another."""

from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from frontrow.web.audit.actor import Actor, Kind, NotAllowed
from frontrow.web.shop.models import Order


def locked(order: Order) -> Order:
    """The order as it is now; whoever else wants to change it waits for this transaction."""
    return Order.objects.select_for_update().get(pk=order.pk)


def needs_order(actor: Actor, order: Order, permission: str, key: str = "") -> None:
    """Raises NotAllowed unless it is the customer's own (her session, her account, or the secret link's `key`), the
    house, or staff with `permission`: the desk shows them the link, so its key gives them nothing more."""
    if actor.holder and actor.holder == order.holder:
        return
    if actor.user is not None and order.user_id == actor.user.pk:
        return
    if key and actor.kind is not Kind.STAFF and constant_time_compare(key, order.key):
        return
    if actor.kind is Kind.PROVIDER:
        raise NotAllowed(_("You may not do this."))
    actor.needs(permission)
