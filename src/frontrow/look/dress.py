"""Puts garments on a body, from the skin outwards, and lets it walk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import process_time, thread_time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.beside import beside
from frontrow.body import Body, Clip, dressing_pose, pose_frames, stand
from frontrow.cloth import Cloth, ClothMaterial, Collider, Loop, Passage, Settings, Solver, State, limbs, settle
from frontrow.cloth.orbit import RATES
from frontrow.cloth.refine import begins
from frontrow.fabric import Fabric
from frontrow.look.moves import Halt, Moves
from frontrow.pattern import SewnGarment
from frontrow.pattern.carry import Carry
from frontrow.pattern.sewing import VERTICES

Array = NDArray[Any]
Progress = Callable[[str, float], None]
WALKERS = 2  # solvers that walk fine cloth at once
AWAY = 5.0  # metres; no garment reaches so far from its wearer


@dataclass(frozen=True)
class Frames:
    """How long a mesh is moved: frames of dressing (a layer at a time), of coming to stand, of resting there; rates:
    1/s, how firmly each round of the walk is led towards the one before it, the last is kept."""

    dress: int
    stand: int
    rest: int
    rates: tuple[float, ...]


@dataclass(frozen=True)
class Quality:
    """How carefully a look is made.

    resolution: edge length in metres, None for about so many `vertices` a garment; substeps a frame; frames: of a mesh
    that goes all the way by itself; rough: how many times longer the edges of a coarse mesh are that goes first, 1 for
    none, and `rough_frames` of that one; settle: frames in which fine cloth comes to rest after it; moves: whether
    it also stands, stops, poses, turns and goes.
    """

    resolution: float | None
    substeps: int
    frames: Frames
    rough: float
    rough_frames: Frames
    settle: int
    moves: bool
    vertices: int = VERTICES


ALONE, AHEAD = Frames(120, 28, 40, RATES), Frames(45, 16, 10, (0.0, 40.0))
QUALITIES = {
    "draft": Quality(0.034, 12, Frames(45, 14, 14, RATES), 1.0, AHEAD, 0, moves=False),
    "quick": Quality(None, 12, Frames(60, 16, 16, RATES), 1.0, AHEAD, 0, moves=False, vertices=2500),
    "full": Quality(None, 16, ALONE, 2.0, AHEAD, 16, moves=True),
}
CALM = 4.0  # 1/s, drag while fine cloth comes to rest


@dataclass(frozen=True)
class Hung:
    """Garments that hang on a standing body: cloth, `starts` (g + 1,) of each garment's vertices, settled (n, 3) on
    settled_body (nb, 3), put on over dressing_body (nb, 3), metres; seconds: CPU time."""

    cloth: Cloth
    starts: Array
    settled: Array
    settled_body: Array
    dressing_body: Array
    seconds: float


@dataclass(frozen=True)
class Worn:
    """The simulation's outcome; garments share one vertex numbering, `starts` (g + 1,) says where each begins.

    settled: (n, 3) standing still, with settled_body (nb, 3); dressing_body: (nb, 3) as the garments were put on;
    loop: the walk, with body (F, nb, 3); metres. frames: clip -> (F, n, 3) float32 and skins: clip -> (F, nb, 3),
    `walk` first, alone as long as the others are not walked; joints: how those arrive. seconds: CPU time of settling,
    walking and of the other moves.
    """

    cloth: Cloth
    starts: Array
    settled: Array
    settled_body: Array
    dressing_body: Array
    loop: Loop
    body: Array
    frames: Mapping[str, NDArray[np.float32]]
    skins: Mapping[str, NDArray[np.float32]]
    joints: Mapping[str, Passage]
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


def gripping(material: ClothMaterial, grip: float) -> ClothMaterial:
    """The same with a friction of `grip` at least, as a waistband with rubber threads inside."""
    return replace(material, friction=max(material.friction, grip))


def as_cloth(garment: SewnGarment, fabric: Fabric) -> Cloth:
    """One sewn garment for the solver: of its fabric, fused and gripping where the pattern says so."""
    made = list(zip(garment.layers, garment.grips, strict=True))
    kinds = sorted(set(made))
    kind_of_panel = np.array([kinds.index(kind) for kind in made], np.int32)
    return Cloth(
        triangles=garment.weld[garment.triangles],
        flat=garment.flat[garment.triangles],
        materials=tuple(gripping(fused(ClothMaterial.of(fabric), layers), grip) for layers, grip in kinds),
        material=kind_of_panel[garment.panel[garment.triangles[:, 0]]],
        tension_edges=garment.tension_edges,
        tension=garment.tension,
        crease_edges=garment.creases,
        crease=garment.crease,
        above=garment.above,
    )


def joined(garments: Sequence[SewnGarment], fabrics: Sequence[Fabric]) -> Cloth:
    """Garments from the skin outwards as one cloth."""
    return Cloth.join([as_cloth(g, f) for g, f in zip(garments, fabrics, strict=True)])


def starts_of(garments: Sequence[SewnGarment]) -> Array:
    """(g + 1,) where each garment's vertices begin in their common numbering, and how many there are."""
    return np.cumsum([0, *(int(g.weld.max()) + 1 for g in garments)])


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
    """One body being dressed; call `wear`, then `halt` and `rest`, each at most once."""

    def __init__(self, body: Body, clips: Mapping[str, Clip], quality: Quality, seed: int, progress: Progress) -> None:
        self.body, self.clips, self.quality, self.seed, self.progress = body, clips, quality, seed, progress
        mannequin = body.mannequin
        names = list(mannequin.joint_names)
        parts = limbs(names, mannequin.joint_indices, mannequin.joint_weights)
        self.collider = Collider(mannequin.triangles, parts)
        self.settings = Settings(substeps=quality.substeps, away=AWAY)
        self.moves = Moves(body, clips)
        self.dt = self.moves.dt

    def hang(self, garments: Sequence[SewnGarment], fabrics: Sequence[Fabric]) -> Hung:
        """Puts the garments on, given from the skin outwards, and lets them come to rest; nobody walks."""
        began = process_time()
        coarse = [g.rough for g in garments if g.rough]
        ways = [g.carry for g in garments if g.carry]
        if len(coarse) == len(ways) == len(garments):
            solver, first, body = self._put_on(coarse, fabrics, self.quality.rough_frames)
            carry = Carry.join(ways)
            fine = joined(garments, fabrics)
            (solver, *_), settled, _ = self._settled(fine, solver.state().carried(carry.share, carry.triangle), body)
        else:
            solver, first, body = self._put_on(garments, fabrics, self.quality.frames)
            settled = solver.positions.copy()
        return Hung(solver.cloth, starts_of(garments), settled, body, first, process_time() - began)

    def wear(self, garments: Sequence[SewnGarment], fabrics: Sequence[Fabric]) -> Worn:
        """Settle and walk the garments, given from the skin outwards.

        Where all come with a coarse mesh, that is put on and finds its walk, and fine cloth goes on from there."""
        began = process_time()
        coarse = [g.rough for g in garments if g.rough]
        ways = [g.carry for g in garments if g.carry]
        ahead = len(coarse) == len(ways) == len(garments)
        frames = self.quality.rough_frames if ahead else self.quality.frames
        solver, first, standing = self._put_on(coarse if ahead else garments, fabrics, frames)
        rested = process_time()
        if ahead:
            carry, cloth = Carry.join(ways), joined(garments, fabrics)
            start = solver.state()
        if ahead and any(panel.folds for g in garments for panel in g.draft.panels.values()):
            # pressed folds are narrower than coarse triangles, which would give them an orbit that is not theirs
            self._solvers, settled, fine = self._settled(cloth, start.carried(carry.share, carry.triangle), standing)
            loop = self.moves.walk(
                self._solvers[0], self.quality.frames.rates, [0], lambda done: self.progress("walk", done)
            )
        elif ahead:
            keep = begins(len(self.clips["walk"].roots), WALKERS)
            lead, (self._solvers, settled, fine) = beside(
                lambda: self.moves.walk(solver, frames.rates, keep, lambda done: self.progress("walk", 0.5 * done)),
                lambda: self._settled(cloth, start.carried(carry.share, carry.triangle), standing),
            )
            for each, k in zip(self._solvers, keep, strict=True):
                each.resume(lead.states[k].carried(carry.share, carry.triangle), self.dt)
            loop = self.moves.walk_finely(
                self._solvers,
                lambda k: (carry.share @ lead.at(k)[0], carry.share @ lead.at(k)[1]),
                lambda done: self.progress("walk", 0.5 * (1 + done)),
            )
        else:
            settled, fine = solver.positions.copy(), 0.0
            loop = self.moves.walk(solver, frames.rates, [0], lambda done: self.progress("walk", done))
            self._solvers = [solver]
        skin = self.moves.walking
        seconds = {"settle": rested - began + fine, "walk": process_time() - rested - fine, "moves": 0.0}
        starts = starts_of(garments)
        cloth = self._solvers[0].cloth
        return Worn(
            cloth, starts, settled, standing, first, loop, skin, {"walk": loop.frames}, {"walk": skin}, {}, seconds
        )

    def halt(self, worn: Worn) -> Halt:
        """How the cloth comes to rest: before `rest`, and silently, for other work goes on beside it."""
        began = thread_time()
        halt = self.moves.halt(self._solvers[0], worn.loop)
        self._halting = thread_time() - began
        return halt

    def rest(self, worn: Worn, halt: Halt) -> Worn:
        """The same with all other clips."""
        began, moves = process_time(), self.moves
        while len(self._solvers) < WALKERS:
            self._solvers.append(self._solvers[0].twin())
        moves.rest(self._solvers, worn.loop, halt, lambda done: self.progress("moves", done))
        seconds = worn.seconds | {"moves": process_time() - began + self._halting}
        frames, skins = {**worn.frames, **moves.frames}, {**worn.skins, **moves.skins}
        return replace(worn, frames=frames, skins=skins, joints=moves.joints, seconds=seconds)

    def _put_on(
        self, garments: Sequence[SewnGarment], fabrics: Sequence[Fabric], frames: Frames
    ) -> tuple[Solver, Array, Array]:
        """A solver whose cloth stands, the body as it was dressed and as it stands now."""
        count = len(garments)
        dressing, standing = dressing_pose(self.body), stand(self.body)
        first = self._posed(dressing.rotations[None], dressing.root[None])[0]
        on = np.zeros((0, 3))
        for layer in range(count):
            start = garments[layer].over(self.body, self._worn(garments[:layer], on)) if layer else garments[0].placed
            some = slice(layer + 1)
            solver = self._solver(joined(garments[some], fabrics[some]), np.concatenate([on, start]))
            settle(solver, first, most=frames.dress, dt=self.dt, progress=self._stage(layer, count + 1))
            on = solver.positions.copy()
        share = np.r_[eased(frames.stand), np.ones(frames.rest)]
        turns = between(dressing.rotations, standing.rotations, share)
        bodies = self._posed(turns, dressing.root + share[:, None] * (standing.root - dressing.root))
        said = self._stage(count, count + 1)
        before = first
        for f, after in enumerate(bodies):
            solver.step(before, after, self.dt, drag=0.5 if f < frames.stand else 2.0)
            before = after
            said((f + 1) / len(bodies))
        return solver, first, before

    def _settled(self, cloth: Cloth, start: State, body: Array) -> tuple[list[Solver], Array, float]:
        """Solvers of fine cloth, that cloth at rest on a body, and the CPU time it took."""
        began = thread_time()
        first = self._solver(cloth, start.positions)
        solvers = [first, *(first.twin() for _ in range(WALKERS - 1))]
        first.resume(start, self.dt)
        for _ in range(self.quality.settle):
            first.step(body, body, self.dt, drag=CALM)
        return solvers, first.positions.copy(), thread_time() - began

    def _solver(self, cloth: Cloth, positions: Array) -> Solver:
        return Solver(cloth, self.collider, self.settings, self.seed, positions)

    def _worn(self, garments: Sequence[SewnGarment], on: Array) -> list[tuple[Array, Array]]:
        """What hangs on the body already, garment by garment; on: (n, 3) all their vertices."""
        ends = np.cumsum([len(g.placed) for g in garments])[:-1]
        return [(x, g.weld[g.triangles]) for x, g in zip(np.split(on, ends), garments, strict=True)]

    def _posed(self, rotations: Array, roots: Array) -> Array:
        return pose_frames(self.body, rotations, roots)

    def _stage(self, number: int, count: int) -> Callable[[float], None]:
        return lambda share: self.progress("settle", (number + share) / count)
