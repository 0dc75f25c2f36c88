"""A story is taken back, or thrown away."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.moderation.actions.withdraw_case import withdraw_case
from frontrow.web.people.models import Role
from frontrow.web.people.roles import holds
from frontrow.web.stories.actions.write_story import may_change
from frontrow.web.stories.models import State, Story


@transaction.atomic
def withdraw_story(actor: Actor, story: Story) -> Story:
    """Readers no longer see it; it is a draft again."""
    may_change(actor, story)
    story = Story.objects.select_for_update().get(pk=story.pk)
    withdraw_case(actor, story)
    story.state = State.DRAFT
    story.save()
    record(actor, "withdraw_story", story)
    return story


@transaction.atomic
def delete_story(actor: Actor, story: Story) -> None:
    """It is gone, with its pictures. Only its author does that."""
    if not (actor.user is not None and story.author.user_id == actor.user.pk) and not holds(actor.user, Role.ORGANISER):
        actor.must(Role.ORGANISER)
    withdraw_case(actor, story)
    record(actor, "delete_story", story)
    story.delete()
