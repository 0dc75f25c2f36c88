"""Say that something concluded is not true, or that it is after all."""

from django.db import transaction

from frontrow.recommend.people.denied import trait
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record, tell


@transaction.atomic
def deny(actor: Actor, facet: str, label: str, taken_back: bool = False) -> None:
    """Kept with what else the visitor did, so that export and erase find it; nothing without her consent."""
    record(actor, "deny", f"facet:{facet}", taken_back=taken_back)
    tell(actor, "dismiss", trait(facet, label), 0.0 if taken_back else None, "me")
