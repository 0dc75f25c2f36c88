"""Somebody says that an offer is wrong: a moderator looks at it again, with the report as the reason."""

from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import HOUSE, Actor, NotAllowed
from frontrow.web.audit.record import record
from frontrow.web.commons.models import Offer, State
from frontrow.web.commons.review import ask

LONGEST = 500


@transaction.atomic
def report(actor: Actor, offer: Offer, words: str) -> None:
    """Raises NotAllowed without an account; UserError when nothing is said or there is nothing to look at."""
    if actor.user is None:
        raise NotAllowed(_("Sign in to report something."))
    words = " ".join(words.split())[:LONGEST]
    if not words:
        raise UserError(_("Say in a sentence what is wrong."))
    if offer.state != State.OPEN:
        raise UserError(_("This is not in the commons any more."))
    record(actor, "report_offer", offer)
    ask(offer, HOUSE, words)
