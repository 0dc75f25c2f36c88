"""A reader likes a story, or no longer."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record, tell
from frontrow.web.stories.models import Applause, Story


@transaction.atomic
def like_story(actor: Actor, story: Story, page: str | None = None) -> bool:
    """Likes it, or takes that back; whether it is liked now."""
    gone, _ = Applause.objects.filter(holder=actor.holder, story=story).delete()
    if not gone:
        Applause.objects.get_or_create(holder=actor.holder, story=story)  # a second click may have been faster
    record(actor, "unlike_story" if gone else "like_story", story)
    tell(actor, "like", story.item, 0.0 if gone else None, page)
    return not gone
