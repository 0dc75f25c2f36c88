"""Puts garments on a body, from the skin outwards, and lets it walk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import process_time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body import Body, Clip, dressing_pose, pose_frames, stand
from frontrow.cloth import Cloth, ClothMaterial, Collider, Loop, Passage, Settings, Solver, limbs, settle
from frontrow.cloth.orbit import RATES
from frontrow.errors import UserError
from frontrow.fabric import Fabric
from frontrow.look.moves import Moves
from frontrow.pattern import SewnGarment

Array = NDArray[Any]
Progress = Callable[[str, float], None]
AWAY = 5.0  # metres; no garment reaches so far from its wearer


@dataclass(frozen=True)
class Quality:
    """How carefully a look is made.

    resolution: edge length in metres, None for about 6,000 vertices a garment; frames of dressing (a layer at a
    time), of coming to stand, of resting there; rates: 1/s, how firmly each round of the walk is led towards the one
    before it, the last is kept; moves: whether it also stands, stops, poses, turns and goes.
    """

    resolution: float | None
    substeps: int
    dress: int
    stand: int
    rest: int
    rates: tuple[float, ...]
    moves: bool


QUALITIES = {
    "draft": Quality(resolution=0.034, substeps=12, dress=45, stand=14, rest=14, rates=RATES, moves=False),
    "full": Quality(resolution=None, substeps=16, dress=120, stand=28, rest=40, rates=RATES, moves=True),
}


@dataclass(frozen=True)
class Worn:
    """The simulation's outcome; garments share one vertex numbering, `starts` (g + 1,) says where each begins.

    settled: (n, 3) standing still, with settled_body (nb, 3); dressing_body: (nb, 3) as the garments were put on;
    loop: the walk, with body (F, nb, 3); metres. frames: clip -> (F, n, 3) float32 and skins: clip -> (F, nb, 3),
    `walk` first; joints: how the other clips arrive. seconds: CPU time of settling, walking and of the other moves.
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
        crease_edges=garment.creases,
        crease=garment.crease,
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

    def __init__(self, body: Body, clips: Mapping[str, Clip], quality: Quality, seed: int, progress: Progress) -> None:
        self.body, self.clips, self.quality, self.seed, self.progress = body, clips, quality, seed, progress
        mannequin = body.mannequin
        names = list(mannequin.joint_names)
        parts = limbs(names, mannequin.joint_indices, mannequin.joint_weights)
        self.collider = Collider(mannequin.triangles, parts)
        self.settings = Settings(substeps=quality.substeps)
        self.dt = float(clips["walk"].times[1])

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
        settled = solver.positions.copy()
        halfway = process_time()
        moves = Moves(solver, self.body, self.clips)
        loop = moves.walk(quality.rates, lambda done: self.progress("walk", (0.5 if quality.moves else 1.0) * done))
        walked = process_time()
        if quality.moves:
            moves.rest(lambda done: self.progress("walk", 0.5 + 0.5 * done))
        kept_together(moves.frames, skin := moves.skins["walk"])
        seconds = {"settle": halfway - began, "walk": walked - halfway, "moves": process_time() - walked}
        starts = np.cumsum([0, *(c.vertices for c in cloths)])
        return Worn(
            solver.cloth, starts, settled, before, first, loop, skin, moves.frames, moves.skins, moves.joints, seconds
        )

    def _worn(self, garments: Sequence[SewnGarment], on: Array) -> list[tuple[Array, Array]]:
        """What hangs on the body already, garment by garment; on: (n, 3) all their vertices."""
        ends = np.cumsum([len(g.placed) for g in garments])[:-1]
        return [(x, g.weld[g.triangles]) for x, g in zip(np.split(on, ends), garments, strict=True)]

    def _posed(self, rotations: Array, roots: Array) -> Array:
        return pose_frames(self.body, rotations, roots)

    def _stage(self, step: str, number: int, count: int) -> Callable[[float], None]:
        return lambda share: self.progress(step, (number + share) / count)


def kept_together(frames: Mapping[str, Array], skin: Array) -> None:
    """Raises UserError when cloth (F, n, 3) is farther from the body (F, nb, 3), metres, than any garment reaches."""
    low, high = skin.min(axis=(0, 1)) - AWAY, skin.max(axis=(0, 1)) + AWAY
    for name, cloth in frames.items():
        if not ((cloth > low) & (cloth < high)).all():
            raise UserError(
                f'The cloth flew apart in "{name}": it starts too tangled or too tight; give the pattern more ease, '
                "or another size or fabric."
            )
