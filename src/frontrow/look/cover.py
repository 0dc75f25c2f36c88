"""Which skin a look hides: what is never seen is left out, what lies under cloth steps back a little."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from frontrow.look.light import COARSE, Rays, cosine_directions, frames_about
from frontrow.look.mesh import averaging, grown, vertex_normals
from frontrow.look.simplify import simplified

Array = NDArray[Any]

STEP_BACK = 0.010  # metres; 8 to 11 hides what a simulation lets through without hollowing the body
LIFT = 0.004  # metres above the skin from which it is looked out of; simpler surfaces stray by less
REACH = 0.30  # metres; cloth farther off than this does not cover
POKE = 0.035  # metres; cloth that has sunk no deeper than this into the skin was meant to lie over it
MARGIN = 3  # rings of skin about 12 mm wide that stay, beside every visible vertex


@dataclass(frozen=True)
class Cover:
    """seen: (n,) bool, some camera outside can see it; under: (n,) 0..1, how surely cloth lies over it."""

    seen: Array
    under: Array

    def stepped_back(self, rest: Array, triangles: Array) -> Array:
        """The rest positions (n, 3) with covered skin drawn inwards by up to STEP_BACK metres."""
        return np.asarray(rest - vertex_normals(rest, triangles) * (STEP_BACK * self.under)[:, None])

    def kept(self, triangles: Array) -> NDArray[np.bool_]:
        """Which triangles (t,) have a seen corner."""
        return np.asarray(self.seen[triangles].any(axis=1))


def cover(
    body: Array, triangles: Array, cloth: list[tuple[Array, Array]], rays: int = 24, always: Array | None = None
) -> Cover:
    """Look at the body through its garments in every frame.

    body: (F, n, 3) metres; cloth: (frames (F, m, 3), triangles) of each garment; always: (n,) bool, skin that is
    kept whatever lies over it. Simpler surfaces stand for all of them: what is asked at their vertices holds for the
    skin about these.
    """
    frames, count = len(body), body.shape[1]
    few = simplified(triangles, body[0], COARSE, body[frames // 2])
    drapes = [(x, simplified(faces, x[0], COARSE, x[frames // 2])) for x, faces in cloth]
    asked = np.unique(few)
    kept = np.zeros(count, bool) if always is None else np.array(always, bool)
    seen, under = kept[asked], np.ones(len(asked), bool)
    for f in range(frames):
        normals = vertex_normals(body[f], few)[asked].astype(np.float64)
        skin = body[f][asked].astype(np.float64)
        garments = Rays(*((x[f], faces) for x, faces in drapes))
        poked = garments.blocked(skin, -normals, POKE) & ~garments.blocked(skin, normals, REACH)
        under &= poked | garments.blocked(skin - 0.02 * normals, normals, REACH)
        everything = Rays((body[f], few), *((x[f], faces) for x, faces in drapes))
        t, s = frames_about(normals, np.random.default_rng(f).uniform(0, 2 * np.pi, len(asked)))
        for d in cosine_directions(rays):
            ask = np.flatnonzero(~seen & ~poked)
            out = d[0] * t[ask] + d[1] * s[ask] + d[2] * normals[ask]
            seen[ask[~everything.blocked(skin[ask] + LIFT * normals[ask], out)]] = True
    near = cKDTree(body[0][asked]).query(body[0])[1]
    bare = grown(~under[near], triangles, 2)
    smooth = averaging(triangles, count)
    depth = np.where(bare, 0.0, 1.0)
    for _ in range(4):
        depth = np.minimum(np.where(bare, 0.0, 1.0), smooth @ depth)
    return Cover(grown(seen[near] | kept, triangles, MARGIN), depth)
