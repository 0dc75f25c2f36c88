"""Nothing passes through anything: edges, tangles, layers and sharp bodies, by exact count."""

from collections.abc import Iterator

import numpy as np
import pytest
import trimesh
from shapes import cylinder, sheet, tube

from frontrow.cloth import Cloth, Collider, Settings, Solver, intersections

Floats = np.ndarray


def crossings(cloth: Cloth, x: Floats, body: Floats | None = None, faces: np.ndarray | None = None) -> tuple[int, int]:
    """How many pairs of triangles pass through each other: cloth with cloth, cloth with body."""
    found = intersections(x, cloth.triangles, body, faces)
    return len(found.cloth_cloth), len(found.cloth_body)


def two(one: tuple[Cloth, Floats], other: tuple[Cloth, Floats], layers: tuple[int, int]) -> tuple[Cloth, Floats]:
    return Cloth.join([one[0], other[0]], layers), np.vstack([one[1], other[1]])


def tent(up: float) -> tuple[Cloth, Floats]:
    """A ridge 4 cm long with a wing on either side, falling (up = -1) or rising (up = 1) at 45 degrees."""
    flat = np.array([[0, 0], [0.04, 0], [0.02, 0.03], [0.02, -0.03]])
    wings = np.array([[0, 1, 2], [1, 0, 3]], np.int32)
    side = np.array([0, 0, 0.03, -0.03]) / np.sqrt(2)
    along = flat[:, 0] - 0.016  # ridges do not meet in their middles
    return Cloth(wings, flat[wings]), np.c_[along, up * np.abs(side), -side]


def test_edges_stop_edges_where_no_point_meets_a_triangle() -> None:
    lower, a = tent(-1)
    upper, b = tent(1)
    across = b[:, [2, 1, 0]] * [-1, 1, 1] + [0, 0.02, 0]
    cloth, start = two((lower, a), (upper, across), (0, 0))
    solver = Solver(cloth, None, Settings(gravity=0.0), positions=start)
    solver.pin(range(4))
    solver.velocities[4:, 1] = -0.5  # 8 mm a frame: it would be far through after ten
    for _ in range(10):
        solver.step()
        assert crossings(cloth, solver.positions) == (0, 0)
    assert solver.positions[4:6, 1] @ [0.6, 0.4] > 0.001, "where they cross, one still lies over the other"


def poked() -> tuple[Cloth, Floats]:
    """A level sheet, and an upright one whose lower third has gone through it."""
    level, one = sheet(0.2, 0.2, 0.014)
    upright, other = sheet(0.06, 0.06, 0.014)
    x = np.c_[one[:, 0] - 0.1, 0 * one[:, 0], 0.1 - one[:, 1]]
    y = np.c_[other[:, 0] - 0.033, other[:, 1] - 0.021, 0 * other[:, 0] + 0.003]
    return two((level, x), (upright, y), (0, 0))


def test_what_starts_tangled_comes_undone() -> None:
    cloth, start = poked()
    solver = Solver(cloth, None, Settings(gravity=0.0), positions=start)
    assert crossings(cloth, start)[0] > 5
    for _ in range(60):
        solver.step(drag=5.0)
    assert crossings(cloth, solver.positions) == (0, 0)
    assert np.abs(solver.strain()).max() < 0.1, "pulled apart, not torn"


def thrown() -> Iterator[tuple[Cloth, Floats]]:
    """A sheet thrown at another, edge first and crumpled, at 0.8 m/s: 13 mm a frame."""
    target, one = sheet(0.24, 0.24, 0.016)
    ball, other = sheet(0.12, 0.12, 0.016)
    wave = 0.01 * np.sin(90 * other[:, 0]) + 0.008 * np.cos(70 * other[:, 1])
    x = np.c_[one[:, 0] - 0.12, 0 * one[:, 0], 0.12 - one[:, 1]]
    y = np.c_[other[:, 0] - 0.055, other[:, 1] + 0.01, wave]
    cloth, start = two((target, x), (ball, y), (0, 0))
    solver = Solver(cloth, None, Settings(gravity=0.0), positions=start)
    solver.pin(np.flatnonzero(np.abs(x).max(axis=1) > 0.119))
    solver.velocities[len(x) :, 1] = -0.8
    for _ in range(30):
        solver.step()
        yield cloth, solver.positions
    assert solver.positions[len(x) :, 1].min() > solver.positions[: len(x), 1].min(), "it did not get through"


