"""A sponsor's picture in the size of its shape."""

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from frontrow.web.pictures import BadPicture, decoded, encoded, keep
from frontrow.web.sponsors.places import Shape

MOST_BYTES = 4 * 1024 * 1024
MOST_PIXELS = 24_000_000
CROOKED = 0.1  # by how much the sides may differ from the shape's


def made(content: bytes, shape: Shape) -> Image.Image:
    """The picture in the shape's size, cut to its sides; clear where it was. Raises BadPicture."""
    pixels = decoded(content, MOST_BYTES, MOST_PIXELS, largest=None)  # its own size is told
    width, height = pixels.size
    if abs(width * shape.height / (height * shape.width) - 1) > CROOKED:
        raise BadPicture(
            _("The picture is %(width)d by %(height)d; this place wants %(w)d by %(h)d, or the same sides.")
            % {"width": width, "height": height, "w": shape.width, "h": shape.height}
        )
    if width < shape.width // 2:
        raise BadPicture(_("The picture is too small: at least %(w)d pixels wide.") % {"w": shape.width // 2})
    return ImageOps.fit(pixels, (shape.width, shape.height), Image.Resampling.LANCZOS)


def kept(content: bytes, shape: Shape) -> str:
    """Make the picture and put it among the media, named by its content; its path there. Raises BadPicture."""
    return keep(encoded(made(content, shape)), "sponsors")
