"""Mails about an order, in the language it was placed in; sent by the worker, once for each move."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from frontrow.web.shop.actions.pay import paid_back
from frontrow.web.shop.address import written
from frontrow.web.shop.models import Order
from frontrow.web.shop.seller import seller
from frontrow.web.shop.states import State

WHILE = timedelta(minutes=2)  # in which most orders are paid


def moved(order: Order, was: str, now: str, **_others: Any) -> None:
    """Hears every move of an order, once. Of a new one it tells after a while, and only if nobody paid by then."""
    from frontrow.web.shop.tasks import mail_order

    later = timezone.now() + WHILE if now == State.PLACED else None
    mail_order.using(priority=50, run_after=later).enqueue(order.pk, str(now))


def mail(order: Order, state: str) -> int:
    """Send the mail that says what became of the order; how many went."""
    with translation.override(order.language):
        subject = {
            State.PLACED: _("Your order %(code)s waits to be paid"),
            State.PAID: _("Thank you: your order %(code)s"),
            State.SHIPPED: _("Your order %(code)s is on its way"),
            State.RETURNED: _("Your order %(code)s is back with us"),
            State.CANCELLED: _("Your order %(code)s is cancelled"),
        }[State(state)] % {"code": order.code}
        context = {
            "order": order,
            "state": state,
            "lines": list(order.lines.all()),
            "address": written(order.address, order.name),
            "seller": seller(),
            "refunded": paid_back(order),
            "link": f"{settings.SITE.rstrip('/')}{order.get_absolute_url()}",
        }
        text = render_to_string("shop/mail.txt", context)
    return EmailMessage(subject, text.strip() + "\n", to=[order.email]).send()
