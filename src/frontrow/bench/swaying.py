"""A settled garment on a body that sways: the same task for every solver."""

from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from frontrow.bench.wearing import Outfit, outfit
from frontrow.body import dressing_pose, pose_frames, stand
from frontrow.cloth import Cloth, Collider, Settings, Solver, limbs, settle
from frontrow.look.dress import as_cloth, between, eased

Floats = NDArray[np.float64]

DT = 1 / 60
SWAY, BEAT = 0.03, 1.0  # metres to either side, seconds


@dataclass(frozen=True)
class Task:
    """Cloth at rest, positions (n, 3), on a body (nb, 3) that then sways from side to side."""

    cloth: Cloth
    positions: Floats
    collider: Collider
    body: Floats

    def shift(self, time: float) -> Floats:
        """(3,) metres the body is away from its place after `time` seconds; it starts gently."""
        phase = 2 * np.pi * time / BEAT
        return np.array([SWAY * np.sin(phase) * min(1.0, phase / np.pi), 0.0, 0.0])

    def divided(self) -> "Task":
        """The same with every triangle in four."""
        cloth, t, f = self.cloth, self.cloth.triangles, self.cloth.flat
        edges = cloth.edges.astype(np.int64)
        key = edges[:, 0] * cloth.vertices + edges[:, 1]
        sides = np.sort(np.stack([t[:, [0, 1]], t[:, [1, 2]], t[:, [2, 0]]], axis=1).astype(np.int64), axis=2)
        ab, bc, ca = (cloth.vertices + np.searchsorted(key, sides[..., 0] * cloth.vertices + sides[..., 1])).T
        a, b, c = t.T
        corners = [(a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca)]
        fa, fb, fc = f[:, 0], f[:, 1], f[:, 2]
        fab, fbc, fca = (fa + fb) / 2, (fb + fc) / 2, (fc + fa) / 2
        flats = [(fa, fab, fca), (fab, fb, fbc), (fca, fbc, fc), (fab, fbc, fca)]
        finer = Cloth(
            np.concatenate([np.stack(one, axis=1) for one in corners]).astype(np.int32),
            np.concatenate([np.stack(one, axis=1) for one in flats]),
            cloth.materials,
            np.tile(cloth.material, 4),
            np.concatenate([cloth.layer, cloth.layer[edges[:, 0]]]),
        )
        middle = self.positions[edges].mean(axis=1)
        return replace(self, cloth=finer, positions=np.concatenate([self.positions, middle]))


def task(patterns: Path, name: str, body: str, resolution: float | None, settings: Settings | None = None) -> Task:
    """An outfit cut, put on and settled by our own solver; what the comparison starts from."""
    clothes = outfit(patterns, name, body, resolution)
    return settled(clothes, settings or Settings())


def settled(clothes: Outfit, settings: Settings) -> Task:
    wearer = clothes.wearer
    mannequin = wearer.mannequin
    parts = limbs(list(mannequin.joint_names), mannequin.joint_indices, mannequin.joint_weights)
    collider = Collider(mannequin.triangles, parts)
    cloth = Cloth.join([as_cloth(g, f) for g, f in zip(clothes.garments, clothes.fabrics, strict=True)])
    dressing, standing = dressing_pose(wearer), stand(wearer)
    share = np.r_[0.0, eased(28), np.ones(30)]
    turns = between(dressing.rotations, standing.rotations, share)
    bodies = pose_frames(wearer, turns, dressing.root + share[:, None] * (standing.root - dressing.root))
    placed = np.concatenate([g.placed for g in clothes.garments])
    solver = Solver(cloth, collider, settings, positions=placed)
    settle(solver, bodies[0], most=120)
    for before, after in pairwise(bodies):
        solver.step(before, after, DT, drag=2.0)
    return Task(cloth, solver.positions.copy(), collider, np.asarray(bodies[-1], np.float64))
