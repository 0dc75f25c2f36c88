"""What follows when an order moves: mails, patterns, and the end of measurements nobody needs any more."""

from typing import Any

from frontrow.web.audit.actor import HOUSE
from frontrow.web.shop.actions.forget_measures import forget_measures
from frontrow.web.shop.mail import moved
from frontrow.web.shop.models import Order
from frontrow.web.shop.states import State, order_moved


def listen() -> None:
    """Connect, once a process."""
    order_moved.connect(moved, dispatch_uid="mail")
    order_moved.connect(_cut, dispatch_uid="cut")


def _cut(order: Order, was: str, now: str, **_: Any) -> None:
    if not order.lines.filter(measures__isnull=False).exists():
        return
    if now == State.PAID:
        from frontrow.web.shop.tasks import cut_order

        cut_order.using(priority=20).enqueue(order.pk)
    if now == State.CANCELLED:
        forget_measures(HOUSE, order)
