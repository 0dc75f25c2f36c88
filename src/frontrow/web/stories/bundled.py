"""The pictures of a story as files beside it: stories/<slug>-1.webp and so on, told of in its `pictures`.

In the file a text shows them by these numbers: a line `picture:1`.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from frontrow.errors import UserError
from frontrow.web.licences import Licence
from frontrow.web.pictures import MOST_BYTES, decoded, encoded, on_paper
from frontrow.web.stories.actions.add_picture import MOST, attached
from frontrow.web.stories.models import Picture, Story
from frontrow.web.translated import Translations, translations

LINE = re.compile(r"^picture:([0-9]{1,9})\s*$", re.MULTILINE)


def told_of(story: Story) -> tuple[dict[str, Path], list[dict[str, Any]], dict[str, str]]:
    """Its files by name, what `pictures` says of them, and its text with their numbers in the file."""
    found = [each for each in story.pictures.all() if (Path(settings.MEDIA_ROOT) / each.path).is_file()][:MOST]
    numbers = {str(picture.pk): number for number, picture in enumerate(found, 1)}
    files = {f"{story.slug}-{n}.webp": Path(settings.MEDIA_ROOT) / each.path for n, each in enumerate(found, 1)}
    said = [
        {"words": dict(each.words), "credit": each.credit, "licence": each.licence}
        | ({"cover": True} if each.pk == story.cover_id else {})
        for each in found
    ]
    return files, said, {code: _numbered(text, numbers) for code, text in story.text.items()}


def take_in(story: Story, path: Path, said: Any) -> None:
    """Put the pictures beside the file `path` into the story: their pixels, encoded anew. Raises UserError."""
    if not isinstance(said, list) or len(said) > MOST:
        raise UserError(f"{path}: `pictures` is a list of at most {MOST}")
    kept: dict[str, int] = {}
    for number, entry in enumerate(said, 1):
        picture = _taken(story, path, path.with_name(f"{path.stem}-{number}.webp"), entry)
        kept[str(number)] = picture.pk
        if entry.get("cover") is True:
            story.cover = picture
    story.text = Translations({code: _numbered(text, kept) for code, text in story.text.items()})
    story.save()


def _taken(story: Story, path: Path, file: Path, entry: Any) -> Picture:
    words = translations(entry.get("words")) if isinstance(entry, Mapping) else Translations()
    credit = " ".join(str(entry.get("credit", "")).split())[:120] if words else ""
    if not credit or entry.get("licence", Licence.CC_BY) not in Licence.values:
        raise UserError(f"{path}: {entry!r:.60} is no picture; it has words, credit and a licence")
    if not file.is_file() or file.stat().st_size > MOST_BYTES:
        raise UserError(f"{path}: there is no {file.name} beside it, or it is larger than 8 MB")
    try:
        found = encoded(on_paper(decoded(file.read_bytes())))
    except UserError as error:
        raise UserError(f"{file}: {error}") from None
    return attached(story, found, words, credit, str(entry.get("licence", Licence.CC_BY)))


def _numbered(text: str, numbers: Mapping[str, int]) -> str:
    """With other numbers in the lines that show pictures; lines for others go."""
    return LINE.sub(lambda line: f"picture:{numbers[line[1]]}" if line[1] in numbers else "", text)
