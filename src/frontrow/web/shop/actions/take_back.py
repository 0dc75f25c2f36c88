"""A customer sends something back; when it is here, it goes back into stock and its price to her."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.shop.models import Order, OrderLine, Payment, Refund, Return, ReturnLine
from frontrow.web.shop.refunds import refund
from frontrow.web.shop.states import State, WrongState, move
from frontrow.web.shop.stock import give_back
from frontrow.web.shop.whose import locked, needs_order

# 14 days from receiving it: directive 2011/83/EU, articles 9 and 16 (c), which leaves out what is made to measure.
# The house does not know when a parcel arrived, and gives it two weeks on the way.
IN_TIME = timedelta(days=28)


@transaction.atomic
def request_return(actor: Actor, order: Order, quantities: Mapping[int, int], key: str = "") -> Return:
    """Ask to send back so many of each line (by its id). Raises UserError naming what cannot come back."""
    order = locked(order)
    needs_order(actor, order, "shop.refund_order", key)
    if order.state != State.SHIPPED or order.shipped_at is None or timezone.now() > order.shipped_at + IN_TIME:
        raise WrongState(_("Only what was sent in the last four weeks can come back."))
    wanted = [(line, quantities[line.pk]) for line in order.lines.all() if quantities.get(line.pk, 0) > 0]
    if not wanted:
        raise UserError(_("Say what you send back."))
    for line, quantity in wanted:
        if line.made:
            raise UserError(_("%(look)s was made to measure and cannot come back.") % {"look": line.title})
        if quantity > returnable(line):
            raise UserError(_("More of %(look)s than you have cannot come back.") % {"look": line.title})
    back = Return.objects.create(order=order)
    ReturnLine.objects.bulk_create(ReturnLine(back=back, line=line, quantity=n) for line, n in wanted)
    record(actor, "request_return", order, pieces=sum(n for _line, n in wanted))
    return back


@transaction.atomic
def receive_return(actor: Actor, back: Return, restock: bool = True) -> Refund | None:
    """A parcel is here: its price goes back, with `restock` its pieces into stock; None when it was here already."""
    actor.needs("shop.refund_order")
    order = locked(back.order)
    back = Return.objects.select_for_update().get(pk=back.pk)
    if back.state == Return.State.RECEIVED:
        return None
    back.state, back.received_at = Return.State.RECEIVED, timezone.now()
    back.save(update_fields=["state", "received_at"])
    lines = list(back.lines.select_related("line__variant"))
    if restock:
        give_back((one.line.variant, one.quantity) for one in lines)
    amount = sum(worth(one) for one in lines)
    payment = order.payments.get(state=Payment.State.CAPTURED, surplus=False)
    record(actor, "receive_return", order, pieces=sum(one.quantity for one in lines), restock=restock)
    if order.state == State.SHIPPED and all(_gone(line) == line.quantity for line in order.lines.all()):
        move(order, State.RETURNED)
        amount += order.delivery_net + order.delivery_tax  # article 13 (1)
    return refund(actor, payment, amount, Refund.Why.RETURNED, back) if amount else None


def returnable(line: OrderLine) -> int:
    """How many of a line may still be sent back."""
    if line.made:
        return 0
    return line.quantity - (line.returned.aggregate(n=Sum("quantity"))["n"] or 0)


def worth(one: ReturnLine) -> int:
    """What goes back for it, in smallest units: the line's price in equal shares, the last taking what is left."""
    line = one.line
    before = line.returned.filter(pk__lt=one.pk).aggregate(n=Sum("quantity"))["n"] or 0
    return line.gross * (before + one.quantity) // line.quantity - line.gross * before // line.quantity


def _gone(line: OrderLine) -> int:
    received = line.returned.filter(back__state=Return.State.RECEIVED)
    return received.aggregate(n=Sum("quantity"))["n"] or 0
