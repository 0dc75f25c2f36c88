"""What the shop does by itself: asks again about payments, sends refunds that wait, gives up orders nobody paid."""

import logging
import time
from datetime import timedelta

from django.utils import timezone

from frontrow.errors import UserError
from frontrow.web.shop.actions.cancel_order import lapse
from frontrow.web.shop.actions.pay import charge_of, settle
from frontrow.web.shop.models import Order, Payment, Refund
from frontrow.web.shop.payments import NoAnswer, provider_named
from frontrow.web.shop.refunds import send
from frontrow.web.shop.states import State

log = logging.getLogger("frontrow.shop")
PAUSE = 30.0  # seconds between two rounds
ALONE = timedelta(minutes=2)  # a payment that young is still being made


class Tidy:
    """Call it as often as you like; it looks at the clock."""

    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + PAUSE
            try:
                tidy()
            except UserError as error:
                log.error("the shop cannot be tidied: %s", error)


def tidy() -> int:
    """One round; how many payments, refunds and orders came to their end. Doing it twice, or two at once, is safe."""
    done = 0
    for made in Refund.objects.filter(state=Refund.State.ASKED).select_related("payment__order"):
        done += send(made)
    old = timezone.now() - ALONE
    open_payments = Payment.objects.filter(state=Payment.State.STARTED, started_at__lt=old)
    for payment in open_payments.select_related("order"):
        provider, gone = provider_named(payment.provider), payment.order.state != State.PLACED
        try:
            ask = provider.close if gone else provider.look_up
            done += settle(payment, ask(charge_of(payment), payment.reference)).state != Payment.State.STARTED
        except NoAnswer as error:
            log.warning("order %s: %s did not answer: %s", payment.order.code, payment.provider, error)
    late = Order.objects.filter(state=State.PLACED, expires_at__lt=timezone.now())
    for order in late:
        done += lapse(order).state != State.PLACED
    return done
