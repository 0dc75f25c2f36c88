"""What a moderator's word means for a story."""

from typing import Any

from frontrow.web.audit.actor import HOUSE
from frontrow.web.moderation.models import Case
from frontrow.web.moderation.models import State as Decided
from frontrow.web.moderation.signals import decided
from frontrow.web.stories.actions.offer_story import publish
from frontrow.web.stories.models import State, Story


def heard(case: Case, **_: Any) -> None:
    """A moderator has decided: the story comes out or is refused, unless it was taken back meanwhile."""
    if case.kind != "story":
        return
    story = Story.objects.select_for_update().filter(slug=case.target.partition(":")[2]).first()
    if story is None or story.state not in (State.OFFERED, State.REFUSED):
        return  # taken back meanwhile, or out already
    if case.state == Decided.LET_THROUGH:
        publish(HOUSE, story)
    else:
        story.state = State.REFUSED
        story.save()


def listen() -> None:
    decided.connect(heard, dispatch_uid="stories")
