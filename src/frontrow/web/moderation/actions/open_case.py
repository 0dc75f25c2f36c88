"""Put a piece before a moderator."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import get_language

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import named, record
from frontrow.web.moderation.models import OPEN, Case


@transaction.atomic
def open_case(
    actor: Actor,
    kind: str,
    target: models.Model | str,
    *,
    title: str,
    url: str,
    reasons: list[dict[str, Any]],
    excerpt: str = "",
    picture: str = "",
    house: Any = None,
) -> Case:
    """The open case of `target`: a new one, or the one that waits already, with these reasons.

    actor: whose piece it is, or the house itself for what nobody in particular brought. reasons: [{"code": …,
    "weight": 0 to 1, "words": a string or `words.in_each(lazy)`}]. url: a page that a moderator may see.
    """
    facts = {
        "kind": kind,
        "title": title[:200],
        "url": url,
        "reasons": reasons,
        "excerpt": excerpt[:1000],
        "picture": picture,
        "author": actor.user,
        "house": house,
        "language": get_language() or "en",
    }
    case = Case.objects.select_for_update().filter(target=named(target), state__in=OPEN).first()
    if case is None:
        case = Case.objects.create(target=named(target), **facts)
    else:
        for name, value in facts.items():
            setattr(case, name, value)
        case.save()
    record(actor, "open_case", case.target, case=case.pk, reasons=",".join(str(r["code"]) for r in reasons)[:200])
    return case
