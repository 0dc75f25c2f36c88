"""A pressed crease keeps its fold; cloth that is not pressed springs open."""

import numpy as np
import pytest

from frontrow.cloth import Cloth, ClothMaterial, Solver


def folded(pressed: float) -> tuple[Cloth, np.ndarray]:
    """A strip of 6 x 2 cm, creased across its middle, and its points (n, 3) bent there to a right angle."""
    step, columns, rows = 0.01, 7, 3
    x, y = np.meshgrid(np.arange(columns) * step, np.arange(rows) * step)
    flat = np.stack([x.ravel(), y.ravel()], axis=1)
    ids = np.arange(rows * columns).reshape(rows, columns)
    quads = np.stack([ids[:-1, :-1], ids[:-1, 1:], ids[1:, 1:], ids[1:, :-1]], axis=-1).reshape(-1, 4)
    triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]]).astype(np.int32)
    middle = ids[:, columns // 2]
    edges = np.stack([middle[:-1], middle[1:]], axis=1).astype(np.int32)
    material = ClothMaterial(density=0.25, bend_warp=1e-5, bend_weft=1e-5)
    cloth = Cloth(
        triangles, flat[triangles], (material,), crease_edges=edges, crease=np.full(len(edges), np.pi * pressed)
    )
    beyond = np.maximum(flat[:, 0] - 3 * step, 0)
    return cloth, np.stack([np.minimum(flat[:, 0], 3 * step), flat[:, 1], beyond], axis=1)


def opening(pressed: float) -> float:
    """Degrees between the two halves, half a second later, with nothing else about."""
    cloth, start = folded(pressed)
    solver = Solver(cloth, positions=start)
    for _ in range(60):
        solver.step(gravity=0.0, drag=4.0)
    row = solver.positions[7:14]
    a, b = row[2] - row[3], row[4] - row[3]
    return float(np.degrees(np.arccos(a @ b / np.linalg.norm(a) / np.linalg.norm(b))))


def test_a_sharp_crease_closes_and_plain_cloth_opens() -> None:
    assert opening(1.0) < 45
    assert opening(0.0) > 150


def test_a_soft_crease_stays_half_open() -> None:
    assert opening(0.5) == pytest.approx(100, abs=25)  # pressed to a right angle, a little opened by the cloth
