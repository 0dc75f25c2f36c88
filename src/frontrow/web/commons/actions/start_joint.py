"""A house begins a show with others, and asks them."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web import letters
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.models import AuditRow
from frontrow.web.audit.record import record
from frontrow.web.commons.actions.offer import free
from frontrow.web.commons.models import Answer, Joint, Part
from frontrow.web.context import current_season
from frontrow.web.people.models import Role
from frontrow.web.season.models import House
from frontrow.web.shows.models import Show
from frontrow.web.translated import Translations

MOST = 12  # houses in a show
UNSEEN = 8  # joint shows that a house begins within a month and has not published
LETTERS = 30  # to houses that a house asks, in a day


@transaction.atomic
def start_joint(actor: Actor, host: House, title: Mapping[str, str], houses: Iterable[House]) -> Joint:
    """Raises UserError when there is no season or nobody else is asked; NotAllowed."""
    actor.must(Role.HOUSE, house=host)
    season = current_season()
    if season is None:
        raise UserError(_("No season is open."))
    asked = [house for house in dict.fromkeys(houses) if house.pk != host.pk]
    if not asked:
        raise UserError(_("Ask at least one other house."))
    month = timezone.now() - timedelta(days=30)
    if Joint.objects.filter(host=host, show__published=False, at__gt=month).count() >= UNSEEN:
        raise UserError(
            _("Your house began eight joint shows within a month that are not published; publish one first.")
        )
    show = Show.objects.create(
        slug=free(Show, slugify(title.get("en", "")) or "together"),
        season=season,
        title=Translations(title),
        published=False,
        order=100,
    )
    joint = Joint.objects.create(show=show, host=host)
    Part.objects.create(joint=joint, house=host, answer=Answer.IN)
    record(actor, "start_joint", show, host=host.slug)
    for house in asked:
        ask_house(actor, joint, house)
    return joint


@transaction.atomic
def ask_house(actor: Actor, joint: Joint, house: House) -> Part:
    """Ask a house to take part; its people get a letter. Raises UserError; NotAllowed unless by the host."""
    actor.must(Role.HOUSE, house=joint.host)
    known = joint.parts.filter(house=house).first()
    if known and known.answer != Answer.OUT:
        return known
    if joint.parts.exclude(answer=Answer.OUT).count() >= MOST:
        raise UserError(_("Twelve houses walk in a show at most."))
    if _asked(joint.host) >= LETTERS:
        raise UserError(_("Your house has asked thirty times today; ask again tomorrow."))
    part, _new = Part.objects.update_or_create(
        joint=joint, house=house, defaults={"answer": Answer.ASKED, "agreed": ""}
    )
    record(actor, "ask_house", joint.show, house=house.slug, host=joint.host.slug)
    facts = {"host": joint.host.name, "title": str(joint), "house": house.name, "url": joint.get_absolute_url()}
    people = get_user_model().objects.filter(memberships__house=house, is_active=True).exclude(email="")
    for email in people.values_list("email", flat=True).distinct():
        letters.post("commons/asked", email, settings.LANGUAGE_CODE, facts)
    return part


def _asked(host: House) -> int:
    """How often this house asked one within the last day, in shows that are called off, too."""
    since = timezone.now() - timedelta(days=1)
    return AuditRow.objects.filter(action="ask_house", at__gt=since, facts__host=host.slug).count()
