"""Rest means rest: settled cloth keeps still, and free cloth keeps its momentum."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import scipy.spatial

from frontrow.bench.textbook.fabrics import random_material, shelf
from frontrow.bench.textbook.finding import Finding
from frontrow.bench.textbook.meshes import strip
from frontrow.cloth import ClothMaterial, Collider, Settings, Solver

FLOOR = 1e-3  # m/s, rms speed of settled cloth
DRIFT = 1e-3  # m, mean way of settled cloth in two seconds
KEPT = 1e-9  # of the momentum, and of the angular momentum


def ball(radius: float, count: int = 2000) -> tuple[np.ndarray, np.ndarray]:
    """An evenly beaded sphere (Fibonacci's, Gonzalez 2010): positions and outward triangles."""
    k = np.arange(count) + 0.5
    height, turn = 1 - 2 * k / count, 2.399963 * k
    flat = np.sqrt(1 - height**2)
    points = radius * np.c_[flat * np.cos(turn), height, flat * np.sin(turn)]
    faces = scipy.spatial.ConvexHull(points).simplices
    a, b, c = (points[faces[:, k]] for k in range(3))
    inward = (np.cross(b - a, c - a) * (a + b + c)).sum(axis=1) < 0
    faces[inward] = faces[inward][:, ::-1]
    return points, faces.astype(np.int32)


def over_ball(material: ClothMaterial, settings: Settings, seed: int = 0) -> tuple[Solver, np.ndarray]:
    """A square of cloth laid over a ball, and the ball."""
    cloth, flat = strip(0.4, 0.4, 0.02, material, 0.0)
    body, faces = ball(0.1)
    start = np.c_[flat[:, 0] - 0.2, np.full(len(flat), 0.1 + settings.offset), 0.2 - flat[:, 1]]
    return Solver(cloth, Collider(faces), settings, seed, start), body


def stillness(
    settings: Settings, names: tuple[str, ...] = ("silk-satin", "cotton-poplin", "denim")
) -> Iterator[Finding]:
    """Cloth over a ball, five seconds in: the fastest rms speed and the drift of the two seconds after, undamped."""
    shelved = shelf()
    for name in names:
        solver, body = over_ball(shelved[name], settings)
        for _ in range(300):
            solver.step(body, body)
        before, fastest = solver.positions.copy(), 0.0
        for _ in range(120):
            solver.step(body, body)
            fastest = max(fastest, solver.speed())
        way = float(np.linalg.norm((solver.positions - before).mean(axis=0)))
        yield Finding("rest", name, "rms speed after 5 s, m/s", 0.0, fastest, FLOOR, "stated floor", True)
        yield Finding("rest", name, "drift in 2 s, m", 0.0, way, DRIFT, "stated floor", True)


def momentum(settings: Settings, seed: int = 6, count: int = 2) -> Iterator[Finding]:
    """Free cloth thrown about, without gravity or air, for half a second."""
    random = np.random.default_rng(seed)
    for _ in range(count):
        material = replace(random_material(random), drag=0.0)
        cloth, flat = strip(0.3, 0.3, 0.03, material, 0.0)
        start = np.c_[flat[:, 0], flat[:, 1], 0.02 * np.sin(9 * flat[:, 0])]
        solver = Solver(cloth, settings=replace(settings, gravity=0.0), positions=start)
        solver.velocities[:] = random.normal(0, 0.3, start.shape) + np.array([0.5, 0.2, -0.1])
        mass = cloth.masses[:, None]

        def both(solver: Solver = solver, mass: np.ndarray = mass) -> tuple[np.ndarray, np.ndarray]:
            push = mass * solver.velocities
            return push.sum(axis=0), np.cross(solver.positions, push).sum(axis=0)

        before = both()
        for _ in range(30):
            solver.step()
        after = both()
        case = f"bend {material.bend_warp:.1e} N·m, {material.density * 1000:.0f} g/m²"
        for what, a, b, limit in (
            ("momentum", before[0], after[0], KEPT),
            ("angular momentum", before[1], after[1], 1e-3),
        ):
            lost = float(np.linalg.norm(b - a) / np.linalg.norm(a))
            yield Finding("free cloth", case, f"share of {what} lost", 0.0, lost, limit, "Newton", True)
