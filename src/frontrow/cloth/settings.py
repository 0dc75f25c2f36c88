"""How carefully the solver works."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """substeps a frame; ties calm and the friction of bending acts every `refresh` substeps, air and the friction of
    threads every `breath`; contacts are looked for `searches` times.

    offset: metres between body and the first layer, so that flat triangles do not cut a round body. gap: metres
    between cloth and cloth. creep: m/s, the fastest that an overlap is pushed apart. limit: m/s, the fastest cloth.
    damping: 1/s, numerical friction within the cloth, added to the material's own. shelter: share of the wind
    that reaches cloth about a body, which drags the air along. collide_cloth: whether cloth meets cloth. away: metres
    from the body at which cloth is taken to have flown apart, and simulating it ends.
    """

    substeps: int = 16
    refresh: int = 4
    searches: int = 4
    offset: float = 0.0035
    gap: float = 0.0025
    creep: float = 0.25
    limit: float = 10.0
    damping: float = 120.0
    gravity: float = 9.81
    shelter: float = 0.5
    collide_cloth: bool = True
    away: float = math.inf

    @property
    def breath(self) -> int:
        """Twice `refresh`, if the frame can be so divided."""
        return 2 * self.refresh if self.substeps % (2 * self.refresh) == 0 else self.refresh
