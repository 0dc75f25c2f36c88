"""A look's own facts: sizes, fabric, care, price, colours, stock."""

from collections.abc import Callable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frontrow.language.desk import Topic
from frontrow.language.labels import listed
from frontrow.web.desk.answers.said import Cite, Said
from frontrow.web.desk.answers.written import answer, fact
from frontrow.web.desk.sight import Sight
from frontrow.web.season.facts import garment_facts
from frontrow.web.season.models import Look
from frontrow.web.shop.offers import offers, other_colours
from frontrow.web.templatetags.frontrow import amount

Lines = Callable[[Look, Sight], list[str]]


def _of(lines: Lines, also: bool = False) -> Callable[[Sight, Topic], Said | None]:
    """A room that answers from the look that is spoken of. also: with what is written beside it."""

    def room(sight: Sight, topic: Topic) -> Said | None:
        if sight.look is None or not (found := lines(sight.look, sight)):
            return None
        look = sight.look
        more = [answer(topic)] if also else []
        cites = [Cite(f"{look}, {look.house}", look.get_absolute_url()), *([fact(topic)] if also else [])]
        return Said([*found, *more], cites, about=look.slug, topic=topic.name)

    return room


def _sizes(look: Look, sight: Sight) -> list[str]:
    there = [offer.size for offer in offers(look, sight.market) if not offer.made and offer.available]
    if not there:
        return []
    return [_("%(look)s is there in %(sizes)s.") % {"look": look, "sizes": _list(there)}]


def _fabric(look: Look, sight: Sight) -> list[str]:
    form = _("%(garment)s: %(fabric)s, %(made)s, %(weight)s g/m².")
    return [
        form % {"garment": each.title, "fabric": each.fabric, "made": each.composition, "weight": each.density}
        for each in garment_facts(look, _report(look))
        if each.composition
    ]


def _care(look: Look, sight: Sight) -> list[str]:
    facts = garment_facts(look, _report(look))
    return [_("%(garment)s: %(care)s.") % {"garment": each.title, "care": each.care} for each in facts if each.care]


def _price(look: Look, sight: Sight) -> list[str]:
    sold = offers(look, sight.market)
    plain = next((each for each in sold if not each.made), None)
    made = next((each for each in sold if each.made), None)
    lines = []
    if plain and sight.market:
        facts = {"look": look, "price": amount(plain.amount, plain.currency)}
        with_tax = _("%(look)s costs %(price)s, tax included.")
        lines.append((with_tax if sight.market.with_tax else _("%(look)s costs %(price)s; tax is added.")) % facts)
    if made:
        lines.append(_("Made to measure it costs %(price)s.") % {"price": amount(made.amount, made.currency)})
    return lines


def _colours(look: Look, sight: Sight) -> list[str]:
    found = [each for each in other_colours(look, sight.market) if each.color]
    if not found:
        return [_("%(look)s is sold as it walks, in no other colour.") % {"look": look}]
    facts = {"look": look, "colours": _list([each.title for each in found]), "days": found[0].days}
    return [_("%(look)s is also made in %(colours)s, and sent within %(days)s days.") % facts]


def _stock(look: Look, sight: Sight) -> list[str]:
    sold = offers(look, sight.market)
    there = [each.size for each in sold if each.available and not each.made]
    gone = [each.size for each in sold if not each.available]
    lines = []
    if there:
        lines.append(_("Of %(look)s there is stock in %(sizes)s.") % {"look": look, "sizes": _list(there)})
    if gone:
        lines.append(_("Sold out: %(sizes)s.") % {"sizes": _list(gone)})
    return lines


def _list(words: list[str]) -> str:
    return listed(words, "zh-hans" if (get_language() or "").startswith("zh") else "en")


def _report(look: Look) -> dict[str, object]:
    asset = getattr(look, "asset", None)
    return asset.report if asset else {}


sizes = _of(_sizes, also=True)
fabric = _of(_fabric)
care = _of(_care)
price = _of(_price)
colours = _of(_colours)
stock = _of(_stock)
