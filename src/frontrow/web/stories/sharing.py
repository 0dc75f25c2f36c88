"""Stories where they are passed on, looked for and followed."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from frontrow.web.reach.data.trail import trail
from frontrow.web.reach.feed import News
from frontrow.web.reach.origin import origin
from frontrow.web.reach.picture import Picture
from frontrow.web.reach.shared import Shared
from frontrow.web.reach.sitemap import Entry
from frontrow.web.season.models import Season
from frontrow.web.stories.models import Author, Story

POSTER = (900, 1200)  # pixels


def entries() -> Iterable[Entry]:
    """The list, each story, each author who has one."""
    yield Entry(reverse("stories"))
    for story in Story.objects.shown().select_related("cover"):
        face = story.face
        yield Entry(story.get_absolute_url(), story.changed_at, face[0] if face else "")
    for author in Author.objects.filter(stories__in=Story.objects.shown()).distinct():
        yield Entry(author.get_absolute_url())


def news(season: Season) -> Iterable[News]:
    for story in Story.objects.shown().select_related("author", "cover"):
        face, at = story.face, story.published_at
        if at is not None:
            name, picture = story.author.name, face[0] if face else ""
            yield News(str(story), str(story.line), story.get_absolute_url(), at, _("Story"), name, picture)


def shared(request: HttpRequest, story: Story) -> Shared:
    """As an article: https://schema.org/Article."""
    face = story.face
    size = (story.cover.width, story.cover.height) if story.cover else POSTER
    here = origin(request)
    way = trail(request, (_("Stories"), reverse("stories")), (str(story), story.get_absolute_url()))
    told: dict[str, Any] = {
        "@type": "Article",
        "headline": str(story)[:110],
        "description": str(story.line),
        "inLanguage": story.read_in,
        "mainEntityOfPage": here + story.get_absolute_url(),
        "author": {"@type": "Person", "name": story.author.name, "url": here + story.author.get_absolute_url()},
        "publisher": {"@type": "Organization", "name": "Front Row", "url": here + reverse("front")},
        "dateModified": story.changed_at.isoformat(),
    }
    if story.author.house:
        told["author"]["@type"] = "Organization"
    if story.published_at:
        told["datePublished"] = story.published_at.isoformat()
    if story.terms.url:
        told["license"] = story.terms.url
    if face:
        told["image"] = [here + face[0]]
    return Shared(Picture(face[0], *size, face[1]) if face else None, "article", [way, told])
