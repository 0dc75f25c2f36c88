"""Stories as data."""

from datetime import datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from frontrow.web.api.catalogue import CATALOGUE, KEYED, MISSING
from frontrow.web.stories.models import Story
from frontrow.web.stories.shelf import shelf
from frontrow.web.stories.text import plain

router = Router(tags=["The house"])


class StoryOut(Schema):
    """languages: those it is written in. looks: those it shows. picture: below the house, or empty."""

    slug: str
    title: str
    line: str
    author: str
    house: str
    licence: str
    published: datetime
    languages: list[str]
    looks: list[str]
    picture: str
    page: str


class WholeStory(StoryOut):
    """text: Markdown, see the guide. words: the same without any."""

    text: str
    words: str


@router.get(
    "/stories",
    response={200: list[StoryOut], **KEYED},
    auth=CATALOGUE,
)
def stories(request: HttpRequest) -> list[dict[str, object]]:
    """The stories, in the order of the page."""
    return [_told(each.story) for each in shelf()]


@router.get("/stories/{slug:slug}", response={200: WholeStory, **MISSING}, auth=CATALOGUE)
def story(request: HttpRequest, slug: str) -> dict[str, object]:
    """A story and its text."""
    found = get_object_or_404(Story.objects.shown().select_related("author", "house", "cover"), slug=slug)
    text = found.text.get(found.read_in, "")
    return {**_told(found), "text": text, "words": plain(text)}


def _told(found: Story) -> dict[str, object]:
    face = found.face
    return {
        "slug": found.slug,
        "title": str(found),
        "line": str(found.line),
        "author": found.author.name,
        "house": found.house.slug if found.house and found.agreed else "",
        "licence": found.licence,
        "published": found.published_at,
        "languages": found.languages,
        "looks": [look.slug for look in found.looks.all()],
        "picture": face[0] if face else "",
        "page": found.get_absolute_url(),
    }
