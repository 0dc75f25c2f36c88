"""Put a picture into a story, describe it, make it the cover, take it out."""

from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.language.quality import phash, sharpness
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.licences import Licence
from frontrow.web.pictures import Encoded, decoded, encoded, keep, on_paper
from frontrow.web.stories.actions.offer_story import changed
from frontrow.web.stories.actions.write_story import may_change
from frontrow.web.stories.models import Picture, Story
from frontrow.web.translated import Translations

MOST = 20  # pictures in a story


@transaction.atomic
def add_picture(actor: Actor, story: Story, data: bytes, words: Translations, credit: str, licence: str) -> Picture:
    """data: the file as it was sent; only its pixels are kept. Raises UserError and NotAllowed."""
    may_change(actor, story)
    story = Story.objects.select_for_update().get(pk=story.pk)
    if story.pictures.count() >= MOST:
        raise UserError(_("A story has at most %(n)s pictures.") % {"n": MOST})
    credit = " ".join(credit.split())[:120]
    if not credit:
        raise UserError(_("Say who made the picture."))
    if not words:
        raise UserError(_("Say of each picture what is seen, for those who do not see it."))
    if licence not in Licence.values:
        raise UserError(_("Choose a licence."))
    found = encoded(on_paper(decoded(data)))
    picture = attached(story, found, words, credit, licence)
    if story.cover is None:
        story.cover = picture
        story.save()
    record(actor, "add_picture", story, picture=picture.pk)
    changed(actor, story)
    return picture


def attached(story: Story, found: Encoded, words: Translations, credit: str, licence: str) -> Picture:
    """The picture in the story; who may do so, and what has to be said of it, is checked before this."""
    return Picture.objects.create(
        story=story,
        path=keep(found, "stories"),
        width=found.width,
        height=found.height,
        words=words,
        credit=credit,
        licence=licence,
        hashed=phash(found.pixels),
        sharpness=sharpness(found.pixels),
    )


@transaction.atomic
def choose_cover(actor: Actor, picture: Picture) -> None:
    """Let it stand for its story in lists. Raises NotAllowed."""
    may_change(actor, picture.story)
    story = Story.objects.select_for_update().get(pk=picture.story_id)
    story.cover = picture
    story.save()
    record(actor, "choose_cover", story, picture=picture.pk)
    changed(actor, story)


@transaction.atomic
def remove_picture(actor: Actor, picture: Picture) -> None:
    """Take it out of its story, its file with it where no other story has it. Raises NotAllowed."""
    may_change(actor, picture.story)
    record(actor, "remove_picture", picture.story, picture=picture.pk)
    picture.delete()
