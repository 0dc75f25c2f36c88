"""What follows when an order moves: mails, patterns, and the end of measurements nobody needs any more."""

from typing import Any

from frontrow.web.audit.actor import HOUSE
from frontrow.web.shop.actions.forget_measures import forget_measures
from frontrow.web.shop.mail import moved
from frontrow.web.shop.models import Order
from frontrow.web.shop.states import DONE, State, order_moved


def listen() -> None:
    """Connect, once a process."""
    order_moved.connect(moved, dispatch_uid="mail")
    order_moved.connect(_cut, dispatch_uid="cut")
    order_moved.connect(_let_go, dispatch_uid="let go")


def _cut(order: Order, was: str, now: str, **_: Any) -> None:
    if now == State.PAID and order.lines.filter(measures__isnull=False).exists():
        from frontrow.web.shop.tasks import cut_order

        cut_order.using(priority=20).enqueue(order.pk)


def _let_go(order: Order, was: str, now: str, **_: Any) -> None:
    """What nobody sews by any more goes: of a cancelled order, and of one whose customer had herself erased."""
    erased = now in DONE and not order.holder
    if (erased or now == State.CANCELLED) and order.lines.filter(measures__isnull=False).exists():
        forget_measures(HOUSE, order)
    if erased:
        Order.objects.filter(pk=order.pk).update(phone="")
