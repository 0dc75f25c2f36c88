"""Add and stop webhooks, and send one again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.keys.actions.make_key import may
from frontrow.web.keys.models import Event, Hook, Telling
from frontrow.web.keys.reach import checked
from frontrow.web.season.models import House

MOST = 10  # living hooks of one house


@transaction.atomic
def add_hook(actor: Actor, url: str, events: list[str], house: House | None) -> Hook:
    """Raises NotAllowed, OutOfReach, UserError."""
    may(actor, house)
    if not events or any(event not in Event.values for event in events):
        raise UserError(_("A webhook needs at least one thing that it is told of."))
    if Hook.objects.filter(house=house, stopped=None).count() >= MOST:
        raise UserError(_("There are %(most)d webhooks already; stop one that nobody listens to.") % {"most": MOST})
    hook = Hook.objects.create(url=checked(url), events=sorted(set(events)), house=house, by=actor.user)
    record(actor, "add_hook", f"hook:{hook.pk}", events=" ".join(hook.events), house=house.slug if house else None)
    return hook


@transaction.atomic
def stop_hook(actor: Actor, hook: Hook) -> None:
    """Nothing is sent there any more. Raises NotAllowed."""
    may(actor, hook.house)
    if Hook.objects.filter(pk=hook.pk, stopped=None).update(stopped=timezone.now()):
        record(actor, "stop_hook", f"hook:{hook.pk}")


@transaction.atomic
def send_again(actor: Actor, telling: Telling) -> None:
    """Send a message once more, under its old key. Raises NotAllowed, UserError while it is still being sent."""
    from frontrow.web.keys.tasks import send_telling

    may(actor, telling.hook.house)
    done = (Telling.State.SENT, Telling.State.GIVEN_UP)
    waiting = Telling.objects.filter(pk=telling.pk, state__in=done, hook__stopped=None)
    if not waiting.update(state=Telling.State.WAITING, tries=0, done=None):
        raise UserError(_("This message is still on its way, or its webhook is stopped."))
    record(actor, "send_again", f"telling:{telling.pk}")
    send_telling.using(priority=40).enqueue(telling.pk)
