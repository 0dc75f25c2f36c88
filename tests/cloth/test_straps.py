"""Cloth that carries far more than its own weight."""

import numpy as np
from shapes import cylinder, sheet

from frontrow.cloth import Cloth, ClothMaterial, Collider, Settings, Solver


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
                solver._aimed = 0.0
        strains.append(float(np.percentile(solver.strain(), 99.5)))
    assert strains[0] < 0.03
    assert strains[0] < 0.6 * strains[1]
