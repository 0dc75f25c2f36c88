"""What can be measured of a picture: what it looks like from afar, and how sharp it is."""

from collections.abc import Mapping

import numpy as np
from PIL import Image

SIDE = 16  # of the hash, in bits: with 8, two coats before one wall had the same
TWIN = 12  # of 256 bits. Our posters, shrunk to a third and encoded anew, differ by 6 at most; two looks by 18 at least
SHARP = 120.0  # variance of the Laplacian at 512 pixels' width from which nothing is missing; chosen on our posters
WIDTH = 512


def phash(picture: Image.Image) -> str:
    """256 bits, hexadecimal: the signs of the low frequencies (Zauner, 2010), by `imagehash`."""
    import imagehash  # here: most pages need none of it

    return str(imagehash.phash(picture, hash_size=SIDE))


def distance(one: str, other: str) -> int:
    """Bits in which two hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def twin(found: str, others: Mapping[str, str]) -> str:
    """The name of the picture among `others` (hash by name) that is the same one; "" for none."""
    near = min(others, key=lambda name: distance(found, others[name]), default="")
    return near if near and distance(found, others[near]) <= TWIN else ""


def sharpness(picture: Image.Image) -> float:
    """0 to 1: the variance of the Laplacian (Pech-Pacheco et al., ICPR 2000) of the luminance at one width.

    The sharpest of sixteen tiles counts: a portrait before an empty wall is sharp.
    """
    from scipy.ndimage import laplace

    grey = picture.convert("L").resize((WIDTH, max(4, WIDTH * picture.height // picture.width)))
    edges = laplace(np.asarray(grey, dtype=np.float32))
    tiles = [tile for row in np.array_split(edges, 4) for tile in np.array_split(row, 4, axis=1)]
    return float(min(1.0, np.sqrt(max(tile.var() for tile in tiles) / SHARP)))
