"""A strip clamped level bends under its own weight: the heavy elastica.

Romero et al. (2021, Physical Validation of Simulators in Computer Graphics, ACM TOG 40(4)) use the same test: one curve
of tip deflection over gravito-bending number, Gamma = density * g * L^3 / rigidity, whatever the fabric.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

from frontrow.bench.textbook.fabrics import random_material, shelf
from frontrow.bench.textbook.finding import Finding
from frontrow.bench.textbook.meshes import strip
from frontrow.bench.textbook.resting import rest
from frontrow.cloth import ClothMaterial, Settings, Solver

GRAIN = {"warp": 0.0, "weft": np.pi / 2, "bias": np.pi / 4}
CELLS = 20  # rows along the strip
LIMIT = 0.03
FIXED = {"silk-satin": 0.05, "cotton-poplin": 0.06, "wool-suiting": 0.06, "denim": 0.08}  # metres
FIXED_ROW = 0.01
SOURCE = "heavy elastica, B k'' = -w s cos(theta), solved here"


@cache
def elastica(load: float) -> float:
    """How far the tip of a heavy elastica clamped level hangs down, over its length; load: Gamma.

    With s from the tip and phi the angle from the vertical, phi'' = Gamma s sin(phi), phi'(0) = 0, phi(1) = pi/2
    (Bickley 1934); phi(0) is found by shooting in its logarithm, for it is as small as exp(-sqrt(Gamma))."""

    def shot(low: float) -> tuple[float, float]:
        curve = solve_ivp(
            lambda s, y: (y[1], load * s * np.sin(y[0]), np.cos(y[0])),
            (0, 1),
            (np.exp(low), 0.0, 0.0),
            rtol=1e-10,
            atol=1e-14,
            events=_over,
        )
        return curve.y[0, -1] - np.pi / 2 + (1 - curve.t[-1]), curve.y[2, -1]

    low = brentq(lambda low: shot(low)[0], -60, np.log(np.pi / 2), xtol=1e-12)
    return float(shot(low)[1])


def _over(_s: float, y: np.ndarray) -> float:
    return float(y[0] - 3.0)


_over.terminal = True  # type: ignore[attr-defined]


def droop(material: ClothMaterial, load: float, grain: str, settings: Settings, cells: int = CELLS) -> float:
    """How far the tip hangs down, over the free length that has this Gamma, of a strip that many rows long.

    Two rows are held. The hinge of the second bends for half a row on either side of it, so the clamp's edge lies
    half a row before it."""
    length = (load * _along(material, grain) / (material.density * settings.gravity)) ** (1 / 3)
    row = length / (cells - 0.5)
    cloth, flat = strip(4 * row / 0.866, cells * row, row / 0.866, material, GRAIN[grain])
    # rows are finer than the gap that cloth keeps from cloth, and a strip does not meet itself
    solver = Solver(cloth, settings=replace(settings, collide_cloth=False))
    # set afterwards, without the noise that breaks symmetries: 10 µm would tilt a clamp whose rows are 0.2 mm apart
    solver.positions = np.c_[flat[:, 0], 0 * flat[:, 0], flat[:, 1]]
    solver.pin(np.flatnonzero(flat[:, 1] < 1.5 * row))
    tip = np.flatnonzero(flat[:, 1] > (cells - 0.5) * row)
    return -rest(solver, lambda: float(solver.positions[tip, 1].mean()), 2e-5 * length) / length


def _along(material: ClothMaterial, grain: str) -> float:
    """N·m of a strip; on the bias by Peirce's rule (1930): its square root is the harmonic mean of the others'."""
    warp, weft = material.bend_warp, material.bend_weft
    bias = (2 / (warp**-0.5 + weft**-0.5)) ** 2
    return {"warp": warp, "weft": weft, "bias": bias}[grain]


def cantilever(settings: Settings, seed: int = 1, loads: int = 9) -> Iterator[Finding]:
    """Random fabrics over four decades of Gamma, then fabrics of the library."""
    yield from over_decades(settings, seed, loads)
    yield from of_library(settings)


def over_decades(settings: Settings, seed: int, loads: int) -> Iterator[Finding]:
    """Gamma from 0.1 to 1000 in warp, weft and bias, each on a random fabric."""
    random = np.random.default_rng(seed)
    for grain in GRAIN:
        for load in np.geomspace(0.1, 1000, loads):
            material = replace(random_material(random), drag=0.0)
            if grain == "bias":
                material = replace(material, bend_weft=material.bend_warp)
            got = droop(material, float(load), grain, settings)
            case = f"{grain}, Gamma {load:.3g}"
            yield Finding("cantilever", case, "tip deflection / length", elastica(float(load)), got, LIMIT, SOURCE)


def of_library(settings: Settings, names: Iterable[str] = tuple(FIXED)) -> Iterator[Finding]:
    """Elastic fabrics of the library along warp and weft, on a mesh as fine as a garment's."""
    for name in names:
        length = FIXED[name]
        for grain in ("warp", "weft"):
            material = replace(shelf()[name], drag=0.0, hysteresis=0.0)  # with friction there is a band, no one curve
            load = material.density * settings.gravity * length**3 / _along(material, grain)
            got = droop(material, load, grain, settings, round(length / FIXED_ROW + 0.5))
            case = f"{name}, {grain}, {1000 * length:.0f} mm, Gamma {load:.3g}"
            yield Finding("cantilever", case, "tip deflection / length", elastica(load), got, LIMIT, SOURCE)
