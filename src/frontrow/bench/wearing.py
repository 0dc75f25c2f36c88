"""An outfit on a body, dressed and walked exactly as a look is."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body import Body, clips, named_body
from frontrow.cloth import Cloth
from frontrow.errors import UserError
from frontrow.fabric import Fabric, resolve
from frontrow.look.dress import QUALITIES, Dresser, Worn
from frontrow.pattern import SewnGarment, draft, load, sew

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Outfit:
    """Garments from the skin outwards, cut to the wearer, and their fabrics."""

    name: str
    wearer: Body
    garments: tuple[SewnGarment, ...]
    fabrics: tuple[Fabric, ...]


def outfit(patterns: Path, name: str, body: str, resolution: float | None, rough: float = 1.0) -> Outfit:
    """name: patterns of the folder from the skin outwards, joined by +; resolution, rough: see `pattern.sew`."""
    wearer = named_body(body)
    files = [patterns / f"{part}.yaml" for part in name.split("+")]
    for file in files:
        if not file.is_file():
            raise UserError(f"There is no pattern {file}.")
    garments = tuple(sew(draft(load(file), wearer.measures, {}), wearer, resolution, rough) for file in files)
    return Outfit(name, wearer, garments, tuple(resolve(g.fabric, patterns) for g in garments))


def worn(outfit: Outfit, quality: str) -> Worn:
    """Dress it, let it settle and walk it."""
    wearer = outfit.wearer
    dresser = Dresser(wearer, clips(wearer), replace(QUALITIES[quality], moves=False), 0, lambda step, share: None)
    return dresser.wear(outfit.garments, outfit.fabrics)


def knitted(outfit: Outfit, starts: NDArray[Any]) -> NDArray[np.bool_]:
    """(n,) which points belong to a knit."""
    kinds = [fabric.weave == "jersey" for fabric in outfit.fabrics]
    return np.repeat(np.array(kinds), np.diff(starts))


def thread_strain(cloth: Cloth, frames: Floats) -> Floats:
    """(F, t) the larger strain of each triangle along weft and warp, in frames (F, n, 3) metres.

    An edge on the bias lengthens when threads merely turn; this does not."""
    flat = cloth.flat
    a, b = flat[:, 1] - flat[:, 0], flat[:, 2] - flat[:, 0]
    det = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    corners = frames[:, cloth.triangles]
    u, v = corners[:, :, 1] - corners[:, :, 0], corners[:, :, 2] - corners[:, :, 0]
    weft = (u * b[:, 1, None] - v * a[:, 1, None]) / det[:, None]
    warp = (v * a[:, 0, None] - u * b[:, 0, None]) / det[:, None]
    return np.asarray(np.maximum(np.linalg.norm(weft, axis=2), np.linalg.norm(warp, axis=2)) - 1)
