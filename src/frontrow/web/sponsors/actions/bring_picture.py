"""Bring a picture for a campaign: it is made again, and waits for a moderator."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.moderation.actions.open_case import open_case
from frontrow.web.moderation.words import in_each
from frontrow.web.people.models import Role
from frontrow.web.sponsors.models import Campaign, Creative, Review
from frontrow.web.sponsors.picture import kept
from frontrow.web.sponsors.places import SHAPES
from frontrow.web.translated import Translations

MOST = 12  # pictures of a campaign


@transaction.atomic
def bring_picture(actor: Actor, campaign: Campaign, shape: str, words: Translations, content: bytes) -> Creative:
    """content: the file as it was brought. Raises NotAllowed, BadPicture, UserError."""
    actor.must(Role.ORGANISER)
    count = campaign.creatives.count()
    if count >= MOST:
        raise UserError(str(_("A campaign has at most 12 pictures; take one away first.")))
    file = kept(content, SHAPES[shape])
    taken = set(Creative.objects.filter(slug__startswith=f"{campaign.slug}-{shape}").values_list("slug", flat=True))
    slug = next(name for n in range(1, MOST + 2) if (name := f"{campaign.slug}-{shape}-{n}") not in taken)
    creative = Creative(campaign=campaign, slug=slug, shape=shape, words=words, file=file)
    creative.full_clean(exclude=["file"])
    creative.save()
    record(actor, "bring_picture", creative, shape=shape)
    ask(actor, creative)
    return creative


def ask(actor: Actor, creative: Creative) -> None:
    """Put it before a moderator."""
    reasons = [
        {"code": "sponsor", "weight": 1.0, "words": in_each(_("Every picture of a sponsor is looked at first."))}
    ]
    open_case(
        actor,
        "creative",
        creative,
        title=str(creative),
        url=reverse("sponsor-picture", args=[creative.slug]),
        reasons=reasons,
        picture=creative.url,
        excerpt=str(creative.words),
    )


def reviewed(slug: str, through: bool) -> None:
    """A moderator has decided."""
    Creative.objects.filter(slug=slug).update(review=Review.APPROVED if through else Review.REFUSED)
