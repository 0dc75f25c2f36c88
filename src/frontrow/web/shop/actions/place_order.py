"""Turn a bag into an order: prices frozen, stock taken, the bag emptied; once for each checkout form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.shop.models import BagLine, Order, OrderLine
from frontrow.web.shop.quote import Quote, QuotedLine, quote
from frontrow.web.shop.states import announce
from frontrow.web.shop.stock import take

TO_PAY = timedelta(hours=1)  # how long stock is kept for an order that is not paid


@dataclass(frozen=True)
class Checkout:
    """What the checkout form says. once: the form's own random token. total: what the page said it costs, in smallest
    units. measures: metres by name, for each bag line (its id) that is made to measure. address: its lines by name.
    """

    once: str
    email: str
    name: str
    country: str
    address: Mapping[str, Any]
    region: str = ""
    phone: str = ""
    language: str = "en"
    total: int | None = None
    measures: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)


@transaction.atomic
def place_order(actor: Actor, form: Checkout) -> Order:
    """The order for what is in the actor's bag. The same form again, however often, is the same order.

    Raises UserError: nothing in the bag, not sold there, sold out, or another price than the page said.
    """
    if not actor.holder or not form.once:
        raise UserError(_("Your bag is empty."))
    # The lines stay locked till the end: another tab waits here, and then finds the bag empty.
    lines = list(
        BagLine.objects.select_for_update(of=("self",))
        .filter(holder=actor.holder)
        .select_related("variant__look__collection__house")
    )
    if placed := Order.objects.filter(once=form.once, holder=actor.holder).first():
        return placed
    if not lines:
        raise UserError(_("Your bag is empty."))
    asked = quote(lines, form.country, form.region)
    if form.total is not None and form.total != asked.total:
        raise UserError(_("A price changed meanwhile; please look at your order again."))
    take((line.variant, line.quantity) for line in lines)
    order = _order(actor, form, asked)
    OrderLine.objects.bulk_create(_line(order, line, form) for line in asked.lines)
    BagLine.objects.filter(pk__in=[line.pk for line in lines]).delete()
    record(actor, "place_order", order, lines=len(lines), total=order.total, currency=order.currency)
    announce(order, "")
    return order


def _order(actor: Actor, form: Checkout, asked: Quote) -> Order:
    return Order.objects.create(
        once=form.once,
        holder=actor.holder,
        user=actor.user,
        learns=actor.learns,
        market=asked.market,
        currency=asked.market.currency,
        language=form.language,
        email=form.email,
        phone=form.phone,
        name=form.name,
        address=dict(form.address),
        country=form.country,
        region=form.region,
        tax_name=asked.rate.name,
        tax_percent=asked.rate.percent,
        delivery_net=asked.delivery.net,
        delivery_tax=asked.delivery.tax,
        net=asked.net,
        tax=asked.tax,
        expires_at=timezone.now() + TO_PAY,
    )


def _line(order: Order, line: QuotedLine, form: Checkout) -> OrderLine:
    variant = line.variant
    measures = form.measures.get(line.bag.pk) if variant.made else None
    if variant.made and not measures:
        raise UserError(_("%(look)s is made to measure: give your measurements.") % {"look": variant.look})
    return OrderLine(
        order=order,
        variant=variant,
        item=variant.look.slug,
        sku=variant.sku,
        title=variant.look.title,
        house=variant.look.house.name,
        size=variant.size,
        colour=variant.colour,
        colour_name=variant.colour_name,
        quantity=line.quantity,
        unit=line.unit,
        net=line.sum.net,
        tax=line.sum.tax,
        measures=dict(measures) if measures else None,
    )
