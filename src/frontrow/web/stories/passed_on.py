"""How stories are passed on: to those they are sent to, to search engines, to feed readers."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from frontrow.web.reach.cards import card_of_look
from frontrow.web.reach.data.article import article
from frontrow.web.reach.data.trail import trail
from frontrow.web.reach.feed import News
from frontrow.web.reach.picture import Picture
from frontrow.web.reach.shared import Shared
from frontrow.web.reach.sitemap import Entry
from frontrow.web.season.models import Season
from frontrow.web.stories.models import Author, Story


def shared(request: HttpRequest, story: Story) -> Shared:
    """A published story with its looks; a draft says nothing to machines."""
    path = story.get_absolute_url()
    picture = _picture(story)
    way = trail(request, (_("Stories"), reverse("stories")), (str(story), path))
    if story.published_at is None:
        return Shared(picture, "article", [way])
    told = article(
        request,
        path=path,
        title=str(story),
        line=str(story.line),
        author=(story.author.name, story.author.get_absolute_url()),
        published=story.published_at,
        changed=story.changed_at,
        licence=story.terms.url,
        pictures=[picture.path] if picture else [],
        about=[(str(look), look.get_absolute_url()) for look in story.looks.all() if look.published],
        language=story.read_in,
    )
    return Shared(picture, "article", [way, told])


def _picture(story: Story) -> Picture | None:
    """Its cover, else the wide picture of the first look in it."""
    if story.cover:
        return Picture(story.cover.url, 0, 0, str(story.cover.words))
    for look in story.in_order:
        if look.published and (card := card_of_look(getattr(look, "asset", None), str(look))):
            return card
    return None


def entries() -> Iterable[Entry]:
    """The list, each story, and each author who has published."""
    yield Entry(reverse("stories"))
    stories = Story.objects.shown().select_related("author", "cover")
    for story in stories:
        yield Entry(story.get_absolute_url(), story.changed_at, story.cover.url if story.cover else "")
    for author in Author.objects.filter(stories__in=stories).distinct():
        yield Entry(author.get_absolute_url())


def news(season: Season) -> Iterable[News]:
    """Stories that readers may read, as of when they came out."""
    for story in Story.objects.shown().select_related("author", "cover"):
        if story.published_at is not None:
            picture = story.cover.url if story.cover else ""
            path = story.get_absolute_url()
            yield News(str(story), str(story.line), path, story.published_at, _("Stories"), story.author.name, picture)
