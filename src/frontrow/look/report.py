"""What was measured while a look was made."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from frontrow.cloth import Cloth, Columns, signed_distance
from frontrow.look.fidelity import Fidelity

Array = NDArray[Any]

CLOSE = 0.05  # an edge stretched by less than this counts as unstretched
DEEP = 0.001  # metres; a vertex farther inside the body than this counts as penetrating


@dataclass(frozen=True)
class Strain:
    """How far edges are stretched beyond their length on the flat pattern: share below 5 %, percentiles, most."""

    below_5_percent: float
    p50: float
    p95: float
    p99: float
    max: float

    @staticmethod
    def of(stretch: Array) -> "Strain":
        """From the relative stretch of every edge (…,)."""
        s = np.asarray(stretch, float).ravel()
        p50, p95, p99 = np.percentile(s, (50, 95, 99))
        return Strain(float((s < CLOSE).mean()), float(p50), float(p95), float(p99), float(s.max()))


@dataclass(frozen=True)
class Penetration:
    """Cloth inside the body: share of vertices deeper than 1 mm, and the deepest, in millimetres."""

    share: float
    max_mm: float

    @staticmethod
    def of(depth: Array) -> "Penetration":
        """From the depth (…,) in metres of every vertex."""
        d = np.asarray(depth, float).ravel()
        return Penetration(float((d > DEEP).mean()), float(1000 * d.max(initial=0)))


@dataclass(frozen=True)
class Fit:
    """Strain and penetration of cloth in one pose or over many frames."""

    strain: Strain
    penetration: Penetration


def fit_of(cloth: Cloth, frames: Array, bodies: Array, triangles: Array, chosen: Array | None = None) -> Fit:
    """Measure cloth frames (F, n, 3) against body frames (F, nb, 3); `chosen` (n,) bool narrows it to a garment."""
    keep = np.ones(cloth.vertices, bool) if chosen is None else chosen
    edges, lengths = cloth.edges, cloth.lengths
    mine = keep[edges].all(axis=1)
    edges, lengths = edges[mine], lengths[mine]
    stretch = [np.linalg.norm(x[edges[:, 0]] - x[edges[:, 1]], axis=1) / lengths - 1 for x in frames]
    depth = [depths(x[keep], body, triangles) for x, body in zip(frames, bodies, strict=True)]
    return Fit(Strain.of(np.array(stretch)), Penetration.of(np.array(depth)))


def depths(x: Array, body: Array, triangles: Array) -> Array:
    """(n,) metres from points x (n, 3) inside the body to its surface; 0 outside.

    Inside is told by the winding number, for the sign of a distance errs where the skin is folded over itself.
    """
    inside = Columns(body, triangles).winding(x) > 0
    out = np.zeros(len(x))
    if inside.any():
        out[inside] = np.abs(signed_distance(x[inside], body, triangles))
    return out


def slip(placed: Array, dressing: Array, frames: Array, bodies: Array) -> float:
    """How far, in metres, the top of a garment has moved down the body since it was put on: the waistband, the straps.

    placed: (n, 3) on the body `dressing` (nb, 3); frames: (F, n, 3) on bodies (F, nb, 3). The top is the highest
    twentieth of the vertices; each is measured against the skin it was next to, and the median is taken.
    """
    top = np.argsort(-placed[:, 1])[: max(len(placed) // 20, 8)]
    skin = cKDTree(dressing).query(placed[top])[1]
    before = placed[top, 1] - dressing[skin, 1]
    after = (frames[:, top, 1] - bodies[:, skin, 1]).mean(axis=0)
    return float(np.median(before - after))


@dataclass(frozen=True)
class GarmentReport:
    """One garment: mesh, cloth used (area without cutting waste) and how it fits, settled and walking.

    decoding: how far each file of the look is from the simulation; morphs: how many shapes its clips needed;
    slip_mm: how far waistband or straps slid down the body while it walked.
    """

    name: str
    title: str
    fabric: str
    size: str
    vertices: int
    triangles: int
    area_m2: float
    grams: float
    morphs: int
    slip_mm: float
    decoding: Mapping[str, Fidelity]
    settled: Fit
    walk: Fit


@dataclass(frozen=True)
class Report:
    """Everything `report.json` says about a look. Lengths in metres unless the name says otherwise; seconds are CPU
    time of drafting, settling, walking, packing and the poster; files: the bytes of each GLB."""

    slug: str
    quality: str
    seed: int
    finish: str
    body: Mapping[str, float]
    height: float
    walk: Mapping[str, float]
    garments: tuple[GarmentReport, ...]
    vertices: int
    triangles: int
    area_m2: float
    grams: float
    settled: Fit
    walking: Fit
    loop: Mapping[str, Any]
    joints: Mapping[str, Any]
    clips: Mapping[str, Any]
    seconds: Mapping[str, float]
    glb_bytes: int
    files: Mapping[str, int]

    def as_dict(self) -> dict[str, Any]:
        """The report as plain JSON values, rounded to what the figures bear."""
        return rounded(asdict(self))


def rounded(value: Any) -> Any:
    """Floats to six significant digits, through dictionaries and sequences."""
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(v) for v in value]
    return float(f"{value:.6g}") if isinstance(value, float | np.floating) else value
