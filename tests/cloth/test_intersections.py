"""Triangles that pass through each other are counted, all of them and nothing else."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import sheet

from frontrow.cloth import intersections
from frontrow.cloth.predicates import orient2d, orient3d

Point = tuple[Fraction, ...]


def exact(points: np.ndarray) -> list[Point]:
    return [tuple(Fraction(float(value)) for value in row) for row in points]


def minus(a: Point, b: Point) -> Point:
    return tuple(x - y for x, y in zip(a, b, strict=True))


def cross(a: Point, b: Point) -> Point:
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def dot(a: Point, b: Point) -> Fraction:
    return sum((x * y for x, y in zip(a, b, strict=True)), Fraction(0))


def common(s: list[Point], t: list[Point]) -> list[Point]:
    """Corners of what two closed triangles have in common: s clipped by the plane of t, then by the planes that stand
    on its sides (Sutherland & Hodgman 1974), all in fractions."""
    normal = cross(minus(t[1], t[0]), minus(t[2], t[0]))
    polygon = list(s)
    planes = [(normal, t[0]), (tuple(-c for c in normal), t[0])]
    for i in range(3):
        planes.append((cross(normal, minus(t[(i + 1) % 3], t[i])), t[i]))
    for out, at in planes:
        kept: list[Point] = []
        for i, p in enumerate(polygon):
            q = polygon[(i + 1) % len(polygon)]
            hp, hq = dot(out, minus(p, at)), dot(out, minus(q, at))
            if hp >= 0:
                kept.append(p)
            if (hp > 0 > hq) or (hp < 0 < hq):
                kept.append(tuple(a + (b - a) * hp / (hp - hq) for a, b in zip(p, q, strict=True)))
        polygon = kept
    return polygon


def meet(x: list[Point], s: list[int], t: list[int]) -> bool:
    """The slow truth: whether two triangles of some area have more in common than the corners they share."""
    shared = [x[i] for i in set(s) & set(t)]
    points = common([x[i] for i in s], [x[i] for i in t])
    if len(shared) < 2:
        return any(p not in shared for p in points)
    along = minus(shared[1], shared[0])
    return any(any(cross(along, minus(p, shared[0]))) for p in points)


def area(x: list[Point], t: list[int]) -> bool:
    return any(cross(minus(x[t[1]], x[t[0]]), minus(x[t[2]], x[t[0]])))


def truth(x: np.ndarray, triangles: list[list[int]]) -> list[list[int]]:
    points = exact(x)
    return [[i, j] for i, j in combinations(range(len(triangles)), 2) if meet(points, triangles[i], triangles[j])]


coordinate = st.sampled_from([0.0, 1.0, 2.0, 0.5, 0.1, 0.2, 0.1 + 0.2, 0.30000000000000004, 1 / 3, 1e-3, 1.0 - 2**-53])


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(coordinate, coordinate, coordinate), min_size=6, max_size=6), st.integers(0, 2))
def test_pairs_in_every_degenerate_position_are_judged_exactly(points: list[Point], shared: int) -> None:
    x = np.array(points, float)
    pair = [[0, 1, 2], [*range(shared), *range(3, 6 - shared)]]
    if all(area(exact(x), t) for t in pair):
        assert intersections(x, np.array(pair)).cloth_cloth.tolist() == truth(x, pair)


def test_a_crowd_of_triangles_is_counted_as_slow_exact_arithmetic_does() -> None:
    random = np.random.default_rng(5)
    x = random.uniform(0, 1, (45, 3))
    triangles = [random.choice(45, 3, replace=False).tolist() for _ in range(60)]
    expected = truth(x, triangles)
    assert 100 < len(expected) < 1500
    assert intersections(x, np.array(triangles)).cloth_cloth.tolist() == expected
    body = intersections(x, np.array(triangles[:20]), x, np.array(triangles[20:]))
    points = exact(np.concatenate([x, x]))
    apart = [
        [i, j] for i in range(20) for j in range(40) if meet(points, triangles[i], [v + 45 for v in triangles[20 + j]])
    ]
    assert body.cloth_body.tolist() == apart


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(coordinate, coordinate, coordinate), min_size=4, max_size=4))
def test_orientations_have_the_sign_of_exact_arithmetic(points: list[Point]) -> None:
    x = np.array(points, float)
    a, b, c, d = exact(x)
    volume = dot(minus(a, d), cross(minus(b, d), minus(c, d)))
    assert orient3d(x, 0, 1, 2, 3) == (volume > 0) - (volume < 0)
    turn = cross(minus(a, c), minus(b, c))[2]
    assert orient2d(x, 0, 1, 2, 0, 1) == (turn > 0) - (turn < 0)


def test_a_plane_met_by_the_last_bit_is_told_from_one_missed() -> None:
    # the fourth corner is moved off the plane by one unit in the last place, up and down
    random = np.random.default_rng(9)
    for _ in range(200):
        x = random.uniform(-1, 1, (4, 3))
        x[3] = x[:3].mean(axis=0)
        for step in (-1, 0, 1):
            y = x.copy()
            y[3, 2] = y[3, 2] if step == 0 else np.nextafter(y[3, 2], 10 * step)
            a, b, c, d = exact(y)
            volume = dot(minus(a, d), cross(minus(b, d), minus(c, d)))
            assert orient3d(y, 0, 1, 2, 3) == (volume > 0) - (volume < 0)


def test_flat_and_rolled_cloth_meets_nothing() -> None:
    cloth, flat = sheet(0.4, 0.4, 0.01)
    level = np.c_[flat, 0 * flat[:, 0]]
    assert len(intersections(level, cloth.triangles).triangles) == 0
    rolled = np.c_[0.05 * np.sin(flat[:, 0] / 0.065), flat[:, 1], 0.05 * np.cos(flat[:, 0] / 0.065)]
    assert len(intersections(rolled, cloth.triangles).triangles) == 0


def test_cloth_folded_flat_on_itself_meets_itself_everywhere() -> None:
    cloth, flat = sheet(0.2, 0.1, 0.01)
    folded = np.c_[np.abs(flat[:, 0] - 0.1), flat[:, 1], 0 * flat[:, 0]]
    found = intersections(folded, cloth.triangles)
    assert len(found.triangles) == len(cloth.triangles)
    apart = np.c_[folded[:, :2], np.where(flat[:, 0] > 0.1 + 1e-9, 1e-12, 0.0)]
    left = intersections(apart, cloth.triangles)
    assert len(left.cloth_cloth) == 0


def test_a_sheet_through_a_ball_meets_it_along_a_circle() -> None:
    ball = trimesh.creation.icosphere(4, 0.1)
    cloth, flat = sheet(0.3, 0.3, 0.01)
    x = np.c_[flat[:, 0] - 0.15, np.full(len(flat), 0.0231), flat[:, 1] - 0.15]
    found = intersections(x, cloth.triangles, ball.vertices, ball.faces)
    assert len(found.cloth_cloth) == 0
    radius = np.hypot(*x[cloth.triangles].mean(axis=1)[found.triangles][:, [0, 2]].T)
    assert radius == pytest.approx(np.full(len(radius), np.sqrt(0.1**2 - 0.0231**2)), abs=0.01)
    assert len(found.triangles) > 60
    assert len(intersections(x + np.array([0, 0.1, 0]), cloth.triangles, ball.vertices, ball.faces).cloth_body) == 0


def test_positions_that_are_no_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        intersections(np.full((3, 3), np.nan), np.array([[0, 1, 2]]))
