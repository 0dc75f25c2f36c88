"""Stories as files, season/stories/<slug>.yaml: read into the database once, written back whenever asked.

What came with another Front Row's season is read when a moderator has let it through.

author: {slug, name, house, line}   house: written with it   published: a time   licence
title, line, text: one text, or one for each language   pictures: see stories.bundled
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from frontrow.errors import UserError
from frontrow.web.audit.actor import HOUSE
from frontrow.web.licences import Licence
from frontrow.web.moderation.actions.trust_house import trusts
from frontrow.web.season.files import read, save
from frontrow.web.season.models import House, Season
from frontrow.web.season.shelves import Put, Shelf, house_in, is_from_elsewhere
from frontrow.web.slugs import free_slug
from frontrow.web.stories.actions.offer_story import publish, put_before
from frontrow.web.stories.actions.write_story import Written, begin_story, show_looks
from frontrow.web.stories.bundled import take_in, told_of
from frontrow.web.stories.check import check
from frontrow.web.stories.models import Author, Story
from frontrow.web.stories.told import reasons
from frontrow.web.translated import translations


@transaction.atomic
def import_stories(folder: Path) -> int:
    """Publish the stories in `folder`/stories that are not there yet; how many. Raises UserError naming the file."""
    made = 0
    for path in sorted(folder.glob("stories/*.yaml")):
        known = Story.objects.filter(slug=path.stem).first()
        if known is None:
            _story(path)
            made += 1
        else:
            show_looks(known)  # its looks may have come with this season
    return made


def _read(season: Season, folder: Path) -> None:
    import_stories(folder)


def _write(season: Season, put: Put) -> None:
    for story in _of(season):
        put(f"stories/{story.slug}.yaml", story_data(story))
        for name, file in told_of(story)[0].items():
            put(f"stories/{name}", file)


shelf = Shelf(_read, _write)


def fill_stories(folder: Path) -> int:
    """Give a site that has none the sample season's stories, when that is the season it shows; how many."""
    if Story.objects.exists() or not (folder / "season.yaml").exists():
        return 0
    if not Season.objects.filter(slug=read(folder / "season.yaml").get("slug", "")).exists():
        return 0
    return import_stories(folder)


def _story(path: Path) -> None:
    data = read(path)
    author = _author(data.get("author"), path)
    written = Written(
        translations(data.get("title")),
        translations(data.get("line")),
        translations(data.get("text")),
        str(data.get("licence", Licence.CC_BY)),
        _house(data.get("house"), path),
    )
    at = data.get("published")
    if not isinstance(at, datetime):
        raise UserError(f"{path}: `published` is {at!r:.40}; write a time, such as 2026-11-20T18:00:00Z")
    try:
        story = begin_story(HOUSE, author, written)
    except UserError as error:
        raise UserError(f"{path}: {error}") from None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    story.slug, story.published_at = path.stem, min(at, timezone.now())
    if data.get("pictures"):
        take_in(story, path, data["pictures"])
    found = check(story)
    if is_from_elsewhere() and not trusts(story.house):
        put_before(HOUSE, story, reasons(found, first=False, elsewhere=True))
    else:
        publish(HOUSE, story)


def _author(data: Any, path: Path) -> Author:
    if not isinstance(data, Mapping) or not data.get("slug") or not data.get("name"):
        raise UserError(f"{path} names no author; add `author: {{slug: …, name: …}}`")
    slug, house = str(data["slug"]), _house(data.get("house"), path)
    known = Author.objects.filter(slug=slug).first()
    if known and is_from_elsewhere() and (known.user_id or (known.name, known.house) != (str(data["name"]), house)):
        slug, known = free_slug(Author, slug), None  # somebody who writes here is nobody who writes elsewhere
    if known:
        return known
    author = Author(slug=slug, name=str(data["name"])[:80], line=translations(data.get("line")), house=house)
    return save(author, path)


def _house(slug: Any, path: Path) -> House | None:
    if not slug:
        return None
    found = house_in(path.parents[1], slug)
    if found is None:
        raise UserError(f"{path} names the house `{slug}`; there is no houses/{slug}.yaml")
    return found


def stories_of(season: Season) -> dict[str, dict[str, Any]]:
    """The published stories with the season's houses or about its looks, as their files hold them, by slug."""
    return {story.slug: story_data(story) for story in _of(season)}


def _of(season: Season) -> Any:
    about = Story.objects.shown().filter(house__collections__season=season, agreed=True)
    about |= Story.objects.shown().filter(looks__collection__season=season)
    return about.distinct().select_related("author__house", "house").prefetch_related("pictures")


def story_data(story: Story) -> dict[str, Any]:
    """A story as its file holds it; its pictures are files beside it."""
    author = story.author
    told = {
        "slug": author.slug,
        "name": author.name,
        "house": author.house.slug if author.house else "",
        "line": author.line,
    }
    _files, pictures, text = told_of(story)
    return {
        "author": {name: value for name, value in told.items() if value},
        "house": story.house.slug if story.house and story.agreed else "",
        "published": story.published_at,
        "licence": story.licence,
        "title": dict(story.title),
        "line": dict(story.line),
        "text": text,
        "pictures": pictures,
    }
