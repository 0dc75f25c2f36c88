"""Put a copy to work: a fabric or a pattern into a garment, a pose into a look, a venue or a score into a show."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.commons.models import Joint, Kind, Use
from frontrow.web.people.models import Role
from frontrow.web.season.models import Garment, Look, Pattern
from frontrow.web.shows.models import Show
from frontrow.web.studio.actions.drape import drape


@transaction.atomic
def put(actor: Actor, taken: Use, target: Garment | Look | Show) -> None:
    """Raises UserError when it does not go there; NotAllowed."""
    actor.must(Role.HOUSE, house=taken.house)
    if isinstance(target, Show):
        _into_show(taken, target)
    else:
        look = target.look if isinstance(target, Garment) else target
        if look.house != taken.house:
            raise UserError(_("This is not your house's."))
        if isinstance(target, Garment):
            _into_garment(taken, target)
        elif taken.kind == Kind.POSE:
            look.pose = taken.data
            look.save(update_fields=["pose"])
        else:
            raise UserError(_("This does not go there."))
        drape(look, actor=actor)
    record(actor, "put_to_use", target, use=taken.pk)


def _into_garment(taken: Use, garment: Garment) -> None:
    if taken.kind == Kind.FABRIC:
        garment.fabric = taken.thing
        garment.colour = ""
    elif taken.kind == Kind.PATTERN:
        garment.pattern = Pattern.objects.get(slug=taken.thing)
        garment.options = {}  # another pattern lets one choose other things
    else:
        raise UserError(_("This does not go there."))
    garment.save()


def _into_show(taken: Use, show: Show) -> None:
    houses = set(show.looks.values_list("collection__house", flat=True))
    if Joint.objects.filter(show=show).exists() or houses != {taken.house_id}:
        raise UserError(_("Other houses walk in this show; change it on the page of the joint show."))
    if taken.kind == Kind.VENUE:
        show.venue = taken.data
    elif taken.kind == Kind.SCORE:
        show.score = taken.data
    else:
        raise UserError(_("This does not go there."))
    try:
        show.full_clean()
    except ValidationError as error:
        raise UserError(" ".join(error.messages)) from None
    show.save(update_fields=["venue", "score"])
