"""Cloth against what any textbook says."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import solve_bvp
from shapes import floor, sheet

from frontrow.cloth import ClothMaterial, Collider, Settings, Solver, plate

FREE = Settings(collide_cloth=False)


def hang(material: ClothMaterial, along: str = "warp", drop: float = 0.3) -> float:
    """Relative lengthening of a strip that hangs by one end."""
    if along == "warp":
        cloth, flat = sheet(0.06, drop, 0.02, material)
        down, across = flat[:, 1], flat[:, 0]
    else:
        cloth, flat = sheet(drop, 0.06, 0.02, material)
        down, across = flat[:, 0], flat[:, 1]
    solver = Solver(
        cloth, settings=Settings(substeps=60, collide_cloth=False), positions=np.c_[across, -down, 0 * down]
    )
    solver.pin(np.flatnonzero(down < 1e-9))
    for _ in range(150):
        solver.step(drag=6.0)
    return float(-solver.positions[:, 1].min() / drop - 1)


@pytest.mark.parametrize("along", ["warp", "weft"])
def test_a_hanging_strip_stretches_by_half_its_weight_over_its_stiffness(along: str) -> None:
    # dL/L = density * g * L / (2 * stiffness), the uniform bar under its own weight
    stiff = {"warp": 60.0, "weft": 30.0}
    material = ClothMaterial(stretch_warp=60.0, stretch_weft=30.0, density=0.3, shear=20.0)
    expected = 0.3 * 9.81 * 0.3 / (2 * stiff[along])
    assert hang(material, along) == pytest.approx(expected, rel=0.03)


def test_a_woven_strip_is_as_stiff_as_it_is_told() -> None:
    # 800 N/m: one sweep a substep alone would be 20 times softer
    cloth, flat = sheet(0.08, 0.4, 0.02, ClothMaterial(stretch_warp=800.0, density=0.3, drag=0.0))
    solver = Solver(cloth, positions=np.c_[flat[:, 0], -flat[:, 1], 0 * flat[:, 0]])
    solver.pin(np.flatnonzero(flat[:, 1] < 1e-9))
    for _ in range(700):
        solver.step(drag=3.0)
    low = solver.positions[flat[:, 1] > 0.4 - 1e-9, 1].mean()
    assert -low / 0.4 - 1 == pytest.approx(0.3 * 9.81 * 0.4 / (2 * 800.0), rel=0.02)


def droop(rigidity: float, weft: float | None = None, length: float = 0.1) -> float:
    """How far the tip of a clamped strip hangs down, over its length."""
    material = ClothMaterial(bend_warp=rigidity, bend_weft=weft or rigidity, density=0.2)
    cloth, flat = sheet(0.04, length * 1.1, 0.01, material)
    rows = np.unique(flat[:, 1])
    clamp = rows[1]
    settings = Settings(substeps=60, collide_cloth=False)
    solver = Solver(cloth, settings=settings, positions=np.c_[flat[:, 0], 0 * flat[:, 0], flat[:, 1]])
    solver.pin(np.flatnonzero(flat[:, 1] <= clamp + 1e-9))
    for _ in range(240):
        solver.step(drag=4.0)
    tip = solver.positions[flat[:, 1] > rows[-1] - 1e-9, 1].mean()
    return float(-tip / (rows[-1] - clamp))


def elastica(load: float) -> float:
    """Droop of a heavy elastica clamped level; load = weight * L^3 / rigidity."""
    s = np.linspace(0, 1, 200)
    solution = solve_bvp(
        lambda s, y: np.vstack([y[1], -load * (1 - s) * np.cos(y[0]), np.sin(y[0])]),
        lambda a, b: np.array([a[0], b[1], a[2]]),
        s,
        np.vstack([1.2 * s, 1 - s, 0.5 * s]),
        max_nodes=5000,
    )
    return float(solution.sol(1)[2])


@pytest.mark.parametrize("rigidity", [1e-4, 3e-5, 1e-5])
def test_a_cantilever_droops_like_the_heavy_elastica(rigidity: float) -> None:
    # the range of real fabrics; one sweep a substep leaves the stiff end a little soft
    assert droop(rigidity) == pytest.approx(elastica(0.2 * 9.81 * 0.1**3 / rigidity), rel=0.1)


@pytest.mark.parametrize(("warp", "weft"), [(0.0, 2.0), (2.0, 0.0), (2.0, 2.0)])
def test_bending_energy_is_that_of_an_orthotropic_plate(warp: float, weft: float) -> None:
    # half of B_warp k² along the warp, of B_weft k² along the weft, over the area inside, where every patch is whole
    cloth, flat = sheet(0.3, 0.3, 0.01, ClothMaterial(bend_warp=3e-5, bend_weft=1e-5))
    height = warp * flat[:, 1] ** 2 / 2 + weft * flat[:, 0] ** 2 / 2
    bent, corner = plate.plate(cloth), cloth.hinges[1] // 3
    ids = bent.ids
    inside = np.bincount(corner.ravel(), minlength=len(ids)) == 3
    energy = 0.5 * np.einsum("ta,tab,tb->t", height[ids], bent.energies, height[ids])[inside].sum()
    expected = 0.5 * (3e-5 * warp**2 + 1e-5 * weft**2) * cloth.areas[inside].sum()
    assert energy == pytest.approx(expected, rel=0.01)


def test_a_stiffer_fabric_droops_less() -> None:
    tips = [droop(rigidity) for rigidity in (1e-5, 1e-4, 1e-3)]
    assert tips[0] > tips[1] > tips[2] > 0


def test_bending_follows_the_grain() -> None:
    # a strip along the warp droops as if the weft were not there
    assert droop(1e-4, weft=1e-5) == pytest.approx(droop(1e-4), rel=0.08)
    assert droop(1e-5, weft=1e-4) == pytest.approx(droop(1e-5), rel=0.08)


@pytest.mark.parametrize(("slope", "slides"), [(0.25, False), (0.40, True)])
def test_cloth_slides_only_beyond_the_friction_angle(slope: float, slides: bool) -> None:
    # atan 0.33 = 0.319 rad
    cloth, flat = sheet(0.1, 0.1, 0.02, ClothMaterial(friction=0.33, drag=0.0))
    ground, triangles = floor(1.0, slope)
    x = flat[:, 0] - 0.05
    start = np.c_[x, -np.tan(slope) * x + 0.0035 / np.cos(slope), flat[:, 1] - 0.05]
    solver = Solver(cloth, Collider(triangles), positions=start)
    for _ in range(60):
        solver.step(ground, ground)
    moved = float((solver.positions - start)[:, 0].mean())
    if slides:  # g t² / 2 * (sin - mu cos) along the slope
        expected = 0.5 * 9.81 * (np.sin(slope) - 0.33 * np.cos(slope)) * np.cos(slope)
        assert moved == pytest.approx(expected, rel=0.1)
    else:
        assert abs(moved) < 0.002


def test_free_cloth_keeps_its_momentum() -> None:
    cloth, flat = sheet(0.3, 0.3, 0.03, ClothMaterial(drag=0.0))
    solver = Solver(cloth, settings=Settings(gravity=0.0), positions=np.c_[flat, 0.01 * np.sin(9 * flat[:, 0])])
    random = np.random.default_rng(4)
    solver.velocities[:] = random.normal(0, 0.1, (cloth.vertices, 3))
    before = (cloth.masses[:, None] * solver.velocities).sum(axis=0)
    for _ in range(30):
        solver.step()
    after = (cloth.masses[:, None] * solver.velocities).sum(axis=0)
    assert after == pytest.approx(before, abs=1e-9)


def test_elastic_draws_the_cloth_in() -> None:
    cloth, flat = sheet(0.3, 0.06, 0.02)
    drawn = replace(cloth, tension_edges=cloth.edges, tension=np.full(len(cloth.edges), 0.8))
    for each, expected in ((cloth, 0.0), (drawn, -0.2)):
        solver = Solver(each, settings=Settings(gravity=0.0), positions=np.c_[flat, 0 * flat[:, 0]])
        for _ in range(60):
            solver.step(drag=4.0)
        # along the cloth, for it may curl
        assert solver.strain().mean() == pytest.approx(expected, abs=0.004)


def test_rest_means_rest() -> None:
    cloth, flat = sheet(0.3, 0.3, 0.02, ClothMaterial(friction=0.4))
    ground, triangles = floor(1.0)
    solver = Solver(cloth, Collider(triangles), positions=np.c_[flat[:, 0], 0.02 + 0 * flat[:, 0], flat[:, 1]])
    for _ in range(120):
        solver.step(ground, ground)
    assert solver.speed() < 1e-4


def test_a_twin_of_stiff_cloth_goes_on_as_it_does() -> None:
    cloth, flat = sheet(0.03, 0.1, 0.01, ClothMaterial(bend_warp=1e-2, bend_weft=1e-2))
    solver = Solver(cloth, settings=FREE, positions=np.c_[flat[:, 0], 0 * flat[:, 0], flat[:, 1]])
    solver.pin(np.flatnonzero(flat[:, 1] < 0.011))
    solver.step()
    assert solver._bending._rigid is not None
    twin = solver.twin()
    for one in (solver, twin):
        one.step()
    assert np.array_equal(solver.positions, twin.positions)
