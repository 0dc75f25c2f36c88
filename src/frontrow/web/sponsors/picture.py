"""A picture that somebody brings, made again: only its pixels survive, in the size of its shape."""

import hashlib
import io
import warnings
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from frontrow.errors import UserError
from frontrow.web.sponsors.places import Shape

MOST_BYTES = 4 * 1024 * 1024
MOST_PIXELS = 24_000_000
FORMATS = ("PNG", "JPEG", "WEBP")
CROOKED = 0.1  # by how much the sides may differ from the shape's


class BadPicture(UserError):
    """What was brought cannot be shown; the message says why in one sentence."""


def made(content: bytes, shape: Shape) -> bytes:
    """The picture as WebP in the shape's size, cut to its sides. Raises BadPicture."""
    if len(content) > MOST_BYTES:
        raise BadPicture(_("The file is larger than 4 MB."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as image:
                width, height = image.size
                if width * height > MOST_PIXELS:
                    raise BadPicture(_("The picture has more than 24 million pixels."))
                if getattr(image, "n_frames", 1) > 1:
                    raise BadPicture(_("The picture moves; bring one that stands still."))
                upright = ImageOps.exif_transpose(image)
                pixels = upright.convert(
                    "RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB"
                )
    except BadPicture:
        raise
    except Exception:  # decoders raise what they like at what is broken
        raise BadPicture(_("The file is no PNG, JPEG or WebP picture that can be read.")) from None
    width, height = pixels.size
    if abs(width * shape.height / (height * shape.width) - 1) > CROOKED:
        raise BadPicture(
            _("The picture is %(width)d by %(height)d; this place wants %(w)d by %(h)d, or the same sides.")
            % {"width": width, "height": height, "w": shape.width, "h": shape.height}
        )
    if width < shape.width // 2:
        raise BadPicture(_("The picture is too small: at least %(w)d pixels wide.") % {"w": shape.width // 2})
    fitted = ImageOps.fit(pixels, (shape.width, shape.height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    clean = Image.new(fitted.mode, fitted.size)
    clean.paste(fitted)
    clean.save(out, "WEBP", quality=86, method=4)
    return out.getvalue()


def kept(content: bytes, shape: Shape) -> str:
    """Make the picture and put it among the media, named by its content; its path there. Raises BadPicture."""
    data = made(content, shape)
    path = f"sponsors/{hashlib.sha256(data).hexdigest()[:32]}.webp"
    target = Path(settings.MEDIA_ROOT) / path
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_suffix(".draft")
        draft.write_bytes(data)
        draft.replace(target)
    return path
