"""What the worker does for the shop: send mails, draw patterns. A task holds an order's number and nothing of hers."""

import logging

from django_tasks import task

from frontrow.errors import UserError
from frontrow.web.shop.models import Order
from frontrow.web.shop.states import State

log = logging.getLogger("frontrow.worker")


@task()
def mail_order(order_id: int, state: str) -> str:
    """Tell the customer what became of her order."""
    from frontrow.web.shop.mail import mail

    order = Order.objects.filter(pk=order_id).first()
    if order is None or not order.email:
        return "gone"
    if state == State.PLACED and order.state != State.PLACED:
        return "paid meanwhile"
    mail(order, state)
    return "sent"


@task()
def cut_order(order_id: int) -> str:
    """Draw the patterns of what is made to measure."""
    from frontrow.web.shop.cut import cut

    order = Order.objects.filter(pk=order_id, state=State.PAID).first()
    if order is None:
        return "gone"
    count = 0
    for line in order.lines.filter(measures__isnull=False).select_related("variant__look"):
        try:
            count += len(cut(line))
        except UserError as error:
            log.error("order %s cannot be cut: %s", order.code, error)
    return f"{count} files"
