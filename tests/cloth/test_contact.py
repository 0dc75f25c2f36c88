"""Cloth against bodies and against itself."""

import itertools

import numpy as np
import pytest
import trimesh
from shapes import cylinder, sheet, tube

from frontrow.cloth import (
    Cloth,
    ClothMaterial,
    Collider,
    Settings,
    Solver,
    penetration,
    settle,
    signed_distance,
)
from frontrow.errors import UserError


def drape(seed: int = 0, frames: int = 90) -> tuple[Solver, np.ndarray, np.ndarray]:
    """A cloth dropped over a ball."""
    cloth, flat = sheet(0.5, 0.5, 0.025)
    ball = trimesh.creation.icosphere(3, 0.15)
    body = np.array(ball.vertices)
    solver = Solver(
        cloth,
        Collider(ball.faces),
        seed=seed,
        positions=np.c_[flat[:, 0] - 0.25, 0 * flat[:, 0] + 0.17, flat[:, 1] - 0.25],
    )
    for _ in range(frames):
        solver.step(body, body)
    return solver, body, ball.faces


def test_a_cloth_over_a_ball_stays_outside_and_whole() -> None:
    solver, body, faces = drape()
    assert penetration(solver.positions, body, faces).max() == 0
    assert np.percentile(np.abs(solver.strain()), 99) < 0.05
    assert solver.positions[:, 1].min() < 0, "the corners should hang down"


def test_the_same_seed_gives_the_same_bits() -> None:
    one, two = drape(seed=7, frames=40)[0], drape(seed=7, frames=40)[0]
    assert one.positions.tobytes() == two.positions.tobytes()


def test_cloth_follows_a_moving_body() -> None:
    cloth, start = tube(0.104, 0.3, 0.025, ClothMaterial(friction=0.6))
    body, faces = cylinder(0.1, -0.3, 0.6)
    cone = body.copy()  # wider below: the tube cannot fall off
    cone[:, [0, 2]] *= 1.25 - 0.4 * (body[:, 1:2] + 0.3) / 0.9
    solver = Solver(cloth, Collider(faces), positions=start * [1.2, 1, 1.2])
    for _ in range(40):
        solver.step(cone, cone, drag=2.0)
    before = solver.positions.mean(axis=0)
    for k in range(60):
        solver.step(cone + np.array([0.01 * k, 0, 0]), cone + np.array([0.01 * (k + 1), 0, 0]))
    moved = solver.positions.mean(axis=0) - before
    assert moved[0] == pytest.approx(0.6, abs=0.02)
    assert penetration(solver.positions, cone + np.array([0.6, 0, 0]), faces).max() < 0.001


def test_cloth_between_two_limbs_stays_between_them() -> None:
    # a sheet hangs between two columns that close on it, as a sleeve between arm and flank
    cloth, flat = sheet(0.1, 0.3, 0.02)
    left, faces = cylinder(0.05, -0.1, 0.5)
    parts = np.repeat([0, 1], len(left))
    both = Collider(np.vstack([faces, faces + len(left)]), parts)
    solver = Solver(cloth, both, positions=np.c_[0 * flat[:, 0], flat[:, 1], flat[:, 0] - 0.05])
    solver.pin(np.flatnonzero(flat[:, 1] > 0.299))

    def body(gap: float) -> np.ndarray:
        half = np.array([0.05 + gap / 2, 0, 0])
        return np.vstack([left - half, left + half])

    gaps = np.r_[np.linspace(0.06, 0.004, 40), np.full(20, 0.004), np.linspace(0.004, 0.06, 20)]
    for before, after in itertools.pairwise(gaps):
        solver.step(body(before), body(after))
        assert np.abs(solver.positions[:, 0]).max() < 0.012 + after / 2
    assert solver.speed() < 0.3


