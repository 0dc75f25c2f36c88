"""A visitor says how well she was served."""

from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.desk.models import Talk
from frontrow.web.desk.whose import needs_own


@transaction.atomic
def rate(actor: Actor, talk: Talk, stars: int, key: str = "") -> Talk:
    """stars: 1 (badly) to 5 (very well). Raises UserError otherwise; NotAllowed: somebody else's talk."""
    needs_own(actor, talk, key)
    if not 1 <= stars <= 5:
        raise UserError(_("Choose from 1 to 5."))
    talk.rating = stars
    talk.save(update_fields=["rating"])
    record(actor, "rate", talk, stars=stars)
    return talk
