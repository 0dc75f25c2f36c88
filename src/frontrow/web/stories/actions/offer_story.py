"""A story is offered: it is published at once, or a person looks first."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.moderation.actions.open_case import open_case
from frontrow.web.moderation.actions.withdraw_case import withdraw_case
from frontrow.web.stories.actions.write_story import may_change
from frontrow.web.stories.check import check
from frontrow.web.stories.models import State, Story
from frontrow.web.stories.text import plain
from frontrow.web.stories.told import reasons


@transaction.atomic
def offer_story(actor: Actor, story: Story) -> Story:
    """Raises UserError when something is missing that a reader has a right to: words, credits, a house's agreement."""
    may_change(actor, story)
    story = Story.objects.select_for_update().get(pk=story.pk)
    if story.state not in (State.DRAFT, State.REFUSED):
        raise UserError(_("This story was offered already."))
    if not any(plain(text) for text in story.text.values()):
        raise UserError(_("There is no text yet."))
    if story.house and not story.agreed:
        raise UserError(_("%(house)s has not agreed yet to be named beside you.") % {"house": story.house})
    if any(not picture.words for picture in story.pictures.all()):
        raise UserError(_("Say of each picture what is seen, for those who do not see it."))
    record(actor, "offer_story", story)
    look_again(actor, story)
    return story


def changed(actor: Actor, story: Story) -> None:
    """What is judged is what readers get: no case outlives a change, and what is offered or published is checked."""
    withdraw_case(actor, story)
    if story.state in (State.OFFERED, State.PUBLISHED):
        look_again(actor, story)


def look_again(actor: Actor, story: Story) -> None:
    """Check the story as it stands; publish it, or put it before a moderator."""
    withdraw_case(actor, story)
    found = check(story)
    first = story.author.house is None and not story.author.stories.filter(published_at__isnull=False).exists()
    told = reasons(found, first)
    if found.doubtful or first:
        put_before(actor, story, told)
        return
    publish(actor, story)


def put_before(actor: Actor, story: Story, told: list[dict[str, Any]]) -> None:
    """Have a moderator look first; told: why."""
    story.state = State.OFFERED
    story.save()
    text = str(story.text)
    open_case(
        actor,
        "story",
        story,
        title=str(story.title),
        url=story.get_absolute_url(),
        reasons=told,
        excerpt=plain(text)[:600],
        picture=story.cover.url if story.cover else "",
        house=story.house if story.agreed else None,
    )


def publish(actor: Actor, story: Story) -> None:
    """Let readers see it; whether they may is decided before this."""
    story.state = State.PUBLISHED
    story.published_at = story.published_at or timezone.now()
    story.save()
    record(actor, "publish_story", story)
