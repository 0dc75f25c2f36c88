"""What is kept of a picture that somebody sends: its pixels, as they were meant to be seen, and nothing else."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from frontrow.errors import UserError
from frontrow.web.pictures import LARGEST, MOST_BYTES, PAPER, decoded, encoded, keep, on_paper
from frontrow.web.sponsors.picture import made
from frontrow.web.sponsors.places import SHAPES

pytestmark = pytest.mark.usefixtures("home")


def sent(pixels: Image.Image, form: str = "PNG", **more: Any) -> bytes:
    file = io.BytesIO()
    pixels.save(file, form, **more)
    return file.getvalue()


def halves(top: str, bottom: str, size: tuple[int, int] = (200, 120)) -> Image.Image:
    """One colour above another."""
    pixels = Image.new("RGBA", size, bottom)
    pixels.paste(top, (0, 0, size[0], size[1] // 2))
    return pixels


def test_nothing_but_pixels_survives() -> None:
    exif = Image.Exif()
    exif[0x010E] = "a secret in the picture"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = sent(halves("red", "blue").convert("RGB"), "JPEG", exif=exif, comment=b"a secret", icc_profile=profile)
    kept = encoded(on_paper(decoded(data + b"a secret behind the end")))
    assert b"secret" in data and b"secret" not in kept.content
    with Image.open(io.BytesIO(kept.content)) as shown:
        assert (shown.format, shown.mode, shown.size) == ("WEBP", "RGB", (200, 120))
        assert not shown.getexif() and not {"icc_profile", "exif", "xmp"} & set(shown.info)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_lies_on_its_side_is_set_upright(form: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 8  # EXIF: turned by a quarter
    pixels = decoded(sent(halves("red", "blue").convert("RGB"), form, exif=exif, quality=95))
    assert pixels.size == (120, 200)
    np.testing.assert_allclose(pixels.getpixel((100, 100)), (0, 0, 255), atol=8)
    np.testing.assert_allclose(pixels.getpixel((20, 100)), (255, 0, 0), atol=8)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_are_those_of_the_pictures_own_profile(mode: str) -> None:
    """A profile whose red and blue have changed places: what says red is to be seen as blue."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    turned = profile.replace(b"rXYZ", b"____", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"____", b"bXYZ", 1)
    pixels = decoded(sent(Image.new(mode, (80, 80), "red"), icc_profile=turned))
    assert pixels.mode == mode
    np.testing.assert_allclose(pixels.getpixel((40, 40))[:3], (0, 0, 255), atol=3)


def test_what_is_clear_stays_so_until_it_lies_on_paper() -> None:
    pixels = decoded(sent(halves("#ff0000ff", "#00000000")))
    assert (pixels.mode, pixels.getpixel((10, 100))) == ("RGBA", (0, 0, 0, 0))
    paper = on_paper(pixels)
    assert (paper.mode, paper.getpixel((10, 100)), paper.getpixel((10, 10))) == ("RGB", PAPER, (255, 0, 0))


def test_a_large_picture_is_made_smaller_and_a_speck_is_refused() -> None:
    assert on_paper(decoded(sent(Image.new("RGB", (4000, 1000))))).size == (2000, 500)
    with pytest.raises(UserError, match="smaller than 64 pixels"):
        on_paper(decoded(sent(Image.new("RGB", (500, 63)))))


@pytest.mark.parametrize(
    ("form", "size", "read"),
    [
        ("JPEG", (7300, 5400), (3650, 2700)),
        ("JPEG", (3001, 4000), (1501, 2000)),
        ("MPO", (4032, 3024), (2016, 1512)),
        ("JPEG", (3998, 3000), (3998, 3000)),  # at half of its size it would have less than what is kept
        ("JPEG", (16000, 240), (8000, 120)),  # at an eighth it would be a speck
        ("PNG", (4032, 3024), (4032, 3024)),
    ],
)
def test_a_large_jpeg_is_never_whole_in_memory(form: str, size: tuple[int, int], read: tuple[int, int]) -> None:
    more = {"save_all": True, "append_images": [Image.new("RGB", (64, 64))]} if form == "MPO" else {}
    pixels = decoded(sent(Image.new("RGB", size, "red"), form, **more))
    assert (type(pixels), pixels.size, pixels.mode, pixels.info) == (Image.Image, read, "RGB", {})
    assert max(on_paper(pixels).size) == LARGEST
    np.testing.assert_allclose(pixels.getpixel((20, 10)), (254, 0, 0), atol=3)


def test_a_sponsor_reads_the_size_of_what_was_sent() -> None:
    with pytest.raises(UserError, match="4000 by 4000; this place wants 1600 by 400"):
        made(sent(Image.new("RGB", (4000, 4000)), "JPEG"), SHAPES["wide"])


def test_a_bomb_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = sent(Image.new("1", (8_000, 8_000)))  # 8 kB that would be 192 MB
    assert len(bomb) < 20_000
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda _: pytest.fail("it was decoded"))
    with pytest.raises(UserError, match="40 million pixels"):
        decoded(bomb)


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_a_picture_that_moves_is_refused(form: str) -> None:
    frames = [Image.new("RGB", (80, 80), colour) for colour in ("red", "blue")]
    with pytest.raises(UserError, match="moves"):
        decoded(sent(frames[0], form, save_all=True, append_images=frames[1:]))


@pytest.mark.parametrize("harm", ["none", "second lost", "index broken"])
def test_of_a_phones_jpeg_with_several_pictures_the_first_is_taken(harm: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # EXIF: turned by a quarter
    depth = Image.new("RGB", (100, 60), "white")
    data = sent(halves("red", "blue").convert("RGB"), "MPO", save_all=True, append_images=[depth], exif=exif)
    with Image.open(io.BytesIO(data)) as file:
        assert (file.format, getattr(file, "n_frames", 1)) == ("MPO", 2)
    index = data.index(b"MPF\0") + 4
    harmed = {"second lost": data[:-400], "index broken": data[: index + 2] + b"\xff\xff" + data[index + 4 :]}
    pixels = decoded(harmed.get(harm, data))
    assert (pixels.mode, pixels.size) == ("RGB", (120, 200))
    np.testing.assert_allclose(pixels.getpixel((110, 100)), (254, 0, 0), atol=12)
    np.testing.assert_allclose(pixels.getpixel((10, 100)), (0, 0, 254), atol=12)


def test_what_is_no_picture_is_refused_in_one_sentence() -> None:
    whole = sent(Image.effect_noise((300, 200), 60), "JPEG")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    gif = sent(Image.new("P", (80, 80)), "GIF")
    for wrong in (b"", gif, svg, whole[:900], b"\xff\xd8\xff" + b"A" * 5000):
        with pytest.raises(UserError, match=r"^This cannot be read as a picture: send a JPEG, a PNG or a WebP\.$"):
            decoded(wrong)
    with pytest.raises(UserError, match="8 MB"):
        decoded(b"\xff" * (MOST_BYTES + 1))


def test_the_same_picture_is_kept_once_under_the_name_of_its_content(home: Path) -> None:
    first = encoded(halves("red", "blue").convert("RGB"))
    assert keep(first, "stories") == keep(first, "stories") != keep(encoded(halves("red", "red")), "stories")
    assert (home / "media" / "stories" / f"{first.digest[:32]}.webp").read_bytes() == first.content
    assert len(list((home / "media" / "stories").iterdir())) == 2
