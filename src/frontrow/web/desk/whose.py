"""Whose a talk is: the browser that began it, the account, or whoever holds the secret link of our letter."""

from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from frontrow.web.audit.actor import Actor, NotAllowed
from frontrow.web.desk.models import Talk

LONG = 100  # messages after which a new talk begins


def current(actor: Actor) -> Talk | None:
    """The talk this browser is in the middle of."""
    if not actor.holder:
        return None
    return Talk.objects.filter(holder=actor.holder).exclude(state=Talk.State.CLOSED).order_by("-last_at").first()


def is_own(actor: Actor, talk: Talk, key: str = "") -> bool:
    return bool(
        (actor.holder and actor.holder == talk.holder)
        or (actor.user is not None and actor.user.pk == talk.user_id)
        or (key and constant_time_compare(key, talk.key))
    )


def needs_own(actor: Actor, talk: Talk, key: str = "") -> None:
    """Raises NotAllowed for a talk that is not theirs."""
    if not is_own(actor, talk, key):
        raise NotAllowed(_("You may not do this."))
