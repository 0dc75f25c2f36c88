"""Cloth on a body that walks, and cloth that carries."""

import numpy as np
import pytest
from shapes import cylinder, sheet, tube

from frontrow.cloth import Cloth, ClothMaterial, Collider, Settings, Solver, simulate


def test_a_walk_closes_without_a_jump() -> None:
    # a tube rides on a cone that sways to and fro
    cloth, start = tube(0.12, 0.15, 0.03, ClothMaterial(friction=0.6))
    body, faces = cylinder(0.1, -0.3, 0.6)
    body[:, [0, 2]] *= 1.3 - 0.4 * (body[:, 1:2] + 0.3) / 0.9
    sway = 0.05 * (1 - np.cos(2 * np.pi * np.arange(30) / 30))
    bodies = body + sway[:, None, None] * np.array([1.0, 0, 0])
    solver = Solver(cloth, Collider(faces), positions=start)
    for _ in range(40):
        solver.step(body, body, drag=3.0)
    loop = simulate(solver, bodies, 0.9, loops=3)
    assert loop.frames.shape == (30, cloth.vertices, 3)
    assert loop.gap < 0.01
    assert loop.seam < 2 * loop.stride
    middle = loop.frames.mean(axis=1)
    assert np.ptp(middle[:, 0]) == pytest.approx(0.1, abs=0.02)


def test_a_strap_carries_a_heavy_skirt() -> None:
    # a narrow strap laid over a bar carries a cloth thirty times its width
    strap, narrow = sheet(0.04, 0.2, 0.02)
    skirt, wide = sheet(0.6, 0.3, 0.02)
    flat = np.vstack([narrow + np.array([0.28, 0.3 - 1e-9]), wide])
    top = np.flatnonzero(np.isclose(wide[:, 1], 0.3))
    foot = np.flatnonzero(narrow[:, 1] < 1e-9)
    weld = np.arange(len(flat))
    for i in foot:
        weld[i] = len(narrow) + top[np.abs(wide[top, 0] - flat[i, 0]).argmin()]
    triangles = np.vstack([strap.triangles, skirt.triangles + len(narrow)])
    ids, welded = np.unique(weld, return_inverse=True)
    cloth = Cloth(welded[triangles].astype(np.int32), flat[triangles], (ClothMaterial(density=0.1, drag=1.0),))
    body, faces = cylinder(0.03, -0.2, 0.2, along=20)
    bar = body[:, [1, 0, 2]]  # along X
    faces = faces[:, ::-1]
    along = flat[ids, 1] - 0.4  # 0 where the strap lies on the bar
    height = 0.034 + np.where(along > 0, 0.0, along)
    depth = np.where(along > 0, -along, 0.033)
    start = np.c_[flat[ids, 0] - 0.3, height, depth]
    held = np.flatnonzero(along > 0.06)
    strains = []
    for much in (True, False):
        solver = Solver(cloth, Collider(faces), Settings(substeps=16, collide_cloth=False), positions=start)
        solver.pin(held)
        for _ in range(120):
            solver.step(bar, bar, drag=6.0)
            if not much:
                solver._inertia.scale[:] = 1.0
                solver._gains.clear()
        strains.append(float(np.percentile(solver.strain(), 99.5)))
    assert strains[0] < 0.6 * strains[1]
