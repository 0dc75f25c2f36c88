"""Cloth on a body that repeats finds its own period, and moves between states arrive where they are led."""

import numpy as np
import pytest
from shapes import cylinder, sheet, tube

from frontrow.cloth import ClothMaterial, Collider, Settings, Solver, orbit, passage
from frontrow.cloth.orbit import RATES


@pytest.fixture(scope="module")
def swaying():
    """A tube that rides on a cone which sways to and fro: solver at rest, and the bodies of a round."""
    cloth, start = tube(0.12, 0.15, 0.03, ClothMaterial(friction=0.6))
    body, faces = cylinder(0.1, -0.3, 0.6)
    body[:, [0, 2]] *= 1.3 - 0.4 * (body[:, 1:2] + 0.3) / 0.9
    sway = 0.05 * (1 - np.cos(2 * np.pi * np.arange(30) / 30))
    solver = Solver(cloth, Collider(faces), positions=start)
    for _ in range(40):
        solver.step(body, body, drag=3.0)
    return solver, body, body + sway[:, None, None] * np.array([1.0, 0, 0])


def test_a_walk_repeats_within_three_millimetres(swaying) -> None:
    solver, _, bodies = swaying
    loop = orbit(solver, bodies, 0.9)
    assert loop.frames.shape == loop.velocities.shape == (30, solver.cloth.vertices, 3)
    assert loop.gap[1] < 0.003  # metres, 99th percentile
    assert loop.seam < 2 * loop.stride  # the step over the seam is one like the others
    assert loop.force[0] < 2.0  # m/s², a fifth of gravity at most
    middle = loop.frames.mean(axis=1)
    assert np.ptp(middle[:, 0]) == pytest.approx(0.1, abs=0.02)


def test_a_chaotic_skirt_is_brought_onto_an_orbit() -> None:
    # a light sheet hangs from a bar that swings twice as fast as it would by itself: no two rounds are alike
    cloth, points = sheet(0.5, 0.5, 0.04, ClothMaterial(density=0.06))
    start = np.c_[points[:, 0], points[:, 1], 0.02 * np.sin(9 * points[:, 0])]
    top = np.flatnonzero(points[:, 1] > 0.499)

    def walked(rates):
        solver = Solver(cloth, settings=Settings(substeps=10), positions=start)
        solver.pin(top)
        bodies = np.zeros((40, 0, 3))
        swing = 0.12 * np.sin(2 * np.pi * np.arange(41) / 40)
        step = solver.step

        def shaken(before, after, dt, **more):
            k = shaken.k % 40
            solver.positions[top] += [0.3 * (swing[k + 1] - swing[k]), 0, swing[k + 1] - swing[k]]
            shaken.k += 1
            step(None, None, dt, **more)

        shaken.k = 0
        solver.step = shaken
        return orbit(solver, bodies, 0.55, rates=rates, drag=0.3)

    free, led = walked((0, 0, 0, 0, 0)), walked(RATES)
    assert free.gap[1] > 0.01
    assert led.gap[1] < 0.003 and led.gap[0] < free.gap[0] / 10


def test_a_passage_arrives_where_it_is_led(swaying) -> None:
    solver, body, _ = swaying
    for _ in range(60):
        solver.step(body, body, drag=3.0)
    rest = solver.positions.copy()
    way = 0.15 * np.sin(np.linspace(0, np.pi, 41)) ** 2  # out and back again
    dt = 1 / 60
    speed = np.diff(way) / dt
    led = rest[None].repeat(20, axis=0), np.zeros((20, *rest.shape))
    done = passage(solver, body[None].repeat(41, axis=0), dt, speed, led)
    assert done.frames.shape == (41, len(rest), 3)
    assert np.linalg.norm(done.frames[20] - rest, axis=1).max() > 0.001  # it did swing
    assert done.gap[1] < 0.003
    assert done.force[0] < 5.0


def test_air_stands_still_while_a_body_goes_ahead() -> None:
    # cloth that moves with the frame at a steady speed feels the wind of it, and nothing else
    cloth, points = sheet(0.3, 0.3, 0.05, ClothMaterial(density=0.1, drag=1.2))
    start = np.c_[points[:, 0], points[:, 1], 0 * points[:, 0]]
    nobody = np.zeros((11, 0, 3))
    ends = []
    for pace in (0.0, 1.5):
        solver = Solver(cloth, settings=Settings(substeps=10), positions=start)
        solver.pin(np.flatnonzero(points[:, 1] > 0.299))
        ends.append(passage(solver, nobody, 1 / 60, np.full(10, pace), drag=0.0).frames[-1])
    assert ends[1][:, 2].min() < -0.02 < 0.02 < 0.03  # blown back
    assert np.abs(ends[0][:, 2]).max() < 0.005
    kicked = Solver(cloth, settings=Settings(substeps=10), positions=start)
    speed = np.r_[np.zeros(5), np.full(5, 0.5)]
    moved = passage(kicked, nobody, 1 / 60, speed, drag=0.0).frames[-1]
    assert moved[:, 2].mean() == pytest.approx(-0.5 * 5 / 60, rel=0.15)  # free cloth stays behind
