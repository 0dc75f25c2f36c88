"""Switch a place on or off, and say from which price on it is sold."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.people.models import Role
from frontrow.web.sponsors.models import PlaceSetting


@transaction.atomic
def set_place(actor: Actor, place: str, on: bool, floor: int) -> None:
    """floor: for a thousand showings, in the smallest unit. Raises NotAllowed; ValidationError."""
    actor.must(Role.ORGANISER)
    setting = PlaceSetting.objects.filter(place=place).first() or PlaceSetting(place=place)
    setting.on, setting.floor = on, floor
    setting.full_clean()
    setting.save()
    record(actor, "set_place", f"place:{place}", on=on, floor=floor)
