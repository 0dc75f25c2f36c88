"""What looks cost where the reader is, for pages that show many of them."""

from django.http import HttpRequest

from frontrow.web.season.models import Look
from frontrow.web.shop.models import Market, Price
from frontrow.web.shop.models.catalogue import MADE
from frontrow.web.shop.place import market_of

Shown = tuple[int, str]  # in the currency's smallest unit; the currency


def shown_price(request: HttpRequest, look: int) -> Shown | None:
    """The price that the look's own page opens with; None where it is not sold. All are read once a request."""
    known: dict[int, Shown] | None = getattr(request, "shown_prices", None)
    if known is None:
        known = shown_prices(market_of(request))
        request.shown_prices = known  # type: ignore[attr-defined]
    return known.get(look)


def shown_prices(market: Market | None, look: Look | None = None) -> dict[int, Shown]:
    """Of all looks or one, by the look's number: the price of the first size, made to measure only where there is no
    other; as `offers` has them."""
    if market is None:
        return {}
    rows = Price.objects.filter(market=market, variant__active=True, variant__colour="")
    rows = rows.filter(variant__look=look) if look else rows
    plain: dict[int, Shown] = {}
    made: dict[int, Shown] = {}
    for look, size, amount in rows.order_by("variant__order", "variant_id").values_list(
        "variant__look", "variant__size", "amount"
    ):
        (made if size == MADE else plain).setdefault(look, (amount, market.currency))
    return made | plain
