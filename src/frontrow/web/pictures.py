"""Pictures that somebody sends: decoded within bounds, shrunk, and encoded anew, so that nothing but pixels is kept."""

import io
import warnings
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from frontrow.errors import UserError

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000  # 120 MB decoded; a phone's picture has 12 to 50 million
LARGEST = 2000  # pixels of the longer side that are kept
LEAST = 64
PAPER = (244, 240, 232)  # under what is transparent


@dataclass(frozen=True)
class Encoded:
    """content: a WebP without metadata. digest: of the content, hexadecimal. pixels: the picture itself, RGB."""

    content: bytes
    width: int
    height: int
    digest: str
    pixels: Image.Image


def encoded(data: bytes, largest: int = LARGEST) -> Encoded:
    """A sent picture as we keep it: upright, sRGB, at most `largest` pixels wide and high. Raises UserError."""
    if len(data) > MOST_BYTES:
        raise UserError(_("The picture is larger than %(mb)s MB.") % {"mb": MOST_BYTES // 1024**2})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise Image.DecompressionBombError
                opened.draft("RGB", (largest, largest))
                opened.load()
                pixels = _flat(_standard(ImageOps.exif_transpose(opened)))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UserError(_("The picture has more than %(n)s million pixels.") % {"n": MOST_PIXELS // 10**6}) from None
    except Exception:  # Pillow's decoders fail in many ways on hostile files
        raise UserError(_("This cannot be read as a picture: send a JPEG, a PNG or a WebP.")) from None
    if min(pixels.size) < LEAST:
        raise UserError(_("The picture is smaller than %(n)s pixels.") % {"n": LEAST})
    pixels.thumbnail((largest, largest), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    pixels.save(file, "WEBP", quality=84, method=4)
    content = file.getvalue()
    return Encoded(content, pixels.width, pixels.height, sha256(content).hexdigest(), pixels)


def _standard(picture: Image.Image) -> Image.Image:
    """In sRGB: a profile that is thrown away would change the colours."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        try:
            source: Any = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            return picture
        return turned or picture
    return picture


def _flat(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        paper = Image.new("RGB", clear.size, PAPER)
        paper.paste(clear, mask=clear.getchannel("A"))
        return paper
    made = Image.new("RGB", picture.size)  # a new picture has no info of the old one's
    made.paste(picture.convert("RGB"))
    return made


def keep(picture: Encoded, room: str) -> str:
    """Write the picture below the media folder, named by its content; the path relative to that folder."""
    path = Path(room) / f"{picture.digest[:32]}.webp"
    whole = Path(settings.MEDIA_ROOT) / path
    whole.parent.mkdir(parents=True, exist_ok=True)
    if not whole.exists():
        whole.write_bytes(picture.content)
    return path.as_posix()
