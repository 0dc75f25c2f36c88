"""Somebody who may write gets, or changes, the name under which she does."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.people.models import Membership, Role
from frontrow.web.slugs import free_slug
from frontrow.web.stories.models import Author
from frontrow.web.translated import Translations

TAKEN = ("new", "by")  # addresses of this room
WRITERS = (Role.CONTRIBUTOR, Role.HOUSE)


@transaction.atomic
def name_author(actor: Actor, name: str, line: Translations) -> Author:
    """Raises NotAllowed for whoever may not write, UserError for an empty name."""
    actor.must(*WRITERS)
    name = " ".join(name.split())[:80]
    if not name:
        raise UserError(_("Write the name that readers will see."))
    author = Author.objects.filter(user=actor.user).first() or Author(
        user=actor.user, slug=free_slug(Author, name, TAKEN)
    )
    author.name, author.line = name, line
    author.house = author.house or house_of(actor.user)
    author.save()
    record(actor, "name_author", author)
    return author


def house_of(user: Any) -> Any:
    """The house somebody writes for: her only one, if she is no contributor as well."""
    held = list(Membership.objects.filter(user=user).select_related("house"))
    houses = {each.house for each in held if each.role == Role.HOUSE}
    return houses.pop() if len(houses) == 1 and not any(each.role == Role.CONTRIBUTOR for each in held) else None
