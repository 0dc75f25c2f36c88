"""A drape space: one garment in one cut, draped at once on any standing body of a range."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body import Body, mannequin, pose, stand
from frontrow.look.space.carrier import Carrier
from frontrow.look.space.correct import DEEP, LEAST, Surface, led_out
from frontrow.look.space.regression import Features, Process

Floats = NDArray[np.float64]

ERROR = 0.010  # metres: a drape foretold to be farther off than this is not to be trusted
STRETCH, STRETCHED = 0.06, 0.05  # a garment is too tight when more than this share of its edges is longer by 6 %
PUSHED = 0.012  # metres: mean correction above which the body is not one that the garment was seen on


@dataclass(frozen=True)
class Trust:
    """How far a drape can be relied on, each judged from the body and the foretold drape alone.

    error: metres, the mean distance from a simulation that is to be expected; stretched: the share of edges that are
    more than 6 % longer than on the flat pattern; pushed: metres, the mean of the last correction; stuck: points that
    it could not lead out; reason: "" or why a simulation should take its place: "far" from the bodies it was made on,
    "tight", or "inside" the body.
    """

    error: float
    stretched: float
    pushed: float
    stuck: int

    @property
    def reason(self) -> str:
        if self.stretched > STRETCHED:
            return "tight"
        if self.stuck or self.pushed > PUSHED:
            return "inside"
        return "far" if self.error > ERROR else ""

    @property
    def ok(self) -> bool:
        return not self.reason


@dataclass(frozen=True, eq=False)
class Space:
    """What a `.drape` file holds.

    weld: (m,) vertex of each corner; uv: (m, 2) metres on the flat pattern; triangles: (t, 3) corners; error: metres
    for a variance of 1; starts: (n, 3) where the last correction looks first; facts: plain data about garment, range
    and how well it was learnt.
    """

    weld: NDArray[np.int32]
    uv: Floats
    triangles: NDArray[np.int32]
    carrier: Carrier
    features: Features
    process: Process
    modes: Floats
    error: float
    starts: NDArray[np.uint16]
    facts: Mapping[str, Any]

    def drape(self, body: Body) -> tuple[Floats, Trust]:
        """Positions (n, 3) metres on the body as it stands, and how far to trust them."""
        standing = stand(body)
        return self.drape_on(pose(body, standing.rotations, standing.root))

    def drape_on(self, body: NDArray[Any]) -> tuple[Floats, Trust]:
        """The same for a posed body (nb, 3)."""
        b = np.asarray(body, np.float64)
        carried = self.carrier.on(b)
        shares, variance = self.process.at(self.features.at(carried))
        raw = carried + np.tensordot(shares, self.modes, 1)
        x, stuck = led_out(raw, self.surface.ring, self.starts, skin(), b, LEAST, DEEP)
        pushed = float(np.linalg.norm(x - raw, axis=1).mean())
        return x, Trust(self.error * variance**0.5, self.stretched(x), pushed, stuck)

    def stretched(self, positions: Floats) -> float:
        """The share of edges that are more than 6 % longer than on the flat pattern; inner edges count twice."""
        ends, limit = self._edges
        square = ((positions[ends[:, 0]] - positions[ends[:, 1]]) ** 2).sum(axis=1)
        return float((square > limit).mean())

    @cached_property
    def _edges(self) -> tuple[NDArray[np.int32], Floats]:
        """Edges (e, 2) as triangles have them, inner ones twice, and the most that their squared length may be."""
        t = self.triangles
        corners = np.concatenate([t[:, [0, 1]], t[:, [1, 2]], t[:, [2, 0]]])
        square = ((self.uv[corners[:, 0]] - self.uv[corners[:, 1]]) ** 2).sum(axis=1)
        return self.weld[corners], (1 + STRETCH) ** 2 * square

    @cached_property
    def surface(self) -> Surface:
        """The garment's own mesh over its vertices."""
        return Surface.of(self.weld[self.triangles], len(self.carrier.rest))


@cache
def skin() -> Surface:
    """The mannequin's mesh."""
    m = mannequin()
    return Surface.of(m.triangles, m.vertices)
