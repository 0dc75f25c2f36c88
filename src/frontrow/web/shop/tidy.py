"""What the shop does by itself: asks again about payments, sends refunds that wait, gives up orders nobody paid."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.utils import timezone

from frontrow.web.shop.actions.cancel_order import lapse
from frontrow.web.shop.actions.pay import charge_of, settle
from frontrow.web.shop.models import Order, Payment, Refund
from frontrow.web.shop.payments import NoAnswer, provider_asked
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
            tidy()


def tidy() -> int:
    """One round; how many payments, refunds and orders came to their end. Doing it twice, or two at once, is safe.

    What goes wrong with one of them is logged, and the others go on."""
    asked = Refund.objects.filter(state=Refund.State.ASKED).select_related("payment__order")
    old = timezone.now() - ALONE
    waiting = Payment.objects.filter(state=Payment.State.STARTED, started_at__lt=old).select_related("order")
    done = sum(_tried(partial(send, made), made.payment.order) for made in asked)
    done += sum(_tried(partial(_ask, payment), payment.order) for payment in waiting)
    late = Order.objects.filter(state=State.PLACED, expires_at__lt=timezone.now())
    return done + sum(_tried(partial(_give_up, order), order) for order in late)


def _tried(what: Callable[[], bool], order: Order) -> bool:
    try:
        return what()
    except NoAnswer as error:
        log.warning("order %s: no answer: %s", order.code, error)
    except Exception:
        log.exception("order %s cannot be tidied", order.code)
    return False


def _ask(payment: Payment) -> bool:
    """Whether it is known now what became of a payment."""
    provider = provider_asked(payment.provider)
    ask = provider.look_up if payment.order.state == State.PLACED else provider.close
    return settle(payment, ask(charge_of(payment), payment.reference)).state != Payment.State.STARTED


def _give_up(order: Order) -> bool:
    return lapse(order).state != State.PLACED
