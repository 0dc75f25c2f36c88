"""Cancel an order before it is sent: what was taken from stock goes back, and so does the money."""

import logging

from django.db import transaction
from django.utils import timezone

from frontrow.web.audit.actor import HOUSE, Actor
from frontrow.web.audit.record import record
from frontrow.web.shop.actions.pay import charge_of, settle
from frontrow.web.shop.models import Order, Payment, Refund
from frontrow.web.shop.payments import NoAnswer, provider_asked
from frontrow.web.shop.refunds import refund
from frontrow.web.shop.states import State, move
from frontrow.web.shop.stock import give_back
from frontrow.web.shop.whose import locked, needs_order

log = logging.getLogger("frontrow.shop")


def cancel_order(actor: Actor, order: Order, key: str = "") -> Order:
    """The order, cancelled; one that is already is left as it is. Raises WrongState for one that was sent."""
    cancelled = _cancel(actor, order, key)
    for payment in cancelled.payments.filter(state=Payment.State.STARTED):
        _close(payment)
    return cancelled


@transaction.atomic
def _cancel(actor: Actor, order: Order, key: str) -> Order:
    order = locked(order)
    needs_order(actor, order, "shop.refund_order", key)
    if order.state == State.CANCELLED:
        return order
    move(order, State.CANCELLED)
    order.learns = ""
    order.save(update_fields=["learns"])
    give_back((line.variant, line.quantity) for line in order.lines.select_related("variant"))
    record(actor, "cancel_order", order)
    for payment in order.payments.filter(state=Payment.State.CAPTURED, surplus=False):
        refund(actor, payment, payment.amount, Refund.Why.CANCELLED)
    return order


def _close(payment: Payment) -> None:
    """Tell the provider that nobody pays any more; if somebody just did, the money goes back."""
    try:
        settle(payment, provider_asked(payment.provider).close(charge_of(payment), payment.reference))
    except NoAnswer as error:
        log.warning("order %s: %s did not answer: %s", payment.order.code, payment.provider, error)


def lapse(order: Order) -> Order:
    """Cancel an order that nobody paid in time, unless its provider says that it was paid after all."""
    for payment in order.payments.filter(state=Payment.State.STARTED):
        try:
            settle(payment, provider_asked(payment.provider).look_up(charge_of(payment), payment.reference))
        except NoAnswer:
            return order  # it may be paid: ask again later
    order.refresh_from_db()
    if order.state == State.PLACED and order.expires_at < timezone.now():
        return cancel_order(HOUSE, order)
    return order
