"""The cost bench compares like with like."""

import builtins
from typing import Any

import numpy as np
import pytest

from frontrow.bench.matching import matched
from frontrow.bench.peers import available
from frontrow.bench.reference import colours, simplest
from frontrow.bench.run import Run, ours, timed
from frontrow.bench.scaling import exponent
from frontrow.bench.swaying import Task
from frontrow.bench.textbook.meshes import bar, strip
from frontrow.cloth import ClothMaterial, Collider, intersections
from frontrow.errors import UserError


def small() -> Task:
    """A cloth over a bar."""
    cloth, flat = strip(0.3, 0.4, 0.025, ClothMaterial(friction=0.5), 0.0)
    body, faces = bar(0.06, 0.6, 48)
    s = flat[:, 1] - 0.2
    angle = np.clip(s / 0.0635, -np.pi / 2, np.pi / 2)
    drop = np.maximum(np.abs(s) - 0.0635 * np.pi / 2, 0)
    start = np.c_[flat[:, 0] - 0.15, 0.0635 * np.cos(angle) - drop, -0.0635 * np.sin(angle)]
    return Task(cloth, start, Collider(faces), body)


def run(ms: float, strain: float, inside: float = 0.0) -> Run:
    return Run("peer", "", ms, strain, strain, inside, True)


def test_a_peer_is_matched_at_the_cheapest_setting_that_is_as_good() -> None:
    rungs = [run(10, 0.08), run(20, 0.04), run(40, 0.03)]
    found = matched([lambda r=r: r for r in rungs], run(5, 0.039), 100)
    assert found.reached
    assert found.run is rungs[1]
    assert len(found.tried) == 2


def test_a_peer_that_never_gets_there_is_shown_at_its_best() -> None:
    rungs = [run(10, 0.20), run(20, 0.10), run(40, 0.05, 0.02), run(80, 0.02)]
    found = matched([lambda r=r: r for r in rungs], run(5, 0.039), 30)
    assert not found.reached
    assert found.run is rungs[1]  # the third lets the body through, the fourth was over the budget


def test_the_exponent_of_a_power_law_is_found() -> None:
    sizes = [2000, 8000, 32000]
    assert exponent(sizes, [0.01 * n**1.05 for n in sizes])[0] == pytest.approx(1.05)


def test_dividing_keeps_the_cloth_and_its_seams() -> None:
    coarse = small()
    fine = coarse.divided()
    assert fine.cloth.areas.sum() == pytest.approx(coarse.cloth.areas.sum())
    assert len(fine.cloth.triangles) == 4 * len(coarse.cloth.triangles)
    assert fine.cloth.vertices == len(fine.positions) == coarse.cloth.vertices + len(coarse.cloth.edges)
    assert len(fine.cloth.hinges[0]) == 2 * len(coarse.cloth.hinges[0]) + 3 * len(coarse.cloth.triangles)
    assert len(intersections(fine.positions, fine.cloth.triangles).cloth_cloth) == 0


def test_the_reference_and_ours_both_hold_cloth_on_a_swaying_bar() -> None:
    task = small()
    for step in (ours(task), simplest(task, 40)):
        found = timed("any", "", task, step, 12)
        assert found.finite
        assert found.strain < 0.05
        assert found.inside == 0
        assert found.cpu_ms > 0


def test_colours_share_no_point() -> None:
    edges = small().cloth.edges
    groups = colours(edges, int(edges.max()) + 1)
    assert sorted(np.concatenate(groups).tolist()) == list(range(len(edges)))
    assert all(len(np.unique(edges[g])) == 2 * len(g) for g in groups)


def test_missing_peers_are_one_sentence_that_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "newton":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UserError, match=r"pip install 'frontrow\[peers\]'"):
        available()
