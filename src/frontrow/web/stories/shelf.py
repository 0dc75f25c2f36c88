"""Stories in the order in which they are shown, and why each stands where it does."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from frontrow.language.quality.engagement import Rate, rate
from frontrow.language.quality.order import Piece, Placed, ordered
from frontrow.web.stories.attention import attention
from frontrow.web.stories.models import State, Stories, Story

NOBODY = rate((), 0.0)


@dataclass(frozen=True)
class Shelved:
    """A story, and why it stands where it does."""

    story: Story
    placed: Placed


def shelf(stories: Stories | None = None, count: int | None = None) -> list[Shelved]:
    """What visitors may read, best first."""
    query = (Story.objects.all() if stories is None else stories).shown()
    found = list(query.select_related("author", "house", "cover").distinct())
    by_slug = {story.slug: story for story in found}
    return [Shelved(by_slug[placed.piece.name], placed) for placed in ordered(_pieces(found), count)]


def _pieces(stories: Iterable[Story]) -> list[Piece]:
    published = Counter(dict(Story.objects.shown().values_list("author__slug").annotate(Count("pk"))))
    rates = attention().rates()
    return [piece_of(story, published[story.author.slug], rates.get(story.slug, NOBODY)) for story in stories]


def piece_of(story: Story, published: int, found: Rate) -> Piece:
    """published: how many stories its author has out. found: what readers made of this one."""
    age = (timezone.now() - story.published_at).total_seconds() / 86_400 if story.published_at else 0.0
    return Piece(story.slug, story.author.slug, story.quality, found, age, published)


def others(story: Story, count: int = 3) -> list[Shelved]:
    """What to read next: first what shows the same looks or comes from the same house or author."""
    near = Story.objects.exclude(pk=story.pk)
    close = near.filter(
        Q(looks__in=story.looks.all()) | Q(author=story.author) | Q(house=story.house, house__isnull=False)
    )
    found = shelf(close, count)
    if len(found) < count:
        found += shelf(near.exclude(pk__in=[each.story.pk for each in found]), count - len(found))
    return found


def titles() -> dict[str, str]:
    """Every story's title in the reader's language, by its name among the items."""
    return {story.item: str(story) for story in Story.objects.only("slug", "title")}


def states_of(user: Any) -> dict[str, list[Story]]:
    """The stories somebody works on, by state, in the order of the work."""
    mine = Story.objects.by(user).select_related("author", "house", "cover").distinct().order_by("-changed_at")
    found = {state: [story for story in mine if story.state == state] for state in State.values}
    return {state: stories for state, stories in found.items() if stories}
