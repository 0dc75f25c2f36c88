"""Delivery, times and payment, as they are where the visitor's parcel would go."""

from babel import Locale
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frontrow.language.desk import Topic
from frontrow.web.desk.answers.said import Cite, Said
from frontrow.web.desk.answers.written import answer, fact
from frontrow.web.desk.sight import Sight
from frontrow.web.shop.models import TaxRate, Variant
from frontrow.web.templatetags.frontrow import BABEL, amount


def delivery(sight: Sight, topic: Topic) -> Said | None:
    """What delivery costs to the country she names, else in her market, and where parcels go."""
    if sight.country:
        return _to(sight.country, topic)
    if sight.market is None:
        return None
    facts = {"place": sight.market, "price": amount(sight.market.delivery, sight.market.currency)}
    line = _("Delivery to %(place)s costs %(price)s an order; you choose another country in the bag.") % facts
    return Said([line, answer(topic)], [Cite(_("Bag"), reverse("bag")), fact(topic)], topic=topic.name)


def _to(country: str, topic: Topic) -> Said:
    """What delivery to a country costs, or that parcels do not go there."""
    place = Locale.parse(BABEL.get(get_language() or "en", "en")).territories.get(country, country)
    rate = TaxRate.objects.filter(country=country, market__open=True).select_related("market").first()
    if rate is None:
        return Said(
            [_("We do not deliver to %(place)s.") % {"place": place}, answer(topic)], [fact(topic)], topic=topic.name
        )
    facts = {"place": place, "price": amount(rate.market.delivery, rate.market.currency)}
    line = _("Delivery to %(place)s costs %(price)s an order; you choose the country in the bag.") % facts
    return Said([line], [Cite(_("Bag"), reverse("bag")), fact(topic)], topic=topic.name)


def days(sight: Sight, topic: Topic) -> Said | None:
    """How long the look she speaks of takes."""
    if sight.look is None:
        return None
    sold = Variant.objects.filter(look=sight.look, active=True)
    stock = [each.days for each in sold if each.supply == Variant.Supply.STOCK and each.stock]
    made = [each.days for each in sold if each.made and not each.colour]
    lines = []
    if stock:
        lines.append(_("%(look)s is sent from stock within %(days)s days.") % {"look": sight.look, "days": max(stock)})
    if made:
        facts = {"look": sight.look, "days": max(made)}
        lines.append(_("%(look)s made to measure is sent within %(days)s days.") % facts)
    cite = Cite(str(sight.look), sight.look.get_absolute_url())
    return Said(lines, [cite, fact(topic)], about=sight.look.slug, topic=topic.name) if lines else None


def payment(sight: Sight, topic: Topic) -> Said | None:
    """Whether money moves at all here."""
    if settings.PAYMENTS == "test":
        line = _("This house takes payments in test mode: no money moves.")
    else:
        line = _("You pay by card on the payment provider's own page; your card's number never comes to us.")
    return Said([line, answer(topic)], [fact(topic)], topic=topic.name)
