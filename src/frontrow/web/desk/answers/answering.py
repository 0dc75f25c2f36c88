"""From a question to an answer: what is asked, which room knows, what is said, and what when nobody knows."""

import re
from collections.abc import Callable
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from frontrow.language.desk import Finding, Topic, topics
from frontrow.language.desk.wishing import Wish, is_wish, wish
from frontrow.web.desk.answers import houses, looks, orders, people, programme, shop
from frontrow.web.desk.answers.said import Cite, Said
from frontrow.web.desk.answers.wishes import wishes
from frontrow.web.desk.answers.written import fact, written
from frontrow.web.desk.sight import LINK, Sight
from frontrow.web.desk.understanding import understanding

ROOMS: dict[str, Callable[[Sight, Topic], Said | None]] = {
    "order": orders.order,
    "delivery": shop.delivery,
    "days": shop.days,
    "payment": shop.payment,
    "sizes": looks.sizes,
    "fabric": looks.fabric,
    "care": looks.care,
    "price": looks.price,
    "colours": looks.colours,
    "stock": looks.stock,
    "schedule": programme.programme,
    "houses": houses.houses,
    "person": people.person,
}
OF_A_LOOK = {"sizes", "fabric", "care", "price", "colours", "stock", "days"}
SENDING = re.compile(  # words of sending, in the languages that are asked in
    r"\b(?:ship|deliver|postage|parcel|envia|enviá|envío|entreg|livr|expédi|liefer|versand|versend|schick|spedi|доставк)|"
    r"配送|送货|送到|寄|运费|邮费|发货|送料|発送|届け",
    re.I,
)


def answered(question: str, sight: Sight) -> Said:
    """The answer to a question, from facts alone; or that there is none, and who may know."""
    named = {topic.name: topic for topic in topics()}
    if sight.missing:
        line = _("There is no look “%(name)s” in this season.") % {"name": sight.missing}
        return Said([line], [Cite(_("Houses"), reverse("front") + "#houses")], topic="houses")
    words = sight.words
    finding = understanding().desk().find(words)
    if (sight.number or LINK.search(question)) and (not words or not finding.sure or finding.topic == "buying"):
        finding = Finding("order-status", True, finding.confidence)
    sending = SENDING.search(words) or (_short(words) and not finding.sure)  # "and to Brazil?"
    if sight.country and sending and (not finding.sure or named[finding.topic].group != "orders"):
        finding = Finding("delivery", True, finding.confidence)
    asked = wish(question)
    wanted = len(asked.garments) + len(asked.occasions) + (asked.limit.most is not None) + len(asked.colours)
    if (
        (finding.topic == "recommend" and finding.sure)
        or asked.limit.most is not None
        or (not finding.sure and wanted >= 2)
        or (not sight.named and is_wish(words))
        or (finding.sure and named[finding.topic].live in OF_A_LOOK and _other(sight, asked))
    ):
        if (said := wishes(sight, question)) is not None:
            return said
        return written(named["recommend"])
    if not finding.sure and sight.named and finding.near:
        near = (name for name in (finding.topic, *finding.others) if named[name].live in OF_A_LOOK)
        finding = replace(finding, topic=of_it, sure=True) if (of_it := next(near, "")) else finding
    if not finding.sure and sight.look and finding.near and named[finding.topic].live in OF_A_LOOK:
        finding = replace(finding, sure=True)  # "M码还有吗" on its page can hardly be meant otherwise
    if not finding.sure and sight.named and (said := houses.houses(replace(sight, house=None), named["houses"])):
        return said
    if not finding.sure:
        return refused(finding, named)
    topic = named[finding.topic]
    room = ROOMS.get(topic.live)
    return (room(sight, topic) if room else None) or written(topic)


def _short(words: str) -> bool:
    """Whether a question is hardly more than one name."""
    return len(words.split()) <= 3 and len(words) <= (24 if words.isascii() else 8)


def _other(sight: Sight, asked: Wish) -> bool:
    """Whether a garment is asked about that the look spoken of has not."""
    if sight.look is None or sight.named or not asked.garments:
        return False
    return not set(asked.garments) & {each.pattern.slug for each in sight.look.garments.all()}


def refused(finding: Finding, named: dict[str, Topic]) -> Said:
    """That it is not known; what may have been meant; a person."""
    names = (finding.topic, *finding.others) if finding.near else ()
    near = [named[name] for name in names if named[name].group][:3]
    return Said(
        [_("That I do not know, and I do not guess. I answer about looks, shows, orders and your data.")],
        topic="",
        refused=True,
        hands=True,
        near=[fact(topic) for topic in near],
    )
