"""Write down who a sponsor is."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.people.models import Role
from frontrow.web.slugs import free_slug
from frontrow.web.sponsors.models import Sponsor

TAKEN = ("new", "places", "release", "choice")  # addresses of this room


@transaction.atomic
def save_sponsor(actor: Actor, sponsor: Sponsor) -> Sponsor:
    """One without a slug gets its name's. Raises NotAllowed; ValidationError."""
    actor.must(Role.ORGANISER)
    sponsor.slug = sponsor.slug or free_slug(Sponsor, sponsor.name, TAKEN)
    sponsor.full_clean()
    sponsor.save()
    record(actor, "save_sponsor", sponsor)
    return sponsor
