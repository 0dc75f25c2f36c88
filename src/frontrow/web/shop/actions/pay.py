"""Be paid for an order: once, however often it is asked for and in whatever order answers come."""

import logging
import secrets
from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import PROVIDER, Actor
from frontrow.web.audit.record import record, tell
from frontrow.web.shop.actions.place_order import TO_PAY
from frontrow.web.shop.models import Order, Payment, Refund
from frontrow.web.shop.payments import Answer, Charge, NoAnswer, Outcome, provider_asked, provider_named
from frontrow.web.shop.refunds import refund
from frontrow.web.shop.states import State, move
from frontrow.web.shop.whose import locked, needs_order

log = logging.getLogger("frontrow.shop")


def pay(actor: Actor, order: Order, method: str = "", *, key: str = "", answer_to: str = "") -> Payment:
    """Start or go on with the payment of an order, and say how it stands.

    A payment that is `started` waits: with a `url` for the customer, without one for the provider's answer. key: of
    the secret link. answer_to: the order page's absolute address. Raises UserError for an order that cannot be paid.
    """
    payment = _under_way(actor, order, method, key, answer_to)
    if payment.state != Payment.State.STARTED:
        return payment
    charge = charge_of(payment)
    try:
        provider = provider_asked(payment.provider)
        answer = provider.look_up(charge, payment.reference) if payment.reference else provider.start(charge)
    except NoAnswer as error:
        log.warning("order %s: %s did not answer: %s", order.code, payment.provider, error)
        return payment
    return settle(payment, answer)


@transaction.atomic
def _under_way(actor: Actor, order: Order, method: str, key: str, answer_to: str) -> Payment:
    """The payment of this order that was captured or is under way, else a new one."""
    order = locked(order)
    needs_order(actor, order, "shop.refund_order", key)
    found = order.payments.filter(state__in=(Payment.State.CAPTURED, Payment.State.STARTED), surplus=False)
    if payment := found.order_by("state").first():
        return payment
    if order.state != State.PLACED or order.expires_at < timezone.now():
        raise UserError(_("This order cannot be paid any more; please order again."))
    provider = provider_named()
    if provider.methods and method not in provider.methods:
        raise UserError(_("Choose how to pay."))
    payment = Payment.objects.create(
        order=order,
        provider=provider.name,
        key=secrets.token_hex(16),
        method=method,
        answer_to=answer_to,
        amount=order.total,
        currency=order.currency,
    )
    record(actor, "pay", order, provider=provider.name, amount=payment.amount, currency=payment.currency)
    return payment


def charge_of(payment: Payment) -> Charge:
    """What the provider is asked: the same words every time, as its key is."""
    order = payment.order
    return Charge(
        payment.key,
        order.code,
        payment.amount,
        payment.currency,
        f"Front Row {order.code}",
        order.email,
        order.language,
        payment.method,
        payment.answer_to,
        int((payment.started_at + TO_PAY).timestamp()),
    )


@transaction.atomic
def settle(payment: Payment, answer: Answer) -> Payment:
    """Write down what a provider says of a payment. It may say it twice, late, and in any order."""
    order = locked(payment.order)
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    payment.order = order
    if answer.outcome is Outcome.CAPTURED and (answer.amount, answer.currency) != (payment.amount, payment.currency):
        log.error("order %s: %s is for another amount than was asked", order.code, answer.reference)
        answer = replace(answer, outcome=Outcome.PENDING)
    if payment.state == Payment.State.CAPTURED:
        return payment
    payment.reference = answer.reference or payment.reference
    payment.capture = answer.capture or payment.capture
    payment.url = answer.url
    if answer.outcome is Outcome.DECLINED and payment.state == Payment.State.STARTED:
        payment.state, payment.reason, payment.settled_at = Payment.State.DECLINED, answer.reason[:80], timezone.now()
        record(PROVIDER, "payment_declined", order)
    elif answer.outcome is Outcome.CAPTURED:
        payment.state, payment.settled_at = Payment.State.CAPTURED, timezone.now()
        payment.surplus = order.state != State.PLACED
    payment.save()
    if answer.outcome is Outcome.CAPTURED:
        _captured(order, payment)
    return payment


def _captured(order: Order, payment: Payment) -> None:
    record(PROVIDER, "payment_captured", order, amount=payment.amount, surplus=payment.surplus)
    if payment.surplus:
        refund(PROVIDER, payment, payment.amount, Refund.Why.SURPLUS)
        return
    move(order, State.PAID)
    who = replace(PROVIDER, learns=order.learns)
    for item in order.lines.values_list("item", flat=True):
        tell(who, "purchase", item, page="checkout")
    Order.objects.filter(pk=order.pk).update(learns="")


def paid_back(order: Order) -> int:
    """How much of an order went back or is going, in smallest units."""
    return Refund.objects.filter(payment__order=order).aggregate(Sum("amount"))["amount__sum"] or 0


def hear(provider: str, content: bytes, headers: "dict[str, str]") -> bool:
    """Take in a provider's message; whether it was about a payment of ours. Raises BadMessage."""
    from frontrow.web.shop.models import Heard

    if provider != settings.PAYMENTS:
        raise UserError(_("This house is not paid through them."))
    message = provider_named(provider).hear(content, headers)
    payment = message and Payment.objects.filter(key=message.key, provider=provider).select_related("order").first()
    if not message or not payment:
        return False
    with transaction.atomic():
        locked(payment.order)
        _row, fresh = Heard.objects.get_or_create(provider=provider, message=message.id)
        if fresh and message.answer:
            settle(payment, message.answer)
    return True
