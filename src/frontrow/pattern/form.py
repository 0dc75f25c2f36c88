"""The dress form: a posed body as a pattern maker sees it, with its levels and the tubes of trunk, arm and
leg."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from frontrow.body import Body, dressing_pose, pose

Array = NDArray[np.float64]
Ints = NDArray[np.int32]

COVER = 0.03  # metres: cloth farther off the skin than this covers nothing
UP = np.array([0.0, 1.0, 0.0])
LANDMARKS = {
    "nape": "nape",
    "shoulder": "shoulder_l",
    "armpit": "underarm_l",
    "bust": "bust_l",
    "underbust": "underbust_l",
    "waist": "waist_l",
    "crotch": "crotch",
    "knee": "knee_l",
}


@dataclass(frozen=True, eq=False)
class Form:
    """positions: (n, 3) metres in the dressing pose; triangles: (t, 3), outwards; zones: name -> (n,) bool;
    levels: height of each named level, metres; marks: landmarks as posed; bare: (n,) what no cloth covers."""

    positions: Array
    triangles: Ints
    zones: Mapping[str, NDArray[np.bool_]]
    levels: Mapping[str, float]
    marks: Mapping[str, Array]
    bare: NDArray[np.bool_]

    @staticmethod
    def of(body: Body) -> "Form":
        """The form of a body in its dressing pose."""
        stance = dressing_pose(body)
        positions = pose(body, stance.rotations, stance.root).astype(np.float64)
        shared = body.mannequin
        marks = {name: positions[index] for name, index in shared.landmarks.items()}
        levels = {level: float(marks[mark][1]) for level, mark in LANDMARKS.items()}
        sunk = float(marks["crotch"][1] - body.landmarks["crotch"][1])
        levels["neck"] = levels["nape"] - 0.005  # where neck and shoulder meet at the side
        levels["ankle"] = body.measures["ankle_height"] + sunk
        levels["hip"] = body.measures["hip_height"] + sunk
        levels["waist"] = body.measures["waist_height"] + sunk
        everywhere = np.ones(len(positions), bool)
        return Form(positions, shared.triangles, shared.zones, levels, marks, everywhere)

    def wearing(self, cloth: Array, triangles: Ints) -> "Form":
        """The form with a garment on it: cloth (k, 3) metres, triangles (t, 3), outwards.

        Cloth belongs to the part of the body that it lies on; what it covers is bare no more."""
        far, under = cKDTree(cloth).query(self.positions, distance_upper_bound=COVER)
        near = np.flatnonzero(np.isfinite(far))
        over = ((cloth[under[near]] - self.positions[near]) * self.normals[near]).sum(axis=1) > 0
        bare = self.bare.copy()
        bare[near[over]] = False
        lies_on = self.tree.query(cloth)[1]
        return replace(
            self,
            positions=np.vstack([self.positions, cloth]),
            triangles=np.vstack([self.triangles, triangles + len(self.positions)]),
            zones={name: np.concatenate([zone, zone[self.seen[lies_on]]]) for name, zone in self.zones.items()},
            bare=np.concatenate([bare, np.ones(len(cloth), bool)]),
        )

    @cached_property
    def normals(self) -> Array:
        """(n, 3) unit, outwards."""
        p, t = self.positions, self.triangles
        face = np.cross(p[t[:, 1]] - p[t[:, 0]], p[t[:, 2]] - p[t[:, 0]])
        total = np.stack([np.bincount(t.ravel(), np.repeat(face[:, k], 3), len(p)) for k in range(3)], axis=1)
        return np.asarray(total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12))

    @cached_property
    def seen(self) -> NDArray[np.int64]:
        """Ids of the bare points."""
        return np.flatnonzero(self.bare)

    @cached_property
    def tree(self) -> cKDTree:
        """Of the bare points."""
        return cKDTree(self.positions[self.seen])

    @cached_property
    def edges(self) -> Ints:
        t = self.triangles
        ends = np.sort(np.concatenate([t[:, [0, 1]], t[:, [1, 2]], t[:, [2, 0]]]), axis=1)
        return np.unique(ends, axis=0)

    def limb(self, *names: str) -> Ints:
        """Edges whose two ends lie in the named zones."""
        inside = np.zeros(len(self.positions), bool)
        for name in names:
            inside |= self.zones[name]
        return self.edges[inside[self.edges].all(axis=1)]

    def section(self, edges: Ints, origin: Array, normal: Array) -> Array:
        """(k, 3) points where a plane cuts edges."""
        side = (self.positions - origin) @ normal
        cut = edges[side[edges[:, 0]] * side[edges[:, 1]] < 0]
        a, b = side[cut[:, 0]], side[cut[:, 1]]
        share = (a / (a - b))[:, None]
        p = self.positions
        return np.asarray(p[cut[:, 0]] + share * (p[cut[:, 1]] - p[cut[:, 0]]))

    def pushed_out(self, points: Array, clearance: float) -> Array:
        """Points (k, 3) that lie within `clearance` of the skin or below it, moved out along its normal."""
        far, nearest = self.tree.query(points, k=4, distance_upper_bound=0.06)
        out = points.copy()
        depth = np.full(len(points), np.inf)
        normal = np.zeros_like(points)
        for k in range(4):  # of the nearest vertices, the one whose tangent plane is least deep
            ok = far[:, k] < 1
            at = self.seen[nearest[ok, k]]
            height = ((points[ok] - self.positions[at]) * self.normals[at]).sum(axis=1)
            better = np.zeros(len(points), bool)
            better[ok] = np.abs(height) < np.abs(depth[ok])
            depth[better] = height[better[ok]]
            normal[better] = self.normals[self.seen[nearest[better, k]]]
        low = (depth < clearance) & np.isfinite(depth)
        out[low] += (clearance - depth[low])[:, None] * normal[low]
        return out
