"""Looks by a description and a price: what of the season has most of what was asked for, and why."""

from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frontrow.language.colours import colour as colour_word
from frontrow.language.desk.wishing import Suggestion, Wearable, Wish, suggest, unmet, wish
from frontrow.language.labels import listed
from frontrow.language.words import common
from frontrow.recommend.colour import word
from frontrow.web.desk.answers.said import Cite, Said, Shown
from frontrow.web.desk.sight import Sight
from frontrow.web.learning import catalogue
from frontrow.web.season.models import Look, Pattern
from frontrow.web.season.words import PRINTS, fabric_titles
from frontrow.web.shop.models import Market, Price
from frontrow.web.shop.models.catalogue import MADE
from frontrow.web.shop.till import as_money
from frontrow.web.templatetags.frontrow import money

OCCASIONS = {
    "beach": lambda: _("light cloth, %(weight)s g/m²"),
    "summer": lambda: _("light cloth, %(weight)s g/m²"),
    "winter": lambda: _("warm cloth, %(weight)s g/m²"),
    "wedding": lambda: _("dressed for a wedding"),
    "evening": lambda: _("for the evening"),
    "office": lambda: _("for the office"),
    "everyday": lambda: _("for every day"),
}


def wishes(sight: Sight, question: str) -> Said | None:
    """Up to three looks; None when the question names nothing that looks have."""
    asked = wish(question)
    if not asked:
        return None
    market = _market(asked, sight.market)
    worn = _wearables(market)
    found = suggest(asked, question, list(worn.values()))
    looks = {look.slug: look for look in Look.objects.shown().select_related("collection__house")}
    found = [each for each in found if each.slug in looks]
    most = money(Decimal(str(asked.limit.most)), market.currency) if asked.limit.most and market else ""
    if not found:
        return Said([_("Nothing in this season is like that.")], topic="recommend", refused=True, hands=True)
    lines = []
    if not found[0].within:
        price = money(Decimal(str(worn[found[0].slug].price)), market.currency) if market else ""
        facts = {"limit": most or price, "look": looks[found[0].slug], "price": price}
        lines.append(_("Nothing like that is within %(limit)s. The nearest is %(look)s at %(price)s.") % facts)
    elif most:
        lines.append(_("Within %(limit)s, from this season:") % {"limit": most})
    else:
        lines.append(_("From this season:"))
    if missed := unmet(asked, question, found):
        lines.insert(0, _("Of what you wish, none of these has: %(missed)s.") % {"missed": _together(missed)})
    cites = [
        Cite(f"{looks[each.slug]}, {looks[each.slug].house}", looks[each.slug].get_absolute_url()) for each in found
    ]
    shown = [Shown(each.slug, _why(each, worn[each.slug])) for each in found]
    return Said(lines, cites, looks=shown, about=found[0].slug, topic="recommend")


def _market(asked: Wish, hers: Market | None) -> Market | None:
    """Where her limit is meant: the market of the currency that she names, else her own."""
    named = Market.objects.filter(open=True, currency=asked.limit.currency).first() if asked.limit.currency else None
    return named or hers


def _wearables(market: Market | None) -> dict[str, Wearable]:
    prices: dict[str, float] = {}
    for price in (
        Price.objects.filter(market=market, variant__active=True, variant__colour="")
        .exclude(variant__size=MADE)
        .select_related("variant__look", "market")
    ):
        slug, amount = price.variant.look.slug, float(as_money(price.amount, price.market.currency).amount)
        prices[slug] = min(amount, prices.get(slug, amount))
    titles = fabric_titles()
    return {
        item.id: Wearable(
            slug=item.id,
            garments=item.garments,
            fabrics=tuple(f"{name} {titles.get(name, '')}".lower() for name in item.fabrics),
            prints=item.prints,
            colours=tuple(dict.fromkeys(word(each) for each in item.colors)),
            weight=item.densities[-1] if item.densities else None,
            price=prices.get(item.id),
            text=item.text,
        )
        for item in catalogue()
    }


def _together(words: list[str]) -> str:
    return ("、" if (get_language() or "").startswith("zh") else ", ").join(f"“{word}”" for word in words)


def _why(found: Suggestion, look: Wearable) -> str:
    """What of the wish the look has, in the reader's words."""
    locale = "zh-hans" if (get_language() or "").startswith("zh") else "en"
    garments = {pattern.slug: common(str(pattern)) for pattern in Pattern.objects.filter(slug__in=look.garments)}
    said = []
    for kind, name in found.because:
        if kind == "garment":
            said.append(garments.get(name, name))
        elif kind == "colour":
            said.append(colour_word(name, locale))
        elif kind == "print":
            said.append(str(PRINTS.get(name, name)))
        elif kind == "fabric":
            said.append(next((_cloth(each) for each in look.fabrics if name in each), name))
        else:
            said.append(OCCASIONS[name]() % {"weight": round(look.weight or 0)})
    return listed(list(dict.fromkeys(said)), locale)


def _cloth(told: str) -> str:
    """The title of a cloth, without the name of its file before it."""
    return told.partition(" ")[2] or told
