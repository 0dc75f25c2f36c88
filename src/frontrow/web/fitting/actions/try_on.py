"""Ask for a look on one's own body."""

from typing import Any

from django.db import transaction

from frontrow.body import Measurements
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record, tell
from frontrow.web.fitting.room import Room
from frontrow.web.fitting.spec import worn_by
from frontrow.web.season.models import Look


def try_on(actor: Actor, room: Room, look: Look, size: str, measures: dict[str, Any], address: str = "") -> str:
    """Have `look` draped in `size` on the body with these measures; returns the key to it.

    What is written down is that the look was tried on, and nothing of her: neither who she is, nor her measures, nor
    the size. Raises Full, and UserError for measures that are too few or no adult's.
    """
    Measurements(**measures).targets()
    with transaction.atomic():
        key = room.ask(worn_by(look, size, measures), address)
        record(Actor(actor.kind), "try_on", look)
        tell(actor, "try_on", look.slug, page="fitting")
    return key
