"""Write down who a sponsor is."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.people.models import Role
from frontrow.web.sponsors.models import Sponsor


@transaction.atomic
def save_sponsor(actor: Actor, sponsor: Sponsor) -> Sponsor:
    """Raises NotAllowed; ValidationError."""
    actor.must(Role.ORGANISER)
    sponsor.full_clean()
    sponsor.save()
    record(actor, "save_sponsor", sponsor)
    return sponsor
