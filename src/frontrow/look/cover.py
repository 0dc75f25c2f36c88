"""Skin that lies under cloth steps back a little, so that what cloth lets through does not show."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from frontrow.look.light import COARSE, Rays
from frontrow.look.mesh import averaging, grown, vertex_normals
from frontrow.look.simplify import simplified

Array = NDArray[Any]

STEP_BACK = 0.010  # metres; 8 to 11 hides what a simulation lets through without hollowing the body
REACH = 0.30  # metres; cloth farther off than this does not cover
POKE = 0.035  # metres; cloth that has sunk no deeper than this into the skin was meant to lie over it
MARGIN = 4  # rings of skin about 12 mm wide that stay beside bare skin: moves bare a little more than the walk


@dataclass(frozen=True)
class Cover:
    """under: (n,) 0..1, how surely cloth lies over the skin."""

    under: Array

    def stepped_back(self, rest: Array, triangles: Array) -> Array:
        """The rest positions (n, 3) with covered skin drawn inwards by up to STEP_BACK metres."""
        return np.asarray(rest - vertex_normals(rest, triangles) * (STEP_BACK * self.under)[:, None])


def cover(body: Array, triangles: Array, cloth: list[tuple[Array, Array]], margin: int = MARGIN) -> Cover:
    """Ask in every frame which skin has cloth over it.

    body: (F, n, 3) metres; cloth: (frames (F, m, 3), triangles) of each garment. Simpler surfaces stand for all of
    them: what is asked at their vertices holds for the skin about these. margin: rings of skin that stay beside what is
    bare; coarse cloth that does not move far needs fewer.
    """
    frames, count = len(body), body.shape[1]
    few = simplified(triangles, body[0], COARSE, body[frames // 2])
    drapes = [(x, simplified(faces, x[0], COARSE, x[frames // 2])) for x, faces in cloth]
    asked = np.unique(few)
    under = np.ones(len(asked), bool)
    for f in range(frames):
        normals = vertex_normals(body[f], few)[asked].astype(np.float64)
        skin = body[f][asked].astype(np.float64)
        garments = Rays(*((x[f], faces) for x, faces in drapes))
        poked = garments.blocked(skin, -normals, POKE) & ~garments.blocked(skin, normals, REACH)
        under &= poked | garments.blocked(skin - 0.02 * normals, normals, REACH)
    near = cKDTree(body[0][asked]).query(body[0])[1]
    deepest = np.where(grown(~under[near], triangles, margin), 0.0, 1.0)
    depth, smooth = deepest, averaging(triangles, count)
    for _ in range(4):
        depth = np.minimum(deepest, smooth @ depth)
    return Cover(depth)
