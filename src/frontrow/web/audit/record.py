"""How every change of state is written down: check, do, `record`, `tell`, inside one transaction."""

import logging
import time
from typing import Any

from django.db import models, transaction

from frontrow.recommend import Interaction, StoreFull
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.models import AuditRow
from frontrow.web.learning import store

log = logging.getLogger("frontrow.audit")
Fact = str | int | bool | None


def record(actor: Actor, action: str, target: models.Model | str, **facts: Fact) -> AuditRow:
    """Add the row that says `actor` did `action` to `target`.

    facts: what changed, in short plain values; never a name, an address, a measurement. Raises RuntimeError outside
    a transaction: a row that is kept although its change was rolled back would be a lie.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{action} is written down outside the transaction that does it")
    return AuditRow.objects.create(
        kind=actor.kind.value, by=actor.user, action=action, target=named(target), facts=facts
    )


def unname(target: str) -> None:
    """Forget what a thing was called: the rows about it keep its kind alone. For names made of somebody's own words."""
    AuditRow.objects.filter(target=target).update(target=f"{target.partition(':')[0]}:erased")


def tell(actor: Actor, event: str, item: str, value: float | None = None, page: str | None = None) -> None:
    """Tell the recommender, after the commit, and only while the visitor agrees to be remembered."""
    if not actor.learns:
        return
    interaction = Interaction(actor.learns, item, event, time.time(), value, page)

    def send() -> None:
        try:
            store().append([interaction])
        except StoreFull:
            log.warning("the event store is full; one %s was not learnt from", event)

    transaction.on_commit(send, robust=True)


def named(target: models.Model | str) -> str:
    """A thing's kind and its own name: "look:ondo-01", "order:7K3M9QXA"."""
    if isinstance(target, str):
        return target
    kept: Any = next((value for name in NAMES if (value := getattr(target, name, None))), target.pk)
    return f"{target._meta.model_name}:{kept}"


NAMES = ("slug", "sku", "code")
