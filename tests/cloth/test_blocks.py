"""Sweeps in blocks do what a simple sweep does."""

import numpy as np
import pytest
from shapes import sheet

from frontrow.cloth import bend, strain
from frontrow.cloth.blocks import Blocks


def test_no_two_constraints_of_a_block_share_a_point() -> None:
    cloth, _ = sheet(0.5, 0.5, 0.02)
    blocks = Blocks(cloth.triangles)
    for ids, empty in zip(blocks.ids, blocks.empty, strict=True):
        used = ids[:, ~empty].ravel()
        assert len(np.unique(used)) == len(used)
    assert np.array_equal(np.sort(blocks.order[~blocks.empty]), np.arange(len(cloth.triangles)))


def test_a_sweep_over_hinges_agrees_with_the_sum_written_out() -> None:
    cloth, flat = sheet(0.2, 0.2, 0.02)
    x = np.c_[flat, 0.02 * np.sin(20 * flat[:, 0])]
    w, dt = 1 / cloth.masses, 1 / 960
    bending = bend.Bending(cloth)
    bending.aim(w, dt, np.zeros(cloth.vertices), dt)
    swept = x.copy()
    bending.solve(swept, w)
    weight, stiff = bend.weights(cloth), bend.stiffness(cloth)
    for h in bending._blocks.order[~bending._blocks.empty]:
        ids = cloth.hinges[0][h]
        gain = 1 / max((w[ids] * weight[h] ** 2).sum(), 1 / (stiff[h] * dt**2))
        x[ids] -= gain * (w[ids] * weight[h])[:, None] * (weight[h] @ x[ids])
    assert np.abs(swept - x).max() < 1e-9


def test_a_sweep_over_triangles_keeps_momentum_and_shortens_what_is_long() -> None:
    cloth, flat = sheet(0.2, 0.2, 0.02)
    x = np.c_[1.1 * flat, 0 * flat[:, 0]]
    w = 1 / cloth.masses
    membrane = strain.Membrane(cloth)
    membrane.aim(w, 1 / 960)
    centre = (cloth.masses[:, None] * x).sum(axis=0)
    before = np.abs(strain.edge_strain(cloth, x)).mean()
    for _ in range(60):
        membrane.solve(x, w)
    assert (cloth.masses[:, None] * x).sum(axis=0) == pytest.approx(centre, abs=1e-14)
    assert np.abs(strain.edge_strain(cloth, x)).mean() < 0.1 * before