def test_layers_keep_their_order() -> None:
    # two tubes in each other's way round one body: the outer one starts tighter than the inner one
    body, faces = cylinder(0.1, -0.2, 0.6)
    inner, skin = tube(0.106, 0.2, 0.02)
    outer, coat = tube(0.108, 0.2, 0.02)
    cloth = Cloth.join([inner, outer])
    start = np.vstack([skin * [1.02, 1, 1.02], coat * [1.06, 1, 1.06] + [0, 0.05, 0]])
    solver = Solver(cloth, Collider(faces), Settings(gravity=0.0), positions=start)
    settle(solver, body, most=80)
    x, layer = solver.positions, cloth.layer
    radius, angle = np.hypot(x[:, 0], x[:, 2]), np.arctan2(x[:, 0], x[:, 2])
    shared = (x[:, 1] > 0.06) & (x[:, 1] < 0.19)
    for middle in np.arange(-3, 3, 0.25):
        here = shared & (np.abs(angle - middle) < 0.2)
        assert radius[here & (layer == 0)].mean() + 0.001 < radius[here & (layer == 1)].mean()
    assert radius.min() > 0.1


def test_a_folded_cloth_does_not_fall_through_itself() -> None:
    cloth, flat = sheet(0.2, 0.4, 0.02)
    ground = np.array([[-1, 0, -1], [-1, 0, 1], [1, 0, 1], [1, 0, -1.0]])
    # lies on the ground and is folded back over itself 3 cm above
    t = flat[:, 1]
    bottom = t < 0.2
    z = np.where(bottom, t, 0.4 - t)
    y = np.where(bottom, 0.006, 0.036)
    dense = trimesh.Trimesh(ground, [[0, 1, 2], [0, 2, 3]], process=False)
    for _ in range(5):
        dense = dense.subdivide()
    solver = Solver(cloth, Collider(dense.faces), positions=np.c_[flat[:, 0], y, z])
    for _ in range(90):
        solver.step(dense.vertices, dense.vertices, drag=1.0)
    upper = (t > 0.24) & (t < 0.38)
    assert solver.positions[upper, 1].min() > 0.0035 + 0.001
    assert solver.positions[:, 1].min() > 0.002


def test_signed_distance_agrees_with_the_long_way() -> None:
    torus = trimesh.creation.torus(0.2, 0.07, 24, 16)
    points = np.random.default_rng(0).uniform(-0.3, 0.3, (300, 3))
    corners = torus.triangles
    many = np.repeat(points, len(corners), axis=0)
    nearest = trimesh.triangles.closest_point(np.tile(corners, (len(points), 1, 1)), many)
    distance = np.linalg.norm(nearest - many, axis=1).reshape(len(points), -1).min(axis=1)
    # inside where the triangles cover the whole sphere of view (Van Oosterom & Strackee 1983)
    a, b, c = (corners[None, :, k] - points[:, None] for k in range(3))
    la, lb, lc = (np.linalg.norm(v, axis=2) for v in (a, b, c))
    top = (a * np.cross(b, c)).sum(axis=2)
    low = la * lb * lc + (a * b).sum(2) * lc + (b * c).sum(2) * la + (c * a).sum(2) * lb
    inside = (2 * np.arctan2(top, low)).sum(axis=1) > 2 * np.pi
    got = signed_distance(points, torus.vertices, torus.faces, reach=0.1)
    near = distance < 0.1
    assert got[near] == pytest.approx(np.where(inside, -distance, distance)[near], abs=1e-9)
    assert (got[~near] == 0.1).all()
    assert inside.sum() > 20


def test_settle_comes_to_rest() -> None:
    cloth, start = tube(0.12, 0.25, 0.025)
    body, faces = cylinder(0.1, -0.3, 0.6)
    body[:, [0, 2]] *= 1.3 - 0.4 * (body[:, 1:2] + 0.3) / 0.9
    done = settle(solver := Solver(cloth, Collider(faces), positions=start), body)
    assert done.rested
    assert done.frames < 200
    assert penetration(solver.positions, body, faces).max() < 0.001


@pytest.mark.parametrize("wrong", [9.0, np.nan])
def test_cloth_that_flies_apart_ends_the_simulation(wrong: float) -> None:
    cloth, flat = sheet(0.2, 0.2, 0.025)
    ball = trimesh.creation.icosphere(2, 0.15)
    start = np.c_[flat[:, 0] - 0.1, 0 * flat[:, 0] + 0.17, flat[:, 1] - 0.1]
    solver = Solver(cloth, Collider(ball.faces), Settings(away=5.0), positions=start)
    solver.step(ball.vertices, ball.vertices)
    solver.positions[:, 1] += wrong
    with pytest.raises(UserError, match="flew apart"):
        solver.step(ball.vertices, ball.vertices)
