"""Puts garments on a body, from the skin outwards, and lets it walk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import process_time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body import Body, dressing_pose, pose_frames, stand
from frontrow.body.walk import Walk
from frontrow.cloth import Cloth, ClothMaterial, Collider, Settings, Solver, limbs
from frontrow.fabric import Fabric
from frontrow.pattern import SewnGarment

Array = NDArray[Any]
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Quality:
    """How carefully a look is made: mesh size in metres, and frames of each part of the simulation."""

    resolution: float
    substeps: int
    dress: int
    settle: int
    approach: int
    loops: int


QUALITIES = {
    "draft": Quality(resolution=0.032, substeps=12, dress=24, settle=16, approach=12, loops=1),
    "final": Quality(resolution=0.0155, substeps=20, dress=50, settle=36, approach=24, loops=2),
}
CALM = 12  # frames in which a freshly placed garment may only creep into contact
FADE = 18  # frames over which the end of the loop turns into the end of the loop before it


@dataclass(frozen=True)
class Worn:
    """The simulation's outcome; garments share one vertex numbering, `starts` (g + 1,) says where each begins.

    settled: (n, 3) standing still, with settled_body (nb, 3); loop: (F, n, 3), one period of the walk without a
    seam, with body (F, nb, 3); metres. seconds: CPU time of settling and of walking.
    """

    cloth: Cloth
    starts: Array
    settled: Array
    settled_body: Array
    loop: Array
    body: Array
    seconds: dict[str, float]


def material(fabric: Fabric) -> ClothMaterial:
    """What the solver must know of a fabric."""
    return ClothMaterial(
        stretch_warp=fabric.stretch_warp,
        stretch_weft=fabric.stretch_weft,
        shear=fabric.shear,
        bend_warp=fabric.bend_warp,
        bend_weft=fabric.bend_weft,
        density=fabric.density,
        thickness=fabric.thickness,
        friction=fabric.friction,
        damping=100 * fabric.damping,
        drag=1.1 * fabric.drag,
    )


def as_cloth(garment: SewnGarment, fabric: Fabric) -> Cloth:
    """One sewn garment for the solver."""
    return Cloth(
        triangles=garment.weld[garment.triangles],
        flat=garment.flat[garment.triangles],
        materials=(material(fabric),),
        tension_edges=garment.tension_edges,
        tension=garment.tension,
    )


def between(start: Array, end: Array, share: Array) -> Array:
    """Rotations (s, J, 4) on the way from start to end, both (J, 4) or (s, J, 4); share: (s,) 0..1."""
    sign = np.where((start * end).sum(axis=-1, keepdims=True) < 0, -1.0, 1.0)
    w = share[:, None, None]
    q = (1 - w) * start + w * sign * end
    return np.asarray(q / np.linalg.norm(q, axis=-1, keepdims=True))


def eased(count: int) -> Array:
    """(count,) shares from just above 0 to 1 that start and stop gently."""
    t = (np.arange(count) + 1) / count
    return np.asarray(t * t * (3 - 2 * t))


class Dresser:
    """One body being dressed; call `wear` once."""

    def __init__(self, body: Body, walk: Walk, quality: Quality, seed: int, progress: Progress) -> None:
        self.body, self.walk, self.quality, self.seed, self.progress = body, walk, quality, seed, progress
        mannequin = body.mannequin
        names = list(mannequin.joint_names)
        parts = limbs(names, mannequin.joint_indices, mannequin.joint_weights)
        self.collider = Collider(mannequin.triangles, parts)
        self.settings = Settings(substeps=quality.substeps)
        self.dt = walk.period / len(walk.roots)

    def wear(self, garments: Sequence[SewnGarment], fabrics: Sequence[Fabric]) -> Worn:
        """Settle and walk the garments, given from the skin outwards."""
        began = process_time()
        cloths = [as_cloth(g, f) for g, f in zip(garments, fabrics, strict=True)]
        pose = dressing_pose(self.body)
        first = pose_frames(self.body, pose[0][None], pose[1][None])[0]
        placed = np.zeros((0, 3))
        for layer in range(len(garments)):
            solver = self._solver(cloths[: layer + 1])
            solver.positions = np.concatenate([placed, garments[layer].placed])
            for f in range(self.quality.dress):
                calm = f < CALM
                solver.step(
                    first,
                    first,
                    self.dt,
                    gravity=0.0 if calm else 1.0,
                    drag=20.0 if calm else 3.0,
                    limit=0.25 if calm else 2.0,
                )
                self.progress("settle", (layer + (f + 1) / self.quality.dress) / (len(garments) + 1))
            placed = solver.positions.copy()
        standing = stand(self.body)
        share = np.r_[eased(self.quality.approach), np.ones(self.quality.settle)]
        moves = between(pose[0], standing[0], share)
        roots = pose[1] + share[:, None] * (standing[1] - pose[1])
        bodies = np.concatenate([first[None], pose_frames(self.body, moves, roots)])
        for f in range(len(share)):
            solver.step(bodies[f], bodies[f + 1], self.dt, drag=0.5)
            self.progress("settle", (len(garments) + (f + 1) / len(share)) / (len(garments) + 1))
        settled = solver.positions.copy()
        halfway = process_time()
        loop, walking = self._walk(solver, standing)
        seconds = {"settle": halfway - began, "walk": process_time() - halfway}
        starts = np.cumsum([0, *(c.vertices for c in cloths)])
        return Worn(solver.cloth, starts, settled, bodies[-1], loop, walking, seconds)

    def _solver(self, cloths: Sequence[Cloth]) -> Solver:
        return Solver(Cloth.join(cloths), self.collider, self.settings, self.seed)

    def _walk(self, solver: Solver, standing: tuple[Array, Array]) -> tuple[Array, Array]:
        walk, count, begin = self.walk, len(self.walk.roots), self.quality.approach
        share = eased(begin)
        ahead = np.arange(-begin, 0)
        moves = between(standing[0], walk.rotations[ahead % count], share)
        roots = standing[1] + share[:, None] * (walk.roots[ahead % count] - standing[1])
        start = pose_frames(self.body, moves, roots)
        body = pose_frames(self.body, walk.rotations, walk.roots)
        before = pose_frames(self.body, standing[0][None], standing[1][None])[0]
        total = begin + self.quality.loops * count
        kept = []
        for f in range(total):
            after = start[f] if f < begin else body[(f - begin) % count]
            speed = walk.speed * (share[f] if f < begin else 1.0)
            solver.step(before, after, self.dt, wind=(0.0, 0.0, -speed))
            before = after
            if f >= total - count - FADE:
                kept.append(solver.positions.copy())
            self.progress("walk", (f + 1) / total)
        return closed(np.array(kept), count), body


def closed(frames: Array, count: int) -> Array:
    """The last `count` frames of a run (count + FADE or fewer more) as a loop.

    The frames before the loop are what its end should lead up to, so its last FADE frames turn into them.
    """
    lead, loop = frames[:-count], frames[-count:].copy()
    fade = len(lead)
    share = eased(fade)[:, None, None]
    loop[count - fade :] = (1 - share) * loop[count - fade :] + share * lead
    return loop
