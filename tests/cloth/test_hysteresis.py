"""Cloth that was bent does not come all the way back."""

from dataclasses import replace

import numpy as np
import pytest
from shapes import sheet

from frontrow.cloth import ClothMaterial, Settings, Solver, plate
from frontrow.cloth.hysteresis import ONSET, Hysteresis
from frontrow.cloth.lanes import points

MATERIAL = ClothMaterial(bend_warp=1e-4, bend_weft=1e-4, hysteresis=2e-3, density=0.2, drag=0.0)


def moment(state: Hysteresis, flat: np.ndarray, curvature: float) -> float:
    """N: what friction adds to a strip's moment, a metre of width, bent along the warp."""
    x, angle = points(len(flat)), curvature * flat[:, 1]
    radius = 1 / (curvature or 1e-6)
    x[:, 0], x[:, 1], x[:, 2] = flat[:, 0], radius * np.sin(angle), radius * (1 - np.cos(angle))
    state.slip(x)
    assert np.abs(state.force.sum(axis=0)).max() < 1e-12
    inside = np.abs(state._ids[:, :1] - state._ids[:, 3:]).min(axis=1) > 0
    stays = (state._stays[:, 1] * state._stiff)[inside].sum()
    return float(MATERIAL.hysteresis / ONSET * curvature - stays / state.area[inside].sum())


def test_bending_and_straightening_differ_by_twice_the_friction() -> None:
    cloth, flat = sheet(0.2, 0.2, 0.01, MATERIAL)
    state = Hysteresis(cloth, plate.plate(cloth))
    there = [moment(state, flat, k) for k in (0.0, 5.0, 15.0)]
    back = [moment(state, flat, k) for k in (5.0, -15.0)]
    assert there == pytest.approx([0.0, 1e-3, 2e-3], rel=0.05, abs=1e-4)
    assert back == pytest.approx([0.0, -2e-3], rel=0.05, abs=1e-4)


def droop(material: ClothMaterial, start: float) -> float:
    """Metres that the tip of a clamped strip hangs down, let go at an angle of `start` below the level."""
    cloth, flat = sheet(0.03, 0.066, 0.006, material)
    rows = np.unique(flat[:, 1])
    along = np.maximum(flat[:, 1] - rows[1], 0)
    solver = Solver(cloth, settings=Settings(collide_cloth=False))
    level = np.minimum(flat[:, 1], rows[1])
    solver.positions = np.c_[flat[:, 0], -np.sin(start) * along, level + np.cos(start) * along]
    solver.pin(np.flatnonzero(flat[:, 1] <= rows[1] + 1e-9))
    for _ in range(150):
        solver.step(drag=4.0)
    return float(-solver.positions[flat[:, 1] > rows[-1] - 1e-9, 1].mean())


def test_friction_keeps_a_strip_near_the_side_it_comes_from() -> None:
    elastic = droop(replace(MATERIAL, hysteresis=0.0), 0.0)
    assert droop(replace(MATERIAL, hysteresis=0.0), 1.4) == pytest.approx(elastic, rel=0.01)
    assert droop(MATERIAL, 0.0) < 0.9 * elastic
    assert droop(MATERIAL, 1.4) > 1.01 * elastic


def test_cloth_goes_on_from_a_state_with_what_stayed() -> None:
    cloth, flat = sheet(0.03, 0.066, 0.006, MATERIAL)
    angle = 30 * flat[:, 1]
    solver = Solver(cloth, settings=Settings(collide_cloth=False, gravity=0.0))
    solver.positions = np.c_[flat[:, 0], np.sin(angle) / 30, (1 - np.cos(angle)) / 30]
    for _ in range(120):
        solver.step(drag=4.0)
    other = Solver(cloth, settings=solver.settings)
    other.resume(solver.state())
    for one in (solver, other):
        one.step()
    assert np.abs(other.positions - solver.positions).max() < 1e-5
    forgot = Solver(cloth, settings=solver.settings)
    forgot.resume(replace(solver.state(), stays=None))
    forgot.step()
    assert np.abs(forgot.positions - solver.positions).max() > 1e-4
