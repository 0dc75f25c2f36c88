"""Sweeps in blocks do what a simple sweep does."""

import numpy as np
import pytest
from shapes import sheet

from frontrow.cloth import Cloth, ClothMaterial, bend, plate, strain
from frontrow.cloth.blocks import Blocks
from frontrow.cloth.lanes import points
from frontrow.cloth.motion import air, damp


def test_no_two_constraints_of_a_block_share_a_point() -> None:
    cloth, _ = sheet(0.5, 0.5, 0.02)
    blocks = Blocks(cloth.triangles)
    for ids, empty in zip(blocks.ids, blocks.empty, strict=True):
        used = ids[:, ~empty].ravel()
        assert len(np.unique(used)) == len(used)
    assert np.array_equal(np.sort(blocks.order[~blocks.empty]), np.arange(len(cloth.triangles)))


def laid(places: np.ndarray) -> np.ndarray:
    x = points(len(places))
    x[:, :3] = places
    return x


def test_a_sweep_over_triangles_agrees_with_the_conditions_written_out() -> None:
    cloth, flat = sheet(0.1, 0.1, 0.02)
    x = np.c_[1.03 * flat[:, 0], flat[:, 1] + 0.1 * flat[:, 0], 0.01 * np.sin(40 * flat[:, 0])]
    w, dt = 1 / cloth.masses, 1 / 960
    membrane = strain.Membrane(cloth)
    membrane.aim(w, dt)
    swept = laid(x)
    membrane.solve(swept, w)
    order = membrane._sort[membrane._blocks.order[~membrane._blocks.empty]]
    rest, stiff = strain.frames(cloth.flat), strain.stiffness(cloth) * cloth.areas[:, None]
    for t in order:
        ids = cloth.triangles[t]
        d = rest[t].reshape(2, 2)
        weft, warp = ([-d[0, k] - d[1, k], d[0, k], d[1, k]] for k in (0, 1))
        ways = np.array([weft, warp])
        reach = (ways**2 * w[ids]).sum(axis=1)
        reach = np.array([*reach, reach.sum()])
        gain = 1 / np.maximum(reach, 1 / (stiff[t] * dt**2))
        for row in (0, 1):
            along = ways[row] @ x[ids]
            x[ids] += np.outer(w[ids] * ways[row], (1 / np.linalg.norm(along) - 1) * gain[row] * along)
        u, v = ways @ x[ids]
        push = -gain[2] * (u @ v) * 2 / (1 + (u @ u) * (v @ v))
        x[ids] += push * w[ids, None] * (np.outer(ways[0], v) + np.outer(ways[1], u))
    assert np.abs(swept[:, :3] - x).max() < 1e-8
    assert not swept[:, 3].any()


def test_air_and_inner_friction_agree_with_the_sums_written_out() -> None:
    cloth, flat = sheet(0.1, 0.1, 0.02)
    random = np.random.default_rng(3)
    x = np.c_[flat, 0.01 * np.sin(40 * flat[:, 0])]
    start = random.normal(0, 0.5, x.shape)
    w, wind, dt = 1 / cloth.masses, np.array([0.2, -0.3, 1.0]), 1 / 240
    edges, triangles = Blocks(cloth.edges), Blocks(cloth.triangles)
    v, blown = start.copy(), laid(start)
    damp(laid(x), blown, w, edges.ids, edges.rows(0.3 / w[cloth.edges].sum(axis=1, keepdims=True)))
    for e in edges.order[~edges.empty]:
        i, j = cloth.edges[e]
        along = x[j] - x[i]
        part = 0.3 * (v[j] - v[i]) @ along / (along @ along) / (w[i] + w[j]) * along
        v[i], v[j] = v[i] + w[i] * part, v[j] - w[j] * part
    assert np.abs(blown[:, :3] - v).max() < 1e-6
    air(laid(x), blown, w, triangles.ids, triangles.rows(np.full((len(cloth.triangles), 1), 0.6)), dt, *wind)
    for t in triangles.order[~triangles.empty]:
        ids = cloth.triangles[t]
        a, b, c = x[ids]
        normal = np.cross(b - a, c - a)
        double = np.linalg.norm(normal)
        normal /= double
        speed = (v[ids].mean(axis=0) - wind) @ normal
        force = 0.6 * double / 2 * abs(speed) * dt
        v[ids] -= np.outer(w[ids] / 3, force * speed / (1 + force * w[ids].mean() / 3) * normal)
    assert np.abs(blown[:, :3] - v).max() < 1e-6


def wave(material: ClothMaterial | None = None) -> tuple[Cloth, np.ndarray, np.ndarray]:
    """A sheet, its inverse masses and its points (n, 4) in a wave along the weft."""
    cloth, flat = sheet(0.2, 0.2, 0.02, material)
    return cloth, 1 / cloth.masses, laid(np.c_[flat, 0.02 * np.sin(20 * flat[:, 0])])


def whole(cloth: Cloth) -> np.ndarray:
    """(n, n) the matrix of the bending energy."""
    bent, matrix = plate.plate(cloth), np.zeros((cloth.vertices, cloth.vertices))
    np.add.at(matrix, (bent.ids[:, :, None], bent.ids[:, None, :]), bent.energies)
    return matrix


def bent(cloth: Cloth, w: np.ndarray, x: np.ndarray, dt: float) -> np.ndarray:
    """(n, 3) kg m that bending moves the points by in a substep."""
    bending = bend.Bending(cloth)
    bending.aim(w, dt, np.zeros(cloth.vertices), 2)
    moved = x.copy()
    bending.solve(moved, 0 * x, w, 0)
    return (moved - x)[:, :3] / w[:, None]


def test_the_force_of_soft_bending_is_the_slope_of_its_energy() -> None:
    cloth, w, x = wave(ClothMaterial(bend_warp=2e-7, bend_weft=2e-7))
    push, dt = bent(cloth, w, x, 1 / 960), 1 / 960
    assert np.abs(push + dt**2 * whole(cloth) @ x[:, :3]).max() < 1e-9 * np.abs(push).max()
    assert np.abs(push.sum(axis=0)).max() < 1e-15 * np.abs(x[:, :3] / w[:, None]).sum()  # the last digits of x


def test_stiff_bending_takes_the_force_at_the_end_of_the_step() -> None:
    cloth, w, x = wave(ClothMaterial(bend_warp=0.1, bend_weft=0.1))
    push, dt = bent(cloth, w, x, 1 / 960), 1 / 960
    end = np.linalg.solve(np.diag(1 / w) + dt**2 * whole(cloth), x[:, :3] / w[:, None])
    assert np.abs(push * w[:, None] - (end - x[:, :3])).max() < 1e-10
    assert np.abs(push.sum(axis=0)).max() < 1e-15 * np.abs(x[:, :3] / w[:, None]).sum()  # the last digits of x


def test_a_sweep_over_triangles_keeps_momentum_and_shortens_what_is_long() -> None:
    cloth, flat = sheet(0.2, 0.2, 0.02)
    x = laid(np.c_[1.1 * flat, 0 * flat[:, 0]])
    w = 1 / cloth.masses
    membrane = strain.Membrane(cloth)
    membrane.aim(w, 1 / 960)
    centre = (cloth.masses[:, None] * x).sum(axis=0)
    before = np.abs(strain.edge_strain(cloth, x[:, :3])).mean()
    for _ in range(60):
        membrane.solve(x, w)
    assert (cloth.masses[:, None] * x).sum(axis=0) == pytest.approx(centre, abs=1e-14)
    assert np.abs(strain.edge_strain(cloth, x[:, :3])).mean() < 0.1 * before
