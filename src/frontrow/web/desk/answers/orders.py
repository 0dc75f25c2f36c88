"""Where an order is: told only of orders of this browser, of this account, or behind the secret link."""

from datetime import timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from frontrow.language.desk import Topic
from frontrow.web.desk.answers.said import Cite, Said
from frontrow.web.desk.sight import Sight
from frontrow.web.shop.models import Order
from frontrow.web.shop.personal import orders_of
from frontrow.web.shop.states import State

MOST = 3
LENGTH, EXAMPLE = 8, "7K3M9QXA"


def order(sight: Sight, topic: Topic) -> Said | None:
    """How her orders stand. An order that is not hers and one that is not there are answered alike."""
    own = sorted(orders_of(sight.actor), key=lambda each: each.placed_at, reverse=True)
    if sight.order is not None:
        own = [sight.order, *(each for each in own if each.pk != sight.order.pk)]
        own = own[:1]
    if sight.number:
        own = [each for each in own if each.code == sight.number]
        if not own:
            words = _(
                "I find no order %(number)s of this browser or your account. "
                "Open the link in our mail and ask again there, or sign in."
            )
            form = _("Our numbers are of %(count)s letters and digits, such as %(example)s.")
            return Said(
                [words % {"number": sight.number}, form % {"count": LENGTH, "example": EXAMPLE}],
                [Cite(_("My orders"), reverse("account"))],
                topic=topic.name,
                hands=True,
            )
    if not own:
        return None
    cites = [Cite(_("Order %(number)s") % {"number": each.code}, _link(each)) for each in own[:MOST]]
    return Said([_told(each) for each in own[:MOST]], cites, topic=topic.name, hands=True)


def _told(order: Order) -> str:
    facts = {"number": order.code, "placed": date_format(order.placed_at, "DATE_FORMAT")}
    if order.state == State.SHIPPED:
        facts["sent"] = date_format(order.shipped_at or order.placed_at, "DATE_FORMAT")
        line = _("Order %(number)s is on its way; it was sent on %(sent)s.") % facts
        if order.tracking:
            line += " " + _("Its parcel number is %(parcel)s.") % {"parcel": order.tracking}
        return line
    if order.state == State.PAID:
        days = max((line.variant.days for line in order.lines.select_related("variant") if line.variant), default=0)
        until = (order.paid_at or order.placed_at) + timedelta(days=days)
        facts["until"] = date_format(until, "DATE_FORMAT")
        return _("Order %(number)s is paid and is being prepared; it is sent by %(until)s.") % facts
    if order.state == State.PLACED:
        return _("Order %(number)s of %(placed)s is not paid yet; its page takes the payment.") % facts
    facts["state"] = order.get_state_display()
    return _("Order %(number)s of %(placed)s: %(state)s.") % facts


def _link(order: Order) -> str:
    """A secret link is not kept with the talk: her own orders are found again by their number."""
    return f"order:{order.code}"
