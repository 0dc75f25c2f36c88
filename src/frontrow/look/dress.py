"""Puts garments on a body, from the skin outwards, and lets it walk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from time import process_time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body import Body, Pose, Walk, dressing_pose, pose_frames, stand
from frontrow.cloth import Cloth, ClothMaterial, Collider, Loop, Settings, Solver, fitted, limbs, settle, simulate
from frontrow.fabric import Fabric
from frontrow.look.mesh import averaging, vertex_normals
from frontrow.pattern import SewnGarment

Array = NDArray[Any]
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Quality:
    """How carefully a look is made.

    resolution: edge length in metres, None for about 6,000 vertices a garment; frames of dressing (a layer at a
    time), of coming to stand, of resting there, of the first steps; loops: rounds of the walk, the last is kept.
    """

    resolution: float | None
    substeps: int
    dress: int
    stand: int
    rest: int
    start: int
    loops: int


QUALITIES = {
    "draft": Quality(resolution=0.034, substeps=12, dress=45, stand=14, rest=14, start=14, loops=2),
    "full": Quality(resolution=None, substeps=16, dress=120, stand=28, rest=40, start=24, loops=2),
}


@dataclass(frozen=True)
class Worn:
    """The simulation's outcome; garments share one vertex numbering, `starts` (g + 1,) says where each begins.

    settled: (n, 3) standing still, with settled_body (nb, 3); dressing_body: (nb, 3) as the garments were put on;
    loop: one period of the walk without a seam, with
    body (F, nb, 3); metres. seconds: CPU time of settling and of walking.
    """

    cloth: Cloth
    starts: Array
    settled: Array
    settled_body: Array
    dressing_body: Array
    loop: Loop
    body: Array
    seconds: dict[str, float]


def fused(material: ClothMaterial, layers: int) -> ClothMaterial:
    """Several layers of a cloth as one, such as a waistband with its stiffener.

    Weight, thickness and membrane stiffness add up; a plate's bending rigidity goes with the cube of its thickness
    (Timoshenko & Woinowsky-Krieger, Theory of Plates and Shells, 1959, eq. 3)."""
    return replace(
        material,
        density=layers * material.density,
        thickness=layers * material.thickness,
        stretch_warp=layers * material.stretch_warp,
        stretch_weft=layers * material.stretch_weft,
        shear=layers * material.shear,
        bend_warp=layers**3 * material.bend_warp,
        bend_weft=layers**3 * material.bend_weft,
    )


def as_cloth(garment: SewnGarment, fabric: Fabric) -> Cloth:
    """One sewn garment for the solver: of its fabric, fused where the pattern says so."""
    kinds = sorted(set(garment.layers))
    kind_of_panel = np.array([kinds.index(layers) for layers in garment.layers], np.int32)
    return Cloth(
        triangles=garment.weld[garment.triangles],
        flat=garment.flat[garment.triangles],
        materials=tuple(fused(ClothMaterial.of(fabric), layers) for layers in kinds),
        material=kind_of_panel[garment.panel[garment.triangles[:, 0]]],
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


def calmed(frames: Array, triangles: Array) -> NDArray[np.float32]:
    """A loop (F, n, 3) without the solver's tremor: bumps as fine as the mesh, jerks as short as a frame.

    Points move along the surface's normal alone, so that lengths stay what they are, and there and back (Taubin
    1995), so that folds keep their size; then each frame is a quarter each of its neighbours and half of itself.
    """
    count, n, _ = frames.shape
    mean = averaging(triangles, n)
    out = np.empty((count, n, 3), np.float32)
    for f, frame in enumerate(frames):
        x = frame.astype(np.float64)
        normal = vertex_normals(x, triangles).astype(np.float64)
        for share in (0.6, -0.5, 0.6, -0.5, 0.6, -0.5):
            x += share * ((mean @ x - x) * normal).sum(axis=1, keepdims=True) * normal
        out[f] = x
    return np.asarray(0.5 * out + 0.25 * (np.roll(out, 1, axis=0) + np.roll(out, -1, axis=0)), np.float32)


def cleared(frames: Array, cloth: Cloth, bodies: Array, collider: Collider) -> NDArray[np.float32]:
    """A loop (F, n, 3) put clear of bodies (F, nb, 3) and eased, frame by frame; the moves are then averaged with
    those of the frames beside (a quarter, a half, a quarter), so that the fit adds no tremor."""
    pairs = zip(frames, bodies, strict=True)
    moves = np.array([fitted(x, cloth, body, collider, reach=0.012, rounds=3) - x for x, body in pairs])
    calm = frames + 0.5 * moves + 0.25 * (np.roll(moves, 1, axis=0) + np.roll(moves, -1, axis=0))
    return np.asarray(calm, np.float32)


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
        quality, count = self.quality, len(garments)
        cloths = [as_cloth(g, f) for g, f in zip(garments, fabrics, strict=True)]
        dressing, standing = dressing_pose(self.body), stand(self.body)
        first = self._posed(dressing.rotations[None], dressing.root[None])[0]
        on = np.zeros((0, 3))
        for layer in range(count):
            start = garments[layer].over(self.body, self._worn(garments[:layer], on)) if layer else garments[0].placed
            positions = np.concatenate([on, start])
            solver = Solver(Cloth.join(cloths[: layer + 1]), self.collider, self.settings, self.seed, positions)
            settle(solver, first, most=quality.dress, dt=self.dt, progress=self._stage("settle", layer, count + 1))
            on = solver.positions.copy()
        share = np.r_[eased(quality.stand), np.ones(quality.rest)]
        turns = between(dressing.rotations, standing.rotations, share)
        bodies = self._posed(turns, dressing.root + share[:, None] * (standing.root - dressing.root))
        said = self._stage("settle", count, count + 1)
        before = first
        for f, after in enumerate(bodies):
            solver.step(before, after, self.dt, drag=0.5 if f < quality.stand else 2.0)
            before = after
            said((f + 1) / len(bodies))
        settled = fitted(solver.positions, solver.cloth, before, self.collider)
        halfway = process_time()
        loop, walking = self._walk(solver, standing, before)
        frames = calmed(loop.frames, solver.cloth.triangles)
        loop = replace(loop, frames=cleared(frames, solver.cloth, walking, self.collider))
        seconds = {"settle": halfway - began, "walk": process_time() - halfway}
        starts = np.cumsum([0, *(c.vertices for c in cloths)])
        return Worn(solver.cloth, starts, settled, before, first, loop, walking, seconds)

    def _worn(self, garments: Sequence[SewnGarment], on: Array) -> list[tuple[Array, Array]]:
        """What hangs on the body already, garment by garment; on: (n, 3) all their vertices."""
        ends = np.cumsum([len(g.placed) for g in garments])[:-1]
        return [(x, g.weld[g.triangles]) for x, g in zip(np.split(on, ends), garments, strict=True)]

    def _posed(self, rotations: Array, roots: Array) -> Array:
        return pose_frames(self.body, rotations, roots)

    def _stage(self, step: str, number: int, count: int) -> Callable[[float], None]:
        return lambda share: self.progress(step, (number + share) / count)

    def _walk(self, solver: Solver, standing: Pose, before: Array) -> tuple[Loop, Array]:
        walk, begin = self.walk, self.quality.start
        share = eased(begin)
        ahead = np.arange(1 - begin, 1) % len(walk.roots)
        turns = between(standing.rotations, walk.rotations[ahead], share)
        start = self._posed(turns, standing.root + share[:, None] * (walk.roots[ahead] - standing.root))
        said = self._stage("walk", 0, 10)
        for f, after in enumerate(start):
            solver.step(before, after, self.dt, wind=(0.0, 0.0, -walk.speed * float(share[f])))
            before = after
            said((f + 1) / begin)
        body = self._posed(walk.rotations, walk.roots)
        loop = simulate(
            solver,
            body,
            walk.period,
            loops=self.quality.loops,
            wind=(0.0, 0.0, -walk.speed),
            progress=lambda done: self.progress("walk", 0.1 + 0.9 * done),
        )
        return loop, body
