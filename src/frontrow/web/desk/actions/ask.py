"""A visitor asks: what she wrote is kept with the answer, or waits for the person who was asked before."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor, NotAllowed
from frontrow.web.audit.record import record
from frontrow.web.desk.answers.said import Said
from frontrow.web.desk.models import LONGEST, Message, Talk
from frontrow.web.desk.sight import without_secrets
from frontrow.web.desk.whose import LONG, current, needs_own


def readable(question: str) -> str:
    """The question without what cannot be seen. Raises UserError: empty, or too long."""
    text = "".join(sign for sign in question if sign.isprintable() or sign == "\n").strip()
    if not text:
        raise UserError(_("Write your question first."))
    if len(text) > LONGEST:
        raise UserError(_("Please ask in at most %(most)s characters.") % {"most": LONGEST})
    return text


@transaction.atomic
def ask(actor: Actor, question: str, said: Said | None, language: str, talk: Talk | None = None, key: str = "") -> Talk:
    """Keep a question and its answer; without a talk, in this browser's own or a new one.

    said: None while a person answers. Raises UserError for an empty or overlong question, NotAllowed for a talk that is
    somebody else's.
    """
    text = without_secrets(readable(question))
    talk = talk or current(actor)
    if talk is not None:
        needs_own(actor, talk, key)
        talk = Talk.objects.select_for_update().get(pk=talk.pk)
    elif not actor.holder:
        raise NotAllowed(_("You may not do this."))
    if talk is None or (not talk.with_people and talk.messages.count() >= LONG):
        talk = Talk.objects.create(holder=actor.holder, user=actor.user, language=language)
    talk.messages.create(who=Message.Who.VISITOR, text=text)
    if talk.with_people or said is None:
        talk.waits_since = talk.waits_since or timezone.now()
        talk.state = Talk.State.WAITING
    else:
        talk.messages.create(
            who=Message.Who.DESK, text=said.text, topic=said.topic, data=said.plain | {"language": language}
        )
        talk.about = said.about or talk.about
        talk.state = Talk.State.DESK
    talk.language, talk.last_at = language, timezone.now()
    talk.save()
    record(actor, "ask_desk", talk, topic=said.topic if said else "", refused=bool(said and said.refused))
    return talk
