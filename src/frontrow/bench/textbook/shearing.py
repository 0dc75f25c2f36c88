"""A shear frame: two panels between upright rails and a loaded bar in the middle.

The bar sinks by d = P L / (G H) (shear) + P L^3 / (k H^3) (bending in the plane, both ends kept upright): a short deep
beam between guided ends (Timoshenko & Gere, Mechanics of Materials). P is what each panel carries.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from frontrow.bench.textbook.fabrics import random_material
from frontrow.bench.textbook.finding import Finding
from frontrow.bench.textbook.resting import rest
from frontrow.cloth import Cloth, ClothMaterial, Settings, Solver

LENGTH, HEIGHT, BAR, EDGE = 0.04, 0.24, 0.01, 0.01
ANGLE = 0.02  # rad, what the load is chosen for
STIFF = 2e-4  # N·m, the stiffest of the library: the panels stay flat (Timoshenko & Gere, Elastic Stability, 9.7)
LIMIT = 0.02
SOURCE = "guided short beam: P L / (G H) + P L³ / (k H³)"


def sunk(material: ClothMaterial, load: float, settings: Settings) -> float:
    """Metres that a bar sinks which weighs `load` newtons with the cloth it is made of."""
    width = 2 * LENGTH + BAR
    flat, triangles = lattice(round(width / EDGE), round(HEIGHT / EDGE))
    kind = (np.abs(flat[triangles].mean(axis=1)[:, 0] - width / 2) < BAR / 2).astype(np.int32)
    area = _area(flat[triangles][kind == 1])
    heavy = replace(material, density=load / (settings.gravity * area), stretch_warp=2e4, stretch_weft=2e4, shear=2e4)
    cloth = Cloth(triangles, flat[triangles], (material, heavy), material=kind)
    solver = Solver(cloth, settings=settings, positions=np.c_[flat, 0 * flat[:, 0]])
    solver.pin(np.flatnonzero((flat[:, 0] < 1e-9) | (flat[:, 0] > width - 1e-9)))
    middle = np.unique(triangles[kind == 1])
    before = flat[middle, 1].mean()
    return float(before) - rest(solver, lambda: float(solver.positions[middle, 1].mean()), 1e-8)


def lattice(columns: int, rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Points (n, 2) of upright squares and their triangles, diagonals to and fro: a straight rim for the bar."""
    points = EDGE * np.array([[i, j] for j in range(rows + 1) for i in range(columns + 1)], float)
    triangles = []
    for j in range(rows):
        for i in range(columns):
            a = j * (columns + 1) + i
            b, c, d = a + 1, a + columns + 2, a + columns + 1
            triangles += [[a, b, c], [a, c, d]] if (i + j) % 2 else [[a, b, d], [b, c, d]]
    return points, np.array(triangles, np.int32)


def _area(corners: np.ndarray) -> float:
    a, b = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    return float(np.abs(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum() / 2)


def shearing(settings: Settings, seed: int = 3, count: int = 4) -> Iterator[Finding]:
    """Random fabrics, each loaded for a shear of about a degree."""
    random = np.random.default_rng(seed)
    for _ in range(count):
        material = replace(random_material(random), drag=0.0, bend_warp=STIFF, bend_weft=STIFF)
        load = 2 * material.shear * HEIGHT * ANGLE
        # half of the panels' own weight hangs on the bar
        each = load / 2 + material.density * settings.gravity * LENGTH * HEIGHT / 2
        expected = each * LENGTH / (material.shear * HEIGHT) + each * LENGTH**3 / (material.stretch_weft * HEIGHT**3)
        case = f"shear {material.shear:.0f} N/m, bar {1000 * load / settings.gravity:.0f} g"
        got = sunk(material, load, settings)
        yield Finding("shear frame", case, "sinking, m", expected, got, LIMIT, SOURCE)
