"""One garment on many bodies: from the pattern, or carried over from the drape on another body."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body import Body, dressing_pose, pose, pose_frames, stand
from frontrow.cloth import Cloth, Collider, Settings, Solver, limbs, settle
from frontrow.fabric import Fabric
from frontrow.look.dress import Quality, as_cloth, between, eased
from frontrow.pattern import Draft, SewnGarment, sew

Floats = NDArray[np.float64]
FRAME = 1 / 60  # seconds
CARRY, REST = 40, 150  # frames in which a body turns into another, and at most until the cloth is at rest
STILL = 0.002  # m/s, rms


@dataclass(frozen=True)
class Settled:
    """A garment at rest on a standing body: positions (n, 3) and body (nb, 3), metres; speed: rms, m/s."""

    positions: Floats
    body: Floats
    speed: float


class Draper:
    """Drapes one drafted garment in one fabric on any body; the mesh is the same on all of them."""

    def __init__(self, draft: Draft, fabric: Fabric, body: Body, quality: Quality, seed: int = 0) -> None:
        mannequin = body.mannequin
        parts = limbs(list(mannequin.joint_names), mannequin.joint_indices, mannequin.joint_weights)
        self.draft, self.fabric, self.quality, self.seed = draft, fabric, quality, seed
        self.sewn: SewnGarment = sew(draft, body, quality.resolution)
        self.cloth: Cloth = as_cloth(self.sewn, fabric)
        self.collider = Collider(mannequin.triangles, parts)
        self.settings = Settings(substeps=quality.substeps)

    def fresh(self, body: Body, seed: int | None = None) -> Settled:
        """From the pattern: placed round the body in its dressing pose, settled, the arms brought down."""
        quality = self.quality
        dressing, standing = dressing_pose(body), stand(body)
        start = sew(self.draft, body, quality.resolution).placed
        first = pose(body, dressing.rotations, dressing.root)
        solver = Solver(self.cloth, self.collider, self.settings, self.seed if seed is None else seed, start)
        settle(solver, first, most=quality.frames.dress, dt=FRAME)
        share = eased(quality.frames.stand)
        turns = between(dressing.rotations, standing.rotations, share)
        before = first
        for after in pose_frames(body, turns, dressing.root + share[:, None] * (standing.root - dressing.root)):
            solver.step(before, after, FRAME, drag=0.5)
            before = after
        return self._rest(solver, before)

    def carried(self, start: Settled, body: Body, seed: int | None = None) -> Settled:
        """From the drape on another body, which turns into this one as the cloth follows."""
        standing = stand(body)
        goal = pose(body, standing.rotations, standing.root).astype(np.float64)
        seed = self.seed if seed is None else seed
        solver = Solver(self.cloth, self.collider, self.settings, seed, start.positions)
        before = start.body
        for share in eased(CARRY):
            after = start.body + share * (goal - start.body)
            solver.step(before, after, FRAME, drag=3.0)
            before = after
        return self._rest(solver, before)

    def _rest(self, solver: Solver, body: NDArray[Any]) -> Settled:
        for _ in range(REST):
            solver.step(body, body, FRAME, drag=3.0)
            if solver.speed() < STILL:
                break
        return Settled(solver.positions.copy(), np.asarray(body, np.float64), solver.speed())
