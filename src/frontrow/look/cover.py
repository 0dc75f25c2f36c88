"""Which skin a look hides: what is never seen is left out, what lies under cloth steps back a little."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.look.light import Rays, cosine_directions, frames_about
from frontrow.look.mesh import averaging, grown, vertex_normals

Array = NDArray[Any]

STEP_BACK = 0.010  # metres; 8 to 11 hides what a simulation lets through without hollowing the body
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
    body: Array, triangles: Array, cloth: list[tuple[Array, Array]], rays: int = 40, always: Array | None = None
) -> Cover:
    """Look at the body through its garments in every frame.

    body: (F, n, 3) metres; cloth: (frames (F, m, 3), triangles) of each garment; always: (n,) bool, skin that is
    kept whatever lies over it.
    """
    count = body.shape[1]
    seen = np.zeros(count, bool) if always is None else np.array(always, bool)
    under = np.ones(count, bool)
    for f, positions in enumerate(body):
        normals = vertex_normals(positions, triangles).astype(np.float64)
        start = positions + 0.002 * normals
        garments = Rays(*((frames[f], faces) for frames, faces in cloth))
        poked = garments.blocked(positions, -normals, POKE) & ~garments.blocked(positions, normals, REACH)
        under &= poked | garments.blocked(positions - 0.02 * normals, normals, REACH)
        everything = Rays((positions, triangles), *((frames[f], faces) for frames, faces in cloth))
        t, s = frames_about(normals, np.random.default_rng(f).uniform(0, 2 * np.pi, count))
        for d in cosine_directions(rays):
            ask = np.flatnonzero(~seen & ~poked)
            out = d[0] * t[ask] + d[1] * s[ask] + d[2] * normals[ask]
            seen[ask[~everything.blocked(start[ask], out)]] = True
    bare = grown(~under, triangles, 2)
    smooth = averaging(triangles, count)
    depth = np.where(bare, 0.0, 1.0)
    for _ in range(4):
        depth = np.minimum(np.where(bare, 0.0, 1.0), smooth @ depth)
    return Cover(grown(seen, triangles, MARGIN), depth)
