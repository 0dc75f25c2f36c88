"""Ask to be told by letter: it begins with one that its reader confirms."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from frontrow.web import letters
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.reach.models import Reminder
from frontrow.web.shows.models import Show

AGAIN = timedelta(hours=1)  # before a letter that was not confirmed is written again
A_DAY = 4  # letters at most to an address that confirms none of them


@transaction.atomic
def ask_by_mail(actor: Actor, show: Show, email: str, every: bool, language: str, zone: str) -> None:
    """Says nothing of whether the address was known: that would tell strangers. Who confirmed before is written to no
    more now; she has what she asked for."""
    email = email.strip().lower()
    digest = Reminder.digest_of(show, email)
    wish = {"every": every, "language": language, "zone": zone}
    found = Reminder.objects.select_for_update().filter(digest=digest).first()
    if found and found.confirmed:
        if actor.holder and found.holder == actor.holder:
            Reminder.objects.filter(pk=found.pk).update(**wish)
            record(actor, "change_reminder", found, show=show.slug)
        return
    if found and found.asked > timezone.now() - AGAIN:  # the letter is on its way; what she wants now is what counts
        Reminder.objects.filter(pk=found.pk).update(**wish)
        record(actor, "change_reminder", found, show=show.slug)
        return
    asleep = Reminder.objects.filter(email=email, confirmed=None, asked__gt=timezone.now() - timedelta(days=1))
    if asleep.count() >= A_DAY:
        return
    if found:
        found.delete()
    reminder = Reminder.objects.create(
        show=show, by=Reminder.By.MAIL, digest=digest, email=email, holder=actor.holder, user=actor.user, **wish
    )
    record(actor, "ask_reminder", reminder, show=show.slug, by="mail")
    facts = {"show": str(show), "link": reminder.get_absolute_url(), "every": every}
    letters.post("reach/confirm", email, language, facts)
