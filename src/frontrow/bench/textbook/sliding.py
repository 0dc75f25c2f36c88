"""Coulomb friction: a sheet on a slope, and a belt over a bar."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from scipy.integrate import solve_ivp

from frontrow.bench.textbook.fabrics import random_material
from frontrow.bench.textbook.finding import Finding
from frontrow.bench.textbook.meshes import bar, plane, rectangle, strip, triangulated
from frontrow.cloth import Cloth, ClothMaterial, Collider, Settings, Solver

LIMIT = 0.03
DT = 1 / 60
RADIUS, AROUND = 0.05, 96


def slid(material: ClothMaterial, slope: float, settings: Settings, frames: int = 45) -> np.ndarray:
    """(frames,) metres that a square of cloth has slid down a slope, in radians."""
    cloth, flat = strip(0.1, 0.1, 0.02, material, 0.0)
    ground, triangles = plane(1.2, slope)
    down, up = np.array([np.cos(slope), -np.sin(slope), 0]), np.array([np.sin(slope), np.cos(slope), 0])
    start = (flat[:, :1] - 0.3) * down + settings.offset * up + (0.05 - flat[:, 1:]) * np.array([0, 0, 1])
    solver = Solver(cloth, Collider(triangles), settings, positions=start)
    way = []
    for _ in range(frames):
        solver.step(ground, ground, DT)
        way.append(float(((solver.positions - start) @ down).mean()))
    return np.array(way)


def slip_angle(material: ClothMaterial, settings: Settings, steps: int = 8) -> float:
    """The slope, in radians, between staying and sliding away, by halving."""
    low, high = 0.5 * np.arctan(material.friction), 1.5 * np.arctan(material.friction)
    for _ in range(steps):
        middle = (low + high) / 2
        way = slid(material, middle, settings)
        low, high = (low, middle) if way[-1] - way[-16] > 0.002 else (middle, high)
    return float(low + high) / 2


def slope(settings: Settings, seed: int = 4, count: int = 3) -> Iterator[Finding]:
    """Friction angle, and the acceleration of what slides."""
    random = np.random.default_rng(seed)
    for _ in range(count):
        material = replace(random_material(random), drag=0.0)
        mu = material.friction
        case = f"friction {mu:.3f}"
        got = slip_angle(material, settings)
        yield Finding("sliding block", case, "friction angle, rad", np.arctan(mu), got, LIMIT, "atan(friction)")
        steep = np.arctan(mu) + 0.12
        way = slid(material, steep, settings)
        # s = a t² / 2 from the second half, when the sheet has found its seat
        t = DT * np.arange(1, len(way) + 1)
        measured = 2 * np.polyfit(t[15:], way[15:], 2)[0]
        expected = settings.gravity * (np.sin(steep) - mu * np.cos(steep))
        yield Finding("sliding block", case, "acceleration, m/s²", expected, measured, LIMIT, "g (sin a - mu cos a)")


def held_ratio(mu: float, weight: float, pull: float, radius: float) -> float:
    """The most that a belt over half a bar holds on the far side, for a pull on the near side, in newtons.

    T' = mu (T / r + w sin a) + w cos a, per length of arc: Euler and Eytelwein's formula for a belt of some weight
    (weight: N/m); a from the side that holds to the side that pulls."""
    arc = solve_ivp(
        lambda a, tension: mu * (tension + weight * radius * np.sin(a)) + weight * radius * np.cos(a),
        (0, np.pi),
        [pull],
        rtol=1e-9,
    )
    return float(arc.y[0, -1])


WIDTH, ROUND = 0.04, 16  # metres; rows over the bar
FREE, TAB, HEAVIER = 6, 2, 6  # rows that hang free, rows of the load at each end, times the cloth's density
HELD, SEATED, LAST = 25, 60, 130  # frames: held while the loads settle, seated, watched
SLIP = 0.003  # metres from seated to last that are no creep


def belt_row(settings: Settings) -> float:
    """Metres of belt a row, so that the bar, the free ends and the loads are all whole rows."""
    return np.pi * (RADIUS + settings.offset) / ROUND


def loaded(material: ClothMaterial, ratio: float, settings: Settings) -> tuple[float, bool]:
    """A belt over a bar, the load of one end `ratio` times that of the other: how much more hangs on that side than a
    held belt allows (1 is the limit) once it has found its seat, and whether it then slips."""
    row = belt_row(settings)
    width, r, free, tab = WIDTH, RADIUS + settings.offset, FREE * row, TAB * row
    length = (ROUND + 2 * (FREE + TAB)) * row
    flat = rectangle(width, length, row / 0.866)
    triangles = triangulated(flat)
    along = flat[triangles].mean(axis=1)[:, 1]
    kind = np.where(along < tab, 1, np.where(along > length - tab, 2, 0)).astype(np.int32)
    light = HEAVIER * material.density
    cloth = Cloth(
        triangles,
        flat[triangles],
        (material, replace(material, density=light), replace(material, density=light * ratio)),
        material=kind,
    )
    s = flat[:, 1] - (free + tab)
    angle = np.clip(s / r, 0, np.pi)
    drop = np.where(s < 0, s, np.where(s > np.pi * r, np.pi * r - s, 0.0))
    start = np.c_[flat[:, 0] - width / 2, r * np.sin(angle) + drop, -r * np.cos(angle)]
    body, faces = bar(RADIUS, 0.3, AROUND)
    solver = Solver(cloth, Collider(faces), settings, positions=start)
    end = np.flatnonzero(flat[:, 1] > length - 1e-9)
    way, sat = [], 0.0
    solver.pin(np.flatnonzero((s > 0) & (s < np.pi * r)))  # until both loads hang, so that neither shortens the other
    for frame in range(LAST):
        if frame == HELD:
            solver.release()
        solver.step(body, body, DT, drag=4.0 if frame < HELD else 0.0)
        way.append(float(solver.positions[end, 1].mean()))
        if frame == SEATED:
            weight = material.density * width * settings.gravity
            near, far = hanging(flat[:, 1], solver.positions)
            pull = weight * (near + (HEAVIER - 1) * tab)
            load = weight * (length - far + (HEAVIER * ratio - 1) * tab)
            sat = load / held_ratio(material.friction, weight, pull, r)
    return sat, way[SEATED] - way[-1] > SLIP


def hanging(along: np.ndarray, x: np.ndarray) -> tuple[float, float]:
    """Metres along the belt at which it leaves the bar, at the height of its axis, on either side; x: (n, 3)."""
    rows, row = np.unique(np.round(along, 6), return_inverse=True)
    height = np.bincount(row, x[:, 1]) / np.bincount(row)
    top = int(height.argmax())
    near = float(np.interp(0.0, height[: top + 1], rows[: top + 1]))
    return near, float(np.interp(0.0, height[:top:-1], rows[:top:-1]))


def belt(settings: Settings, seed: int = 5, count: int = 2, steps: int = 9) -> Iterator[Finding]:
    """The ratio of tensions at which a belt over half a bar begins to slip, as a share of what would hold it.

    A belt stretches and creeps a little while it takes its load, which lengthens one side and shortens the other: what
    counts is what hangs when it has found its seat."""
    random = np.random.default_rng(seed)
    for _ in range(count):
        material = replace(random_material(random), drag=0.0, bend_warp=2e-6, bend_weft=2e-6)
        held, ran = 0.0, 2.0
        low, high = 1.0, 2.0 * float(np.exp(np.pi * material.friction))
        for _ in range(steps):
            middle = (low + high) / 2
            sat, slips = loaded(material, middle, settings)
            if slips:
                high, ran = middle, min(ran, sat)
            else:
                low, held = middle, max(held, sat)
        case = f"friction {material.friction:.3f}, half a turn"
        yield Finding("capstan", case, "share of the ratio", 1.0, (held + ran) / 2, LIMIT, "Euler and Eytelwein")
