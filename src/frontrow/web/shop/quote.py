"""What a bag costs where it is to be delivered: the same sum on the page, in the order and on the bill."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from moneyed import Money

from frontrow.errors import UserError
from frontrow.web.season.models import Look
from frontrow.web.shop.models.catalogue import Market, Price, TaxRate, Variant
from frontrow.web.shop.models.kept import BagLine
from frontrow.web.shop.till import Taxed, as_money, taxed


@dataclass(frozen=True)
class QuotedLine:
    """bag: the line of the bag. unit: the price of one, and shown: of all, as pages show it, in smallest units. sum:
    of the whole line."""

    bag: BagLine
    unit: int
    sum: Taxed

    @property
    def variant(self) -> Variant:
        return self.bag.variant

    @property
    def quantity(self) -> int:
        return self.bag.quantity

    @property
    def shown(self) -> int:
        return self.unit * self.quantity


@dataclass(frozen=True)
class Quote:
    market: Market
    rate: TaxRate
    lines: tuple[QuotedLine, ...]
    delivery: Taxed

    @property
    def net(self) -> int:
        return sum(line.sum.net for line in self.lines) + self.delivery.net

    @property
    def tax(self) -> int:
        return sum(line.sum.tax for line in self.lines) + self.delivery.tax

    @property
    def total(self) -> int:
        return self.net + self.tax

    def money(self, amount: int) -> Money:
        return as_money(amount, self.market.currency)


def rate_for(country: str, region: str = "") -> TaxRate:
    """The tax of a place: its region's, else its country's. Raises UserError where nothing is delivered."""
    rates = TaxRate.objects.filter(country=country, market__open=True, region__in={region, ""})
    found = rates.select_related("market").order_by("-region").first()
    if found is None:
        raise UserError(_("We do not deliver there yet."))
    return found


def quote(lines: Sequence[BagLine], country: str, region: str = "") -> Quote:
    """What these lines cost, delivered there. Raises UserError where that is impossible, naming the look."""
    rate = rate_for(country, region)
    market = rate.market
    asked = Price.objects.filter(market=market, variant__in=[line.variant_id for line in lines])
    prices = dict(asked.filter(variant__look__in=Look.objects.shown()).values_list("variant", "amount"))
    quoted = []
    for line in lines:
        if line.variant_id not in prices or not line.variant.active:
            raise UserError(
                _("%(look)s in %(size)s is not sold there.") % {"look": line.look, "size": line.variant.size_text}
            )
        unit = prices[line.variant_id]
        quoted.append(QuotedLine(line, unit, taxed(unit * line.quantity, rate.percent, market.with_tax)))
    delivery = market.delivery if lines else 0
    return Quote(market, rate, tuple(quoted), taxed(delivery, rate.percent, market.with_tax))


def bag_of(holder: str) -> "list[BagLine]":
    """The lines of a bag, with what a page shows of them."""
    if not holder:
        return []
    return list(
        BagLine.objects.filter(holder=holder).select_related("variant__look__collection__house", "variant__look__asset")
    )
