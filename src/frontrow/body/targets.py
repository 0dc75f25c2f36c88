"""The measures a body can be fitted to, each with its exact derivative on the shape model.

Definitions follow the tape, not a scan standard: girths are horizontal except neck and upper arm, which lie
square to the bone; hips are the fullest of nine levels between crotch and waist; height and inseam are read
with the legs straightened out of the rest pose's 5 degrees and without the shoes; weight is the bare volume
times 980 kg/m3 (`anny`'s figure).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body.tape import NoSection, edges_of, girth

if TYPE_CHECKING:
    from frontrow.body.mannequin import Mannequin

Array = NDArray[Any]
Pull = tuple[Array, Array]  # point ids (k,) and vectors (k, 3): d(measure) = sum(vectors * dp[ids])
Reading = tuple[float, list[Pull]]

DENSITY = 980.0
UP = np.array([0.0, 1.0, 0.0])
HIP_LEVELS = np.linspace(0.1, 0.62, 9)


class Tapes:
    """Reads measures off positions (m, 3) of vertices and joints, with derivatives."""

    def __init__(self, m: Mannequin) -> None:
        self.m = m
        n = m.vertices
        mean = m.shape.mean
        self.joint = {name: n + i for i, name in enumerate(m.joint_names)}
        self.crown, self.sole = len(mean) - 2, len(mean) - 1
        arm = m.weight("upper_arm", "upper_arm_twist", "forearm", "forearm_twist", "hand")
        t = m.triangles
        body = t[(arm[t] < 0.5).all(1)]
        y = mean[:, 1]
        level = {k: y[m.landmarks[k]] for k in ("bust_l", "underbust_l", "crotch")}
        waist = float(y[m.waist].mean())

        def band(tri: Array, at: float) -> Array:
            e = edges_of(tri)
            return e[np.abs(y[e[:, 0]] - at) < 0.2]

        legs = t[((mean[t][:, :, 0] > -1e-6) & (y[t] < level["crotch"] + 0.03)).all(1)]
        neck = body[(np.linalg.norm(mean[body] - mean[self.joint["neck2"]], axis=2) < 0.13).all(1)]
        limb = t[((arm[t] > 0.3) & (mean[t][:, :, 0] > 0)).all(1)]
        self.edges = {
            "bust": band(body, level["bust_l"]),
            "underbust": band(body, level["underbust_l"]),
            "waist": band(body, waist),
            "hips": band(body, 0.6 * level["crotch"] + 0.4 * waist),
            "thigh": band(legs, level["crotch"] - 0.025),
            "neck": edges_of(neck),
            "upper_arm": edges_of(limb),
        }
        self.readers: dict[str, Callable[[Array], Reading]] = {
            "height": self._height,
            "weight": self._weight,
            "bust": lambda p: self._level(p, "bust", [m.landmarks["bust_l"]]),
            "underbust": lambda p: self._level(p, "underbust", [m.landmarks["underbust_l"]]),
            "waist": lambda p: self._level(p, "waist", m.waist),
            "hips": self._hips,
            "thigh": lambda p: self._level(p, "thigh", [m.landmarks["crotch"]], -0.025),
            "neck": lambda p: self._square(p, "neck", ("neck1", "neck2"), (0.0, 1.0)),
            "upper_arm": lambda p: self._square(p, "upper_arm", ("upper_arm.L", "forearm.L"), (0.55, 0.45)),
            "shoulder": self._shoulder,
            "inseam": self._inseam,
            "arm_length": lambda p: self._path(
                p, [m.landmarks["shoulder_l"], self.joint["forearm.L"], self.joint["hand.L"]]
            ),
            "back_length": lambda p: self._path(p, [m.landmarks["nape"], m.landmarks["waist_back"]]),
        }

    def read(self, p: Array, coefficients: Array, names: Iterable[str] | None = None) -> dict[str, float]:
        """Measures by name, metres and kilograms, of positions p (m, 3) and the coefficients (K,) they
        come from."""
        p = p.astype(np.float64)
        out = {k: self.readers[k](p)[0] for k in (names or self.readers)}
        if "weight" in out:
            out["weight"] -= self._clothes(coefficients)
        return out

    def jacobian(self, coefficients: Array, names: Iterable[str]) -> tuple[Array, Array]:
        """Values (q,) and derivatives (q, K) with respect to the coefficients (K,) of the shape model."""
        shape = self.m.shape
        p = shape.at(coefficients).astype(np.float64)
        values, rows = [], []
        for k in names:
            value, pulls = self.readers[k](p)
            row = sum(np.einsum("ki,Kki->K", v, shape.modes[:, ids]) for ids, v in pulls)
            if k == "weight":
                value -= self._clothes(coefficients)
                row = row - DENSITY * shape.bulk[1:]
            values.append(value)
            rows.append(row)
        return np.array(values), np.array(rows)

    def _clothes(self, coefficients: Array) -> float:
        """What shoes and hair would weigh if they were flesh, kilograms."""
        bulk = self.m.shape.bulk
        return float(DENSITY * (bulk[0] + bulk[1:] @ coefficients))

    def hips_level(self, p: Array) -> float:
        """Height (share of the way from crotch to waist) of the fullest section."""
        low, high = p[self.m.landmarks["crotch"], 1], p[self.m.waist, 1].mean()
        girths = [self._cut(p, "hips", low + f * (high - low)) for f in HIP_LEVELS]
        return float(HIP_LEVELS[int(np.argmax(girths))])

    def _cut(self, p: Array, name: str, y: float) -> float:
        try:
            return girth(p, self.edges[name], np.array([0.0, y, 0.0]), UP)[0]
        except NoSection:
            return 0.0

    def _level(self, p: Array, name: str, ids: Array | list[int], offset: float = 0.0) -> Reading:
        at = np.asarray(ids)
        origin = np.array([0.0, p[at, 1].mean() + offset, 0.0])
        value, where, vectors, s = girth(p, self.edges[name], origin, UP)
        return value, [(where, vectors), (at, np.tile(s * UP / len(at), (len(at), 1)))]

    def _hips(self, p: Array) -> Reading:
        f = self.hips_level(p)
        crotch, waist = self.m.landmarks["crotch"], self.m.waist
        y = (1 - f) * p[crotch, 1] + f * p[waist, 1].mean()
        value, where, vectors, s = girth(p, self.edges["hips"], np.array([0.0, y, 0.0]), UP)
        share = np.tile(s * f * UP / len(waist), (len(waist), 1))
        return value, [(where, vectors), (np.array([crotch]), s * (1 - f) * UP[None]), (waist, share)]

    def _square(self, p: Array, name: str, bone: tuple[str, str], share: tuple[float, float]) -> Reading:
        i, j = self.joint[bone[0]], self.joint[bone[1]]
        mean = self.m.shape.mean
        normal = (mean[j] - mean[i]).astype(np.float64)
        normal /= np.linalg.norm(normal)
        origin = share[0] * p[i] + share[1] * p[j]
        value, where, vectors, s = girth(p, self.edges[name], origin, normal)
        return value, [(where, vectors), (np.array([i, j]), s * np.array(share)[:, None] * normal)]

    def _path(self, p: Array, ids: list[int]) -> Reading:
        step = np.diff(p[ids], axis=0)
        length = np.linalg.norm(step, axis=1)
        u = step / length[:, None]
        return float(length.sum()), [(np.array(ids), np.vstack([-u[0], *(u[:-1] - u[1:]), u[-1]]))]

    def _leg(self, p: Array) -> tuple[float, Pull]:
        """What straightening the leg in the frontal plane adds to its height."""
        i, j = self.joint["thigh.L"], self.joint["foot.L"]
        d = (p[i] - p[j]) * [1, 1, 0]
        length = float(np.linalg.norm(d))
        g = d / length - UP
        return length - d[1], (np.array([i, j]), np.array([g, -g]))

    def _height(self, p: Array) -> Reading:
        return self._upright(p, self.crown)

    def _inseam(self, p: Array) -> Reading:
        return self._upright(p, self.m.landmarks["crotch"])

    def _upright(self, p: Array, top: int) -> Reading:
        """From the bare sole up to a point, legs straight."""
        extra, pull = self._leg(p)
        return float(p[top, 1] - p[self.sole, 1]) + extra, [
            (np.array([top, self.sole]), np.array([UP, -UP])),
            pull,
        ]

    def _shoulder(self, p: Array) -> Reading:
        i = self.m.landmarks["shoulder_l"]
        return float(2 * p[i, 0]), [(np.array([i]), np.array([[2.0, 0.0, 0.0]]))]

    def _weight(self, p: Array) -> Reading:
        t, n = self.m.triangles, self.m.vertices
        a, b, c = p[t[:, 0]], p[t[:, 1]], p[t[:, 2]]
        bc = np.cross(b, c)
        volume = float((a * bc).sum() / 6)
        corner = np.stack([bc, np.cross(c, a), np.cross(a, b)], 1).reshape(-1, 3) / 6
        g = np.stack([np.bincount(t.ravel(), corner[:, k], n) for k in range(3)], 1)
        return volume * DENSITY, [(np.arange(n), g * DENSITY)]
