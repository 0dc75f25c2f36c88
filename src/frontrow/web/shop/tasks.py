"""What the worker does for the shop: send mails, draw patterns. A task holds an order's number and nothing of hers."""

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from frontrow.errors import UserError
from frontrow.web.shop.models import Order
from frontrow.web.shop.states import State

log = logging.getLogger("frontrow.worker")
ATTEMPTS = 3
PAUSE = timedelta(minutes=5)


@task()
def mail_order(order_id: int, state: str, attempt: int = 1) -> str:
    """Tell the customer what became of her order; what does not go is tried again later."""
    from frontrow.web.shop.mail import mail

    order = Order.objects.filter(pk=order_id).first()
    if order is None or not order.email:
        return "gone"
    if state == State.PLACED and order.state != State.PLACED:
        return "paid meanwhile"
    try:
        mail(order, state)
    except Exception as error:  # whose own words may name her
        log.error("order %s: the mail did not go: %s", order.code, type(error).__name__)
        if attempt == ATTEMPTS:
            return "not sent"
        later = mail_order.using(priority=50, run_after=timezone.now() + attempt * PAUSE)
        later.enqueue(order_id, state, attempt + 1)
        return "later"
    return "sent"


@task()
def cut_order(order_id: int) -> str:
    """Draw the patterns of what is made to measure."""
    from frontrow.web.shop.cut import cut, erase

    order = Order.objects.filter(pk=order_id, state=State.PAID).first()
    if order is None:
        return "gone"
    count, measured = 0, order.lines.filter(measures__isnull=False)
    try:
        for line in measured.select_related("variant__look"):
            try:
                count += len(cut(line))
            except UserError as error:
                log.error("order %s cannot be cut: %s", order.code, error)
    finally:
        if not measured.all().exists():  # forgotten meanwhile, as a cancelled order's measurements are
            erase(order)
    return f"{count} files"
