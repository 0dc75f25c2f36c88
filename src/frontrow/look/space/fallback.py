"""A drape in any case: foretold where that can be trusted, simulated where it cannot."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from frontrow.body import Body, pose, stand
from frontrow.errors import UserError
from frontrow.look.space.build import draper_of
from frontrow.look.space.design import Range
from frontrow.look.space.draper import Settled
from frontrow.look.space.model import Space, Trust
from frontrow.look.spec import GarmentSpec

Floats = NDArray[np.float64]


class Worn(NamedTuple):
    """positions: (n, 3) metres on the standing body; trust: in what was foretold; simulated: whether a simulation took
    its place."""

    positions: Floats
    trust: Trust
    simulated: bool


def worn(space: Space, spec: GarmentSpec, body: Body) -> Worn:
    """The garment of a space on a body; `spec` is what the space was built from. Raises UserError when it is not."""
    positions, trust = space.drape(body)
    return Worn(positions, trust, False) if trust.ok else Worn(simulated(space, spec, body), trust, True)


def simulated(space: Space, spec: GarmentSpec, body: Body) -> Floats:
    """(n, 3) metres: the garment follows as the middle body, on which the space knows it, turns into this one."""
    facts = space.facts
    around = Range(str(facts["chart"]), str(facts["size"]))
    draper, middle, _ = draper_of(spec, around, str(facts["quality"]))
    if not np.array_equal(draper.sewn.weld[draper.sewn.triangles], space.weld[space.triangles]):
        raise UserError(
            f"This drape space of {facts['title']} was built from another pattern or fabric; build it anew."
        )
    standing = stand(middle)
    skin = pose(middle, standing.rotations, standing.root).astype(np.float64)
    return draper.carried(Settled(space.drape_on(skin)[0], skin, 0.0), body).positions
