"""Pictures that somebody sends: decoded within bounds and encoded anew, so that nothing but pixels is kept."""

import io
import warnings
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageFile, ImageOps

from frontrow.errors import UserError
from frontrow.writing import replace

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000  # 120 MB decoded; a phone's picture has 12 to 50 million
LARGEST = 2000  # pixels of the longer side that are kept
LEAST = 64
PAPER = (244, 240, 232)  # under what is transparent
QUALITY = 86  # of WebP, of 100


class BadPicture(UserError):
    """What was sent cannot be kept; the message says why in one sentence."""


@dataclass(frozen=True)
class Encoded:
    """content: a WebP without metadata. digest: of the content, hexadecimal. pixels: the picture itself."""

    content: bytes
    width: int
    height: int
    digest: str
    pixels: Image.Image


def decoded(
    data: bytes, most_bytes: int = MOST_BYTES, most_pixels: int = MOST_PIXELS, largest: int | None = LARGEST
) -> Image.Image:
    """A sent picture as it is meant to be seen: upright, sRGB, one that stands still; RGBA where something is clear.

    Of a JPEG that holds several pictures, as phones write them, it is the first.

    most_bytes: of the file. most_pixels: width times height, asked before anything is decoded. largest: a JPEG is read
    at an eighth, a quarter or half of its size while its longer side keeps so many pixels; None reads it whole.
    Raises BadPicture.
    """
    if len(data) > most_bytes:
        raise BadPicture(_("The picture is larger than %(mb)s MB.") % {"mb": most_bytes // 1024**2})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.filterwarnings("ignore", "Image appears to be a malformed MPO")  # its first picture is whole
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                if opened.width * opened.height > most_pixels:
                    raise Image.DecompressionBombError
                if opened.format != "MPO" and getattr(opened, "n_frames", 1) > 1:  # MPO: a phone's, with its depth
                    raise BadPicture(_("The picture moves; send one that stands still."))
                if largest:
                    opened.draft(None, _least(opened.size, largest))  # of no effect on what is no JPEG
                ImageOps.exif_transpose(opened, in_place=True)
                return _bare(_standard(opened))
    except BadPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BadPicture(_("The picture has more than %(n)s million pixels.") % {"n": most_pixels // 10**6}) from None
    except Exception:  # Pillow's decoders fail in many ways on hostile files
        raise BadPicture(_("This cannot be read as a picture: send a JPEG, a PNG or a WebP.")) from None


def encoded(pixels: Image.Image) -> Encoded:
    """Pixels as the file that is kept."""
    file = io.BytesIO()
    pixels.save(file, "WEBP", quality=QUALITY, method=4)
    content = file.getvalue()
    return Encoded(content, pixels.width, pixels.height, sha256(content).hexdigest(), pixels)


def on_paper(pixels: Image.Image, largest: int = LARGEST) -> Image.Image:
    """The picture in RGB, at most `largest` pixels wide and high, on paper where it was clear. Raises BadPicture."""
    if min(pixels.size) < LEAST:
        raise BadPicture(_("The picture is smaller than %(n)s pixels.") % {"n": LEAST})
    if pixels.mode == "RGBA":
        paper = Image.new("RGB", pixels.size, PAPER)
        paper.paste(pixels, mask=pixels.getchannel("A"))
        pixels = paper
    pixels.thumbnail((largest, largest), Image.Resampling.LANCZOS)
    return pixels


def keep(picture: Encoded, room: str) -> str:
    """Write the picture below the media folder, named by its content; the path relative to that folder."""
    path = Path(room) / f"{picture.digest[:32]}.webp"
    whole = Path(settings.MEDIA_ROOT) / path
    if not whole.exists():
        replace(whole, picture.content)
    return path.as_posix()


def _least(size: tuple[int, int], largest: int) -> tuple[int, int]:
    """The size in which a picture is kept, but never too narrow: none is refused for what was not read of it."""
    longer = max(size)
    return max(LEAST, size[0] * largest // longer), max(LEAST, size[1] * largest // longer)


def _standard(picture: Image.Image) -> Image.Image:
    """In sRGB: a profile that is thrown away would change the colours."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source: Any = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = "RGBA" if picture.mode == "RGBA" else "RGB"
            turned = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError):
            return picture
        return turned or picture
    return picture


def _bare(picture: Image.Image) -> Image.Image:
    """The picture without any information but its pixels; of a file that is read, a new one."""
    clear = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    mode = "RGBA" if clear else "RGB"
    if picture.mode != mode or isinstance(picture, ImageFile.ImageFile):
        picture = picture.convert(mode)
    picture.info = {}
    return picture
