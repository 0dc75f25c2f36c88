"""A person at the desk answers: on the visitor's page, and by letter where she left an address."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web import letters
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.desk.models import Message, Talk
from frontrow.web.people.models import Role

LONGEST = 5_000


@transaction.atomic
def reply(actor: Actor, talk: Talk, text: str) -> Message:
    """Answer a talk. Raises UserError: empty, too long, or the talk is closed; NotAllowed: not of the desk."""
    actor.must(Role.MODERATOR)
    talk = Talk.objects.select_for_update().get(pk=talk.pk)
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise UserError(_("Write the answer first."))
    if len(text) > LONGEST:
        raise UserError(_("Please answer in at most %(most)s characters.") % {"most": LONGEST})
    if talk.state == Talk.State.CLOSED:
        raise UserError(_("The talk is closed."))
    said = talk.messages.create(who=Message.Who.PERSON, by=actor.user, text=text)
    talk.state, talk.waits_since, talk.last_at = Talk.State.ANSWERED, None, timezone.now()
    talk.taken_by = talk.taken_by or actor.user
    talk.told_at = None  # who hands it over again is told of again
    talk.save()
    record(actor, "reply", talk, letter=bool(talk.email))
    if talk.email:
        with translation.override(talk.language):
            page = talk.get_absolute_url()
        letters.post("desk/answer", talk.email, talk.language, {"text": text, "page": page})
    return said
