"""Put a variant into the bag, or take a line out."""

from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record, tell
from frontrow.web.season.models import Look
from frontrow.web.shop.models import BagLine, Variant

MOST = 9


def variant_of(look: Look, size: str, colour: str = "") -> Variant:
    """The variant of a look that is for sale. Raises UserError for a size or colour that nobody cuts."""
    found = Variant.objects.filter(look=look, size=size, colour=colour, active=True).first()
    if found is None:
        raise UserError(_("Choose one of the sizes."))
    return found


@transaction.atomic
def add_to_bag(actor: Actor, variant: Variant, page: str = "look") -> BagLine:
    """One more of `variant` in the actor's bag, up to nine. Raises UserError for what is not for sale."""
    if not variant.available:
        raise UserError(_("%(look)s in %(size)s is sold out.") % {"look": variant.look, "size": variant.size_text})
    line, made = BagLine.objects.select_for_update().get_or_create(holder=actor.holder, variant=variant)
    if not made and line.quantity < MOST:
        line.quantity += 1
        line.save(update_fields=["quantity"])
    record(actor, "add_to_bag", variant, quantity=line.quantity)
    tell(actor, "add_to_bag", variant.look.slug, page=page)
    return line


@transaction.atomic
def take_from_bag(actor: Actor, line: int, page: str = "bag") -> None:
    """Take a line out of the actor's own bag; one that is not in it is left alone."""
    found = BagLine.objects.filter(holder=actor.holder, pk=line).select_related("variant__look").first()
    if found is None or not actor.holder:
        return
    found.delete()
    record(actor, "take_from_bag", found.variant)
    tell(actor, "add_to_bag", found.look.slug, 0.0, page)
