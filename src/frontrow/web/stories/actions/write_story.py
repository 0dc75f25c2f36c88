"""Begin a story, or change it."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor, Kind, NotAllowed
from frontrow.web.audit.record import record
from frontrow.web.licences import Licence
from frontrow.web.people.models import Role
from frontrow.web.people.roles import holds
from frontrow.web.season.models import Look
from frontrow.web.slugs import free_slug
from frontrow.web.stories.actions.name_author import TAKEN, WRITERS
from frontrow.web.stories.models import Author, Story
from frontrow.web.stories.text import LONGEST, embedded
from frontrow.web.translated import Translations


@dataclass(frozen=True)
class Written:
    """What a story is made of; see `models.Story`. house: written with it."""

    title: Translations
    line: Translations
    text: Translations
    licence: str = Licence.CC_BY
    house: Any = None


def may_change(actor: Actor, story: Story) -> None:
    """Raises NotAllowed unless the story is the actor's, or that of a house for which it acts and which agreed."""
    if actor.kind is Kind.HOUSE or (actor.user is not None and story.author.user_id == actor.user.pk):
        actor.must(*WRITERS)
        return
    if story.house and story.agreed and holds(actor.user, Role.HOUSE, house=story.house):
        return
    raise NotAllowed(_("You may not do this."))


@transaction.atomic
def begin_story(actor: Actor, author: Author, written: Written) -> Story:
    """A new draft. Raises NotAllowed and UserError."""
    actor.must(*WRITERS)
    if actor.kind is not Kind.HOUSE and author.user_id != actor.user.pk:
        raise NotAllowed(_("You may not do this."))
    story = Story(author=author, slug=free_slug(Story, written.title.get("en") or str(written.title), TAKEN))
    _write(actor, story, written)
    record(actor, "begin_story", story)
    return story


@transaction.atomic
def change_story(actor: Actor, story: Story, written: Written) -> Story:
    """A case about it is closed, an appeal as well; what is offered or published is checked again."""
    from frontrow.web.stories.actions.offer_story import changed

    may_change(actor, story)
    story = Story.objects.select_for_update().get(pk=story.pk)
    _write(actor, story, written)
    record(actor, "change_story", story)
    changed(actor, story)
    return story


def _write(actor: Actor, story: Story, written: Written) -> None:
    if not written.title:
        raise UserError(_("Give the story a title."))
    if any(len(text) > LONGEST for text in written.text.values()):
        raise UserError(_("The text is longer than %(n)s characters.") % {"n": LONGEST})
    if any(len(text) > 200 for text in (*written.title.values(), *written.line.values())):
        raise UserError(_("Title and line are at most 200 characters long."))
    if written.licence not in Licence.values:
        raise UserError(_("Choose a licence."))
    if written.house != story.house or story.pk is None:
        story.house = written.house
        story.agreed = written.house is not None and _speaks_for(actor, written.house)
    story.title, story.line, story.text, story.licence = written.title, written.line, written.text, written.licence
    story.save()
    show_looks(story)


def show_looks(story: Story) -> None:
    """Note which looks its text shows, so that their pages find it."""
    shown = {name for text in story.text.values() for name in embedded(text, "look")}
    story.looks.set(Look.objects.shown().filter(slug__in=shown))


def _speaks_for(actor: Actor, house: Any) -> bool:
    return actor.kind is Kind.HOUSE or holds(actor.user, Role.HOUSE, house=house)
