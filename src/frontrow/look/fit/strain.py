"""What cloth feels on a body: how far it is stretched, how near the skin it lies, how hard it presses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from frontrow.cloth import Cloth, signed_distance
from frontrow.look.mesh import averaging, vertex_normals

Array = NDArray[Any]

FAR = 0.05  # metres from the skin from which cloth is simply far
OFF = 0.03  # metres from the skin at which cloth does not touch it any more
PRESSED = 2000.0  # Pa; the tightest that the map shows: worn all day, 2 to 4 kPa are felt (Denton, 1972)
SHOWN = 0.20  # strain; the most that the map shows
CALM = 2  # passes of smoothing over pressure, which a coarse mesh gives in spots


@dataclass(frozen=True)
class Feel:
    """One drape: strain (t,) largest principal strain of each triangle against the flat pattern, above 0; area (t,)
    m² on the flat; of each vertex: stretch (n,) the strain about it, gap (n,) metres off the skin, pressure (n,) Pa."""

    strain: Array
    area: Array
    stretch: Array
    gap: Array
    pressure: Array

    @property
    def map(self) -> Array:
        """(n, 2) in 0..1: strain up to SHOWN; tightness, 0 where cloth is OFF the skin, 0.5 where it lies on it
        without weight, 1 where it presses with PRESSED."""
        near = np.clip((OFF - self.gap) / OFF, 0, 1)
        press = np.clip(self.pressure / PRESSED, 0, 1)
        return np.stack([np.clip(self.stretch / SHOWN, 0, 1), 0.5 * near + 0.5 * np.minimum(press, near)], axis=1)


def feel(cloth: Cloth, positions: Array, body: Array, triangles: Array) -> Feel:
    """Cloth at positions (n, 3) on a body (nb, 3) with triangles (tb, 3), outwards; metres."""
    deformed, shape, area = gradients(cloth, positions)
    green = 0.5 * (np.swapaxes(deformed, 1, 2) @ deformed - np.eye(2))
    values, ways = np.linalg.eigh(green)
    strain = np.sqrt(1 + 2 * np.maximum(values[:, 1], 0)) - 1
    corner = cloth.triangles
    share = np.zeros(cloth.vertices)
    np.add.at(share, corner.ravel(), np.repeat(area / 3, 3))
    stretch = np.zeros(cloth.vertices)
    np.add.at(stretch, corner.ravel(), np.repeat(strain * area / 3, 3))
    tension = np.einsum("tia,ta,tja->tij", ways, np.maximum(values, 0), ways)  # what is slack carries nothing
    force = forces(cloth, deformed, shape, tension, area)
    skin = vertex_normals(body, triangles).astype(np.float64)[cKDTree(body).query(positions)[1]]
    inwards = np.maximum(-(force * skin).sum(axis=1), 0.0)
    mean, under = averaging(cloth.triangles, cloth.vertices), np.maximum(share, 1e-9)
    for _ in range(CALM):
        inwards, under = 0.5 * (inwards + mean @ inwards), 0.5 * (under + mean @ under)
    gap = signed_distance(positions, body, triangles, reach=FAR)
    return Feel(
        strain, area, stretch / np.maximum(share, 1e-9), np.maximum(gap, 0.0), inwards / np.maximum(share, 1e-9)
    )


def gradients(cloth: Cloth, positions: Array) -> tuple[Array, Array, Array]:
    """Of each triangle: deformation gradient (t, 3, 2) from the flat pattern, the inverse of its edges there
    (t, 2, 2) in 1/m, and its area there (t,) in m²."""
    p, f = positions[cloth.triangles], cloth.flat
    now = np.stack([p[:, 1] - p[:, 0], p[:, 2] - p[:, 0]], axis=2)
    flat = np.stack([f[:, 1] - f[:, 0], f[:, 2] - f[:, 0]], axis=2)
    inverse = np.linalg.inv(flat)
    return now @ inverse, inverse, np.abs(np.linalg.det(flat)) / 2


def forces(cloth: Cloth, deformed: Array, inverse: Array, green: Array, area: Array) -> Array:
    """(n, 3) newtons with which the membrane pulls its vertices: St. Venant-Kirchhoff, orthotropic in weft (x) and
    warp (y), without Poisson effect (Bonet & Wood, Nonlinear Continuum Mechanics, 2008, ch. 6)."""
    stiff = np.array([[m.stretch_weft, m.stretch_warp, m.shear] for m in cloth.materials])[cloth.material]
    stress = green * 0.0
    stress[:, 0, 0] = stiff[:, 0] * green[:, 0, 0]
    stress[:, 1, 1] = stiff[:, 1] * green[:, 1, 1]
    stress[:, 0, 1] = stress[:, 1, 0] = 2 * stiff[:, 2] * green[:, 0, 1]
    pull = -area[:, None, None] * (deformed @ stress) @ np.swapaxes(inverse, 1, 2)  # (t, 3, 2): on corners 1 and 2
    out = np.zeros((cloth.vertices, 3))
    np.add.at(out, cloth.triangles[:, 1], pull[:, :, 0])
    np.add.at(out, cloth.triangles[:, 2], pull[:, :, 1])
    np.add.at(out, cloth.triangles[:, 0], -pull.sum(axis=2))
    return out


def spread(strain: Array, area: Array) -> dict[str, float]:
    """Mean, 95th percentile and the share of cloth stretched by more than 5 %, by area."""
    if not len(strain):
        return {"mean": 0.0, "p95": 0.0, "over5": 0.0}
    order = np.argsort(strain)
    share = np.cumsum(area[order]) / area.sum()
    return {
        "mean": float((strain * area).sum() / area.sum()),
        "p95": float(strain[order][min(int(np.searchsorted(share, 0.95)), len(order) - 1)]),
        "over5": float(area[strain > 0.05].sum() / area.sum()),
    }
