"""The pictures of stories go with a season, as pixels, and nothing that is none comes with them."""

import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from frontrow.errors import UserError

HEAD = {"author": {"slug": "mei", "name": "Mei"}, "title": "A coat", "published": "2026-11-01T10:00:00Z"}


def picture(shade: int) -> bytes:
    made = Image.radial_gradient("L").resize((640, 480)).point(lambda light: (light + shade) % 256).convert("RGB")
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "secret place"  # ImageDescription
    made.save(out, "WEBP", exif=exif)
    return out.getvalue()


def told(folder: Path, **more: Any) -> Path:
    (folder / "stories").mkdir(exist_ok=True)
    said = HEAD | {"text": "Look.\n\npicture:2\n\npicture:9\n\nAnd again."} | more
    (folder / "stories" / "a-coat.yaml").write_text(
        yaml.safe_dump(said).replace("'2026-11-01T10:00:00Z'", "2026-11-01T10:00:00Z")
    )
    return folder


PICTURES = [
    {"words": {"en": "A sleeve"}, "credit": "Mei", "licence": "cc-by-4.0"},
    {"words": {"en": "A collar", "zh-hans": "衣领"}, "credit": "Mei", "licence": "cc0-1.0", "cover": True},
]


def test_pictures_of_a_story_go_out_and_come_in_with_what_is_said_of_them(home: Path, tmp_path: Path) -> None:
    from frontrow.keep.bundle import opened
    from frontrow.web.season.bundles import export_bundle
    from frontrow.web.season.files import export_season
    from frontrow.web.season.models import Season
    from frontrow.web.stories.files import import_stories
    from frontrow.web.stories.models import Story

    folder = told(tmp_path, pictures=PICTURES, house="ondo")
    for number in (1, 2):
        (folder / "stories" / f"a-coat-{number}.webp").write_bytes(picture(60 * number))
    assert import_stories(folder) == 1
    story = Story.objects.get(slug="a-coat")
    sleeve, collar = story.pictures.all()
    assert story.cover == collar and (collar.licence, str(sleeve.words)) == ("cc0-1.0", "A sleeve")
    assert f"picture:{collar.pk}" in str(story.text) and "picture:9" not in str(story.text)
    assert b"secret place" not in (home / "media" / collar.path).read_bytes()
    out = tmp_path / "out"
    export_season(Season.objects.get(), out)
    again = yaml.safe_load((out / "stories" / "a-coat.yaml").read_text())
    assert again["pictures"] == PICTURES and "picture:2" in again["text"]["en"]
    assert (out / "stories" / "a-coat-2.webp").read_bytes() == (home / "media" / collar.path).read_bytes()
    export_bundle(Season.objects.get(), tmp_path / "x.season")
    assert {"stories/a-coat-1.webp", "stories/a-coat-2.webp"} <= set(opened(tmp_path / "x.season").manifest.files)
    (home / "house.key").unlink()
    Story.objects.all().delete()
    assert import_stories(out) >= 1
    assert [str(each.words) for each in Story.objects.get(slug="a-coat").pictures.all()] == ["A sleeve", "A collar"]


@pytest.mark.parametrize(
    ("pictures", "file", "words"),
    [
        (PICTURES[:1], None, "there is no a-coat-1.webp"),
        (PICTURES[:1], b"<svg onload=alert(1)>", "cannot be read as a picture"),
        (PICTURES[:1], picture(0)[:400], "cannot be read as a picture"),
        ([{"words": {"en": "x"}, "credit": "", "licence": "cc0-1.0"}], picture(0), "words, credit and a licence"),
        ([{"words": {"en": "x"}, "credit": "M", "licence": "mine"}], picture(0), "words, credit and a licence"),
        ([7], picture(0), "words, credit and a licence"),
        (PICTURES * 11, picture(0), "at most 20"),
        ({"a": 1}, picture(0), "at most 20"),
    ],
)
def test_what_is_no_picture_is_refused_in_a_sentence(
    home: Path, tmp_path: Path, pictures: Any, file: bytes | None, words: str
) -> None:
    from frontrow.web.stories.files import import_stories
    from frontrow.web.stories.models import Story

    folder = told(tmp_path, pictures=pictures)
    if file is not None:
        (folder / "stories" / "a-coat-1.webp").write_bytes(file)
    with pytest.raises(UserError, match=words):
        import_stories(folder)
    assert not Story.objects.filter(slug="a-coat").exists()