def test_no_frame_of_a_fast_collision_ends_in_a_crossing() -> None:
    counts = [crossings(cloth, x)[0] for cloth, x in thrown()]
    assert max(counts) == 0


def test_a_garment_over_another_keeps_clear_of_it() -> None:
    body, faces = cylinder(0.1, -0.2, 0.6)
    inner, skin = tube(0.106, 0.2, 0.02)
    outer, coat = tube(0.109, 0.2, 0.02)
    cloth, start = two((inner, skin * [1.0, 1, 1.0]), (outer, coat * [1.06, 1, 1.06] + [0, 0.04, 0]), (0, 1))
    solver = Solver(cloth, Collider(faces), Settings(gravity=0.0), positions=start)
    for _ in range(60):
        solver.step(body, body, drag=2.0)
    assert crossings(cloth, solver.positions, body, faces) == (0, 0)
    x = solver.positions
    radius, angle = np.hypot(x[:, 0], x[:, 2]), np.arctan2(x[:, 0], x[:, 2])
    for place in np.flatnonzero((cloth.layer == 1) & (x[:, 1] > 0.06) & (x[:, 1] < 0.18)):
        near = (cloth.layer == 0) & (np.abs(x[:, 1] - x[place, 1]) < 0.011) & (np.abs(angle - angle[place]) < 0.1)
        assert not near.any() or radius[place] > radius[near].mean() + 0.001


@pytest.mark.parametrize("radius", [0.03, 0.02])
def test_coarse_cloth_keeps_out_of_a_slender_limb(radius: float) -> None:
    # 34 mm of flat cloth over a limb of 20 mm would cut 8 mm deep, did it not stand off
    limb, faces = cylinder(radius, -0.2, 0.2, 24, 60)
    limb = limb[:, [1, 2, 0]]
    cloth, flat = sheet(0.24, 0.3, 0.034)
    start = np.c_[flat[:, 0] - 0.12, np.full(len(flat), radius + 0.008), 0.15 - flat[:, 1]]
    solver = Solver(cloth, Collider(faces), positions=start)
    for _ in range(45):
        solver.step(limb, limb, drag=2.0)
    assert crossings(cloth, solver.positions, limb, faces) == (0, 0)
    assert solver.positions[:, 1].min() < -0.05, "it hangs down on both sides"


def test_what_a_body_hides_of_itself_is_no_obstacle() -> None:
    ball = trimesh.creation.icosphere(3, 0.1)
    points, faces = np.array(ball.vertices), np.array(ball.faces)
    half, side = len(points), np.array([0.06, 0, 0])
    left, right = points - side, points + side
    body = np.concatenate([left, right])
    both = Collider(np.concatenate([faces, faces + half]))
    bare = both.bare(body)
    deep = np.concatenate([np.linalg.norm(left - side, axis=1), np.linalg.norm(right + side, axis=1)])
    assert bare.hidden[deep < 0.098].all()
    assert not bare.hidden[deep > 0.1].any()
    assert not np.isin(bare.used, np.flatnonzero(bare.hidden)).any()
    # a part for each ball, so that cloth over the crease between them is held off both
    assert len(set(bare.parts[:half][~bare.hidden[:half]]) ^ set(bare.parts[half:][~bare.hidden[half:]])) == 2
    cloth, flat = sheet(0.3, 0.3, 0.016)
    start = np.c_[flat[:, 0] - 0.15, np.full(len(flat), 0.108), 0.15 - flat[:, 1]]
    solver = Solver(cloth, both, positions=start)
    for _ in range(60):
        solver.step(body, body)
    assert crossings(cloth, solver.positions, body, both.triangles) == (0, 0)
