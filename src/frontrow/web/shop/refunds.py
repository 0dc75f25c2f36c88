"""Money back: decided in one transaction, sent after it, and sent again until the provider says that it went."""

import logging
import secrets

from django.db import transaction
from django.utils import timezone

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.shop.models import Payment, Refund, Return
from frontrow.web.shop.payments import NoAnswer, provider_asked

log = logging.getLogger("frontrow.shop")


def refund(actor: Actor, payment: Payment, amount: int, why: Refund.Why, back: Return | None = None) -> Refund:
    """Decide that `amount` goes back, in the transaction that holds the order locked; it is sent after the commit."""
    gone = sum(payment.refunds.values_list("amount", flat=True))
    if amount <= 0 or gone + amount > payment.amount:
        raise ValueError(f"{amount} cannot go back of {payment.amount}, of which {gone} went already")
    made = Refund.objects.create(payment=payment, key=secrets.token_hex(16), amount=amount, why=why, back=back)
    record(actor, "refund", payment.order, amount=amount, currency=payment.currency, why=why.value)
    transaction.on_commit(lambda: send(made), robust=True)
    return made


def send(made: Refund) -> bool:
    """Ask the provider to send it; whether it went. A second asking with the same key sends nothing twice."""
    payment = made.payment
    try:
        reference = provider_asked(payment.provider).refund(payment.capture, made.key, made.amount, payment.currency)
    except NoAnswer as error:
        log.warning("order %s: the refund waits: %s", payment.order.code, error)
        return False
    waiting = Refund.objects.filter(pk=made.pk, state=Refund.State.ASKED)
    return bool(waiting.update(state=Refund.State.SENT, reference=reference, sent_at=timezone.now()))
