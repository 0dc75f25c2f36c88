"""A strip that hangs by one end stretches under its own weight."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from frontrow.bench.textbook.fabrics import random_material, shelf
from frontrow.bench.textbook.finding import Finding
from frontrow.bench.textbook.meshes import strip
from frontrow.bench.textbook.resting import rest
from frontrow.cloth import ClothMaterial, Settings, Solver

LENGTH = 0.6
LIMIT = 0.02
FIXED = ("silk-satin", "cotton-jersey")
SOURCE = "uniform bar under its own weight: density g L / (2 stiffness)"


def stretched(material: ClothMaterial, along: str, settings: Settings, edge: float = 0.02) -> float:
    """Relative lengthening of a strip of LENGTH metres cut along "warp" or "weft"."""
    cloth, flat = strip(0.06, LENGTH, edge, material, 0.0 if along == "warp" else np.pi / 2)
    start = np.c_[flat[:, 0], -flat[:, 1], 0 * flat[:, 0]]
    solver = Solver(cloth, settings=settings, positions=start)
    solver.pin(np.flatnonzero(flat[:, 1] < 1e-9))
    end = np.flatnonzero(flat[:, 1] > LENGTH - 1e-9)
    low = rest(solver, lambda: float(solver.positions[end, 1].mean()), 1e-7)
    return -low / LENGTH - 1


def hanging(settings: Settings, seed: int = 2, count: int = 4) -> Iterator[Finding]:
    """Random fabrics along warp and weft, then two of the library."""
    random = np.random.default_rng(seed)
    drawn = [random_material(random) for _ in range(count)]
    for each in (*drawn, *(shelf()[name] for name in FIXED)):
        material = replace(each, drag=0.0)
        for along, stiffness in (("warp", material.stretch_warp), ("weft", material.stretch_weft)):
            expected = material.density * settings.gravity * LENGTH / (2 * stiffness)
            case = f"{along}, {stiffness:.0f} N/m, {1000 * material.density:.0f} g/m²"
            got = stretched(material, along, settings)
            yield Finding("hanging strip", case, "strain", expected, got, LIMIT, SOURCE)
