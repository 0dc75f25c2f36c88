"""The organiser says at which hour figures are released every day, or that she does it herself."""

from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.insight.models import Timetable
from frontrow.web.people.models import Role


@transaction.atomic
def plan_releases(actor: Actor, on: bool, hour: int) -> Timetable:
    """hour: of the day, UTC. Raises NotAllowed, UserError."""
    actor.must(Role.ORGANISER)
    if not 0 <= hour <= 23:
        raise UserError(_("An hour is a number from 0 to 23."))
    plan = Timetable.now()
    plan.on, plan.hour = on, hour
    plan.save()
    record(actor, "plan_releases", "timetable:insight", on=on, hour=hour)
    return plan
