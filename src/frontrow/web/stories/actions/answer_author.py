"""A house agrees to be named beside an author, or does not."""

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.people.models import Role
from frontrow.web.stories.models import Story


@transaction.atomic
def answer_author(actor: Actor, story: Story, agreed: bool) -> Story:
    """With a yes the house's people may write along; a no takes the house's name away."""
    actor.must(Role.HOUSE, house=story.house)
    story = Story.objects.select_for_update().get(pk=story.pk)
    house = story.house.slug if story.house else ""
    story.agreed = agreed
    if not agreed:
        story.house = None
    story.save()
    record(actor, "answer_author", story, agreed=agreed, house=house)
    return story
