"""Fine cloth goes on where coarse cloth stood: under the same load, and into its orbit, on any number of threads."""

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.spatial import Delaunay
from shapes import cylinder, sheet, tube

import frontrow.beside
from frontrow.beside import beside
from frontrow.cloth import ClothMaterial, Collider, Settings, Solver, orbit, refine, refined
from frontrow.cloth.refine import begins


def finer(coarse: np.ndarray, fine: np.ndarray) -> csr_array:
    """What each fine point of a flat sheet takes of the coarse ones."""
    mesh = Delaunay(coarse)
    inside = mesh.find_simplex(fine, tol=1e-9)
    way = mesh.transform[inside]
    two = np.einsum("nij,nj->ni", way[:, :2], fine - way[:, 2])
    share = np.c_[two, 1 - two.sum(axis=1)]
    rows = np.repeat(np.arange(len(fine)), 3)
    return csr_array((share.ravel(), (rows, mesh.simplices[inside].ravel())), shape=(len(fine), len(coarse)))


def test_cloth_that_goes_on_in_a_finer_mesh_does_not_sag_under_its_load() -> None:
    heavy = ClothMaterial(density=0.8)
    (rough, a), (fine, b) = sheet(0.3, 0.8, 0.06, heavy), sheet(0.3, 0.8, 0.03, heavy)

    def hung(cloth, points):
        solver = Solver(cloth, settings=Settings(), positions=np.c_[points, 0 * points[:, 0]])
        solver.pin(np.flatnonzero(points[:, 1] > 0.799))
        return solver

    settled, fresh, resumed = hung(rough, a), hung(fine, b), hung(fine, b)
    for _ in range(120):
        settled.step(drag=4.0)
    middle = a[rough.triangles].mean(axis=1), b[fine.triangles].mean(axis=1)
    triangle = np.linalg.norm(middle[1][:, None] - middle[0][None], axis=2).argmin(axis=1)
    resumed.resume(settled.state().carried(finer(a, b), triangle))
    low = [solver.positions[:, 1].min() for solver in (fresh, resumed)]
    sunk = [0.0, 0.0]
    for _ in range(20):
        for k, solver in enumerate((fresh, resumed)):
            solver.step(drag=4.0)
            sunk[k] = max(sunk[k], low[k] - solver.positions[:, 1].min())
    assert sunk[1] < 0.25 * sunk[0]
    assert sunk[1] < 0.001  # metres


@pytest.fixture(scope="module")
def swaying():
    """A tube on a cone that sways: its orbit, where it is walked from, and the bodies of a round."""
    cloth, start = tube(0.12, 0.15, 0.03, ClothMaterial(friction=0.6))
    body, faces = cylinder(0.1, -0.3, 0.6)
    body[:, [0, 2]] *= 1.3 - 0.4 * (body[:, 1:2] + 0.3) / 0.9
    bodies = body + (0.05 * (1 - np.cos(2 * np.pi * np.arange(30) / 30)))[:, None, None] * np.array([1.0, 0, 0])

    def solver() -> Solver:
        return Solver(cloth, Collider(faces), positions=start)

    first = solver()
    for _ in range(40):
        first.step(body, body, drag=3.0)
    return solver, bodies, orbit(first, bodies, 0.9, rates=(0.0, 40.0), keep=begins(30, 2, 4))


def walked(swaying, progress=None):
    solver, bodies, lead = swaying
    solvers = [solver() for _ in range(2)]
    for each, k in zip(solvers, begins(30, 2, 4), strict=True):
        each.resume(lead.states[k], 0.03)
    return refined(solvers, bodies, 0.9, lead.at, warm=4, progress=progress)


def test_an_orbit_walked_in_two_halves_closes_at_both_ends(swaying) -> None:
    loop = walked(swaying)
    assert loop.frames.shape == swaying[2].frames.shape
    assert loop.gap[1] < 0.003  # metres, 99th percentile, where the halves meet
    assert loop.seam < 2 * loop.stride
    assert np.abs(loop.states[0].positions - loop.frames[0]).max() < 1e-6


def test_a_walk_that_gapes_is_walked_on_by_one_solver_until_it_closes(swaying, monkeypatch: pytest.MonkeyPatch) -> None:
    first = walked(swaying)
    assert first.rounds == 2  # closed at once
    monkeypatch.setattr(refine, "CLOSE", 0.5 * first.gap[1])
    told = []
    on = walked(swaying, told.append)
    assert on.rounds > 2 and on.gap[1] < first.gap[1]
    assert on.seam < 2 * on.stride
    assert np.abs(on.states[0].positions - on.frames[0]).max() < 1e-6
    assert told == sorted(told) and told[-1] == 1.0
    monkeypatch.setattr(refine, "CLOSE", 0.0)
    assert walked(swaying).gap[1] <= on.gap[1]  # out of reach: it ends all the same, with the best


def test_the_same_bits_come_of_one_thread_and_of_two(swaying, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refine, "CLOSE", 0.0)  # every round there is
    found = []
    for several in (1, 2):
        monkeypatch.setattr(frontrow.beside, "processors", lambda several=several: several)
        found.append(walked(swaying))
    assert (found[0].frames == found[1].frames).all()
    assert (found[0].velocities == found[1].velocities).all()


def test_work_side_by_side_answers_in_order_and_fails_as_it_would_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for several in (1, 2):
        monkeypatch.setattr(frontrow.beside, "processors", lambda several=several: several)
        assert beside(lambda: 1, lambda: 2, lambda: 3) == [1, 2, 3]
        with pytest.raises(ZeroDivisionError):
            beside(lambda: 1, lambda: 1 // 0)


def test_a_twin_goes_on_as_the_solver_itself_would(swaying) -> None:
    solver, bodies, _ = swaying
    one = solver()
    for k in range(8):
        one.step(bodies[k], bodies[k + 1], 0.03)
    other = one.twin()
    for k in range(8, 16):
        one.step(bodies[k], bodies[k + 1], 0.03)
    moved = one.positions.copy()
    for k in range(8, 16):
        other.step(bodies[k], bodies[k + 1], 0.03)
    assert (other.positions == moved).all()
    assert (one.positions == moved).all()  # they share nothing that moves
    assert other.cloth is one.cloth
