"""The Cusick drape meter: a disc of cloth, 30 cm wide, hangs over a disc of 18 cm (ISO 9073-9).

The drape coefficient is the share of the overhanging ring that its shadow still covers: 0 hangs straight down, 1 stays
level. Nodes are the folds of the rim. Six woven fabrics measured by Petrak et al. (2025, Sustainability 17(4) 1388,
tables 1, 2, 4 and 5, CC BY 4.0), real and in CLO3D; the rigidities are their KES-FB figures in CLO's units
(g/s² = mN/m, g mm²/s² = nN m). Their friction in bending, 2HB, is not in those tables; what friction does is shown with
that of denims instead (Journal of Textiles 2016, 4614168, table 5: 2HB over B is 0.46 to 1.07 per cm, 0.86 on average).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from frontrow.bench.textbook.finding import Finding
from frontrow.bench.textbook.meshes import ring, triangulated
from frontrow.bench.textbook.resting import rest
from frontrow.cloth import Cloth, ClothMaterial, Settings, Solver

Floats = NDArray[np.float64]

SPECIMEN, SUPPORT = 0.15, 0.09
EDGE, FINE = 0.008, 0.0056
RUBS = 43.0  # 1/m, friction in bending over rigidity
SPECIMENS = 2  # let down and averaged, for each folds its own way (ISO 9073-9 takes more)
REFINED = 0.03  # most that a mesh of half the triangle area may change the coefficient, relative
NEAR = 0.10  # of the coefficient's scale: how far apart two specimens of one cloth may lie, and CLO from the real ones


@dataclass(frozen=True)
class Measured:
    """A fabric and its published drape coefficient, real and in CLO3D."""

    title: str
    grams: float
    stretch: tuple[float, float]
    shear: float
    bend: tuple[float, float]
    real: float
    clo: float

    @property
    def material(self) -> ClothMaterial:
        warp, weft = self.stretch
        return ClothMaterial(
            stretch_warp=warp / 1000,
            stretch_weft=weft / 1000,
            shear=self.shear / 1000,
            bend_warp=self.bend[0] * 1e-9,
            bend_weft=self.bend[1] * 1e-9,
            density=self.grams / 1000,
        )


PETRAK = (
    Measured("polyester twill 3/1", 135.17, (477226, 458614), 41000, (1950, 610), 0.223, 0.349),
    Measured("polyester plain", 83.66, (471944, 373515), 46000, (850, 330), 0.228, 0.313),
    Measured("wool blend twill 2/1", 178.70, (449656, 439815), 50000, (2140, 2000), 0.349, 0.404),
    Measured("polyester viscose twill 2/1", 286.13, (403447, 401762), 61000, (2970, 2400), 0.286, 0.323),
    Measured("polyester elastane plain", 242.00, (407166, 415023), 57000, (3220, 3880), 0.443, 0.438),
    Measured("cotton blend twill 2/1", 253.36, (473860, 404746), 126000, (7430, 3700), 0.549, 0.613),
)
SOURCE = "Petrak et al. 2025, Sustainability 17(4) 1388, tables 1, 2, 4, 5"


@dataclass(frozen=True)
class Drape:
    """positions (n, 3) metres and triangles of the hanging ring; coefficient 0..1; nodes: folds of its rim."""

    positions: Floats
    triangles: NDArray[np.int32]
    coefficient: float
    nodes: int


def draped(material: ClothMaterial, settings: Settings, edge: float = EDGE, seed: int = 0) -> Drape:
    """Let a specimen down and measure it."""
    flat = ring(SUPPORT - 1.5 * edge, SPECIMEN, edge)
    triangles = triangulated(flat)
    centre = flat[triangles].mean(axis=1)
    triangles = triangles[np.hypot(centre[:, 0], centre[:, 1]) > SUPPORT - 1.5 * edge]
    used, ids = np.unique(triangles, return_inverse=True)
    flat, triangles = flat[used], ids.reshape(-1, 3).astype(np.int32)
    cloth = Cloth(triangles, flat[triangles], (material,))
    radius = np.hypot(flat[:, 0], flat[:, 1])
    rim = np.flatnonzero(radius > SPECIMEN - 1e-9)
    start = np.c_[flat[:, 0], 0 * radius, -flat[:, 1]]
    solver = Solver(cloth, settings=settings, seed=seed, positions=start)
    solver.pin(np.flatnonzero(radius < SUPPORT + 1e-9))
    rest(solver, lambda: float(solver.positions[rim, 1].mean()), 1e-6, most=450, drag=2.0)
    x = solver.positions.copy()
    return Drape(x, triangles, coefficient(x, triangles), nodes(x[rim], flat[rim]))


def coefficient(x: Floats, triangles: NDArray[np.int32]) -> float:
    """Share of the ring that the shadow of cloth x (n, 3) covers, seen along Y."""
    shadow = shapely.union_all(
        [shapely.Point(0, 0).buffer(SUPPORT, 256), *shapely.polygons(x[triangles][:, :, [0, 2]])]
    )
    support, whole = np.pi * SUPPORT**2, np.pi * SPECIMEN**2
    return float((shadow.area - support) / (whole - support))


def nodes(rim: Floats, flat: Floats) -> int:
    """Folds of a rim (k, 3): how often its distance from the axis goes up and down, ripples below 2 mm left out."""
    order = np.argsort(np.arctan2(flat[:, 1], flat[:, 0]))
    radius = np.hypot(rim[order, 0], rim[order, 2])
    radius = sum(np.roll(radius, k) for k in range(-2, 3)) / 5
    count, rising, turn = 0, True, radius[0]
    for value in np.r_[radius, radius]:
        if rising and value < turn - 0.002:
            count, rising, turn = count + 1, False, value
        elif not rising and value > turn + 0.002:
            rising, turn = True, value
        turn = max(turn, value) if rising else min(turn, value)
    return count // 2


def drapemeter(settings: Settings, refine: bool = True) -> Iterator[Finding]:
    """Every measured fabric beside its published value, elastic and with friction; elastic on the finer mesh too."""
    for fabric in PETRAK:
        elastic = fabric.material
        rough = replace(elastic, hysteresis=RUBS * (elastic.bend_warp * elastic.bend_weft) ** 0.5)
        means = {}
        for kind, material in (("elastic", elastic), ("friction of denim", rough)):
            means[kind], folds = _mean(material, settings, EDGE)
            case = f"{fabric.title}, {kind}, {folds} nodes (CLO3D {fabric.clo})"
            yield Finding("drape meter", case, "drape coefficient", fabric.real, means[kind], NEAR, SOURCE, True)
        if refine:
            fine, folds = _mean(elastic, settings, FINE)
            case = f"{fabric.title}, {folds} nodes, half the triangle area"
            yield Finding("drape meter", case, "drape coefficient", means["elastic"], fine, REFINED, "refinement alone")


def _mean(material: ClothMaterial, settings: Settings, edge: float) -> tuple[float, str]:
    """Mean coefficient of some specimens, and their nodes."""
    hung = [draped(material, settings, edge, seed) for seed in range(SPECIMENS)]
    return float(np.mean([each.coefficient for each in hung])), " and ".join(str(each.nodes) for each in hung)
