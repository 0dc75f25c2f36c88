"""From a question to an answer: what is asked, which room knows, what is said, and what when nobody knows."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from frontrow.language.desk import Finding, Topic, topics
from frontrow.language.desk.wishing import wish
from frontrow.web.desk.answers import houses, looks, orders, people, programme, shop
from frontrow.web.desk.answers.said import Said
from frontrow.web.desk.answers.wishes import wishes
from frontrow.web.desk.answers.written import fact, written
from frontrow.web.desk.sight import LINK, Sight, plain
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


def answered(question: str, sight: Sight) -> Said:
    """The answer to a question, from facts alone; or that there is none, and who may know."""
    named = {topic.name: topic for topic in topics()}
    words = plain(question)
    finding = understanding().desk().find(words)
    if (sight.number or LINK.search(question)) and (not words or not finding.sure):
        finding = Finding("order-status", True, finding.confidence)
    asked = wish(question)
    wanted = len(asked.garments) + len(asked.occasions) + (asked.limit.most is not None) + len(asked.colours)
    if (
        (finding.topic == "recommend" and finding.sure)
        or asked.limit.most is not None
        or (not finding.sure and wanted >= 2)
    ):
        if (said := wishes(sight, question)) is not None:
            return said
        return written(named["recommend"])
    if not finding.sure:
        return refused(finding, named)
    topic = named[finding.topic]
    room = ROOMS.get(topic.live)
    return (room(sight, topic) if room else None) or written(topic)


def refused(finding: Finding, named: dict[str, Topic]) -> Said:
    """That it is not known; what may have been meant; a person."""
    near = [named[name] for name in (finding.topic, *finding.others) if named[name].group][:3]
    return Said(
        [_("That I do not know, and I do not guess. I answer about looks, shows, orders and your data.")],
        topic="",
        refused=True,
        hands=True,
        near=[fact(topic) for topic in near],
    )
