"""A sewn garment is one piece of cloth, right side out, closed at its seams, outside the wearer."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy.spatial import Delaunay, cKDTree

from frontrow.body import named_body
from frontrow.pattern import SewnGarment, draft, load, sew
from frontrow.pattern.form import Form
from frontrow.pattern.mesh import constrained

COARSE = 0.024  # metres: quick, and every rule holds at any size
BODIES = ("runway-f", "plus-f", "tall-m", "petite-f", "broad-m")


def made(season: Path, name: str, body: str) -> SewnGarment:
    wearer = named_body(body)
    return sew(draft(load(season / f"{name}.yaml"), wearer.measures), wearer, COARSE)


@pytest.fixture(scope="module")
def garments() -> dict[tuple[str, str], SewnGarment]:
    season = Path(__file__).parents[2] / "season" / "patterns"
    pairs = [("dress", b) for b in BODIES] + [
        ("tshirt", "broad-m"),
        ("tshirt", "petite-f"),
        ("trousers", "plus-f"),
        ("trousers", "tall-m"),
    ]
    return {(name, body): made(season, name, body) for name, body in pairs}


def edges(g: SewnGarment) -> tuple[np.ndarray, np.ndarray]:
    t = g.weld[g.triangles]
    ends = np.concatenate([t[:, [0, 1]], t[:, [1, 2]], t[:, [2, 0]]])
    return ends, np.unique(np.sort(ends, axis=1), axis=0, return_counts=True)[1]


def test_every_edge_has_one_or_two_triangles(garments: dict[tuple[str, str], SewnGarment]) -> None:
    for g in garments.values():
        assert edges(g)[1].max() == 2


def test_it_is_right_side_out_throughout(garments: dict[tuple[str, str], SewnGarment]) -> None:
    for g in garments.values():
        ends = edges(g)[0]
        assert len(np.unique(ends, axis=0)) == len(ends)  # neighbours run along their edge in opposite ways
        p = g.flat[g.triangles]
        u, v = p[:, 1] - p[:, 0], p[:, 2] - p[:, 0]
        assert (u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0] > 0).all()


def test_its_right_side_faces_away_from_the_body(garments: dict[tuple[str, str], SewnGarment]) -> None:
    for (_, body), g in garments.items():
        form = Form.of(named_body(body))
        p = g.placed[g.weld[g.triangles]]
        normal = np.cross(p[:, 1] - p[:, 0], p[:, 2] - p[:, 0])
        near, skin = form.tree.query(p.mean(axis=1))
        close = near < 0.03  # where cloth lies on the skin the skin says which way is out
        agree = (normal[close] * form.normals[skin[close]]).sum(axis=1) > 0
        assert agree.mean() > 0.97


def test_it_starts_outside_the_body(garments: dict[tuple[str, str], SewnGarment]) -> None:
    for (name, body), g in garments.items():
        form = Form.of(named_body(body))
        _, skin = form.tree.query(g.placed)
        height = ((g.placed - form.positions[skin]) * form.normals[skin]).sum(axis=1)
        assert (height < -0.002).mean() < 0.002, (name, body)  # between the thighs skin is on both sides


def test_it_starts_near_its_own_size(garments: dict[tuple[str, str], SewnGarment]) -> None:
    for key, g in garments.items():
        p, f = g.placed[g.weld[g.triangles]], g.flat[g.triangles]
        ratio = np.linalg.norm(p - np.roll(p, 1, axis=1), axis=2) / np.linalg.norm(f - np.roll(f, 1, axis=1), axis=2)
        assert 0.9 < np.median(ratio) < 1.1, key
        assert np.percentile(ratio, 99) < 1.6, key


def test_sides_of_a_seam_are_one_line_of_vertices(garments: dict[tuple[str, str], SewnGarment]) -> None:
    g = garments["dress", "runway-f"]
    names = [name for name, _ in g.seams]
    assert "side left" in names and "front dart waist right" in names
    corners = np.bincount(g.weld)
    for name, chain in g.seams:
        sewn = chain[:-1] if "dart" in name else chain  # a dart's tip is one corner of the cloth
        assert (corners[sewn] >= 2).all(), name
        assert len(set(chain)) == len(chain), name
    hem = {vertex for name, chain in g.hems if ".hem" in name for vertex in chain}
    assert len(hem) > 50 and max(g.placed[list(hem), 1]) < 0.75  # metres: below the knee-length hem nothing


def test_left_and_right_mirror_each_other(garments: dict[tuple[str, str], SewnGarment]) -> None:
    g = garments["trousers", "tall-m"]
    across, _ = cKDTree(g.placed).query(g.placed * [-1, 1, 1])
    assert np.percentile(across, 99) < 0.01  # metres: the body is not quite its own mirror image


def test_a_waistband_is_stiff_and_does_not_stretch(garments: dict[tuple[str, str], SewnGarment]) -> None:
    g = garments["trousers", "plus-f"]
    assert dict(zip(g.panel_names, g.layers, strict=True)) == {"front": 1, "back": 1, "band": 3}
    assert len(g.tension) == 0


def test_a_waistband_grips_where_no_hips_hold_it(season: Path, garments: dict[tuple[str, str], SewnGarment]) -> None:
    g = made(season, "trousers", "apple-m")
    assert dict(zip(g.panel_names, g.grips, strict=True)) == {"front": 0, "back": 0, "band": 0.9}
    assert set(garments["trousers", "plus-f"].grips) == {0.0}


def test_an_elastic_is_shorter_than_it_is_cut(write: Callable[..., Path]) -> None:
    wearer = named_body("curve-f")
    g = sew(draft(load(write(("cut: fold", "cut: fold\n    elastic: 0.9"))), wearer.measures), wearer, COARSE)
    assert set(np.round(g.tension, 6)) == {0.9}


def test_the_same_pattern_gives_the_same_garment(season: Path, garments: dict[tuple[str, str], SewnGarment]) -> None:
    again = made(season, "dress", "runway-f")
    for field in ("flat", "weld", "triangles", "placed"):
        np.testing.assert_array_equal(getattr(again, field), getattr(garments["dress", "runway-f"], field))


def test_a_house_may_bring_a_garment_of_its_own(write: Callable[..., Path]) -> None:
    wearer = named_body("curve-f")
    g = sew(draft(load(write()), wearer.measures), wearer, COARSE)
    assert {name.split()[0] for name, _ in g.seams} == {"side", "shoulder"}


def test_an_outline_edge_that_delaunay_leaves_out_is_put_back() -> None:
    # a slit so narrow that its sides are not each other's nearest neighbours
    outline = np.array([[0, 0], [4, 0], [4, 3], [2.02, 3], [2.0, 0.4], [1.98, 3], [0, 3]], float)
    triangles = constrained(outline, Delaunay(outline).simplices.astype(np.int64), [(i, (i + 1) % 7) for i in range(7)])
    present = {frozenset((int(t[a]), int(t[b]))) for t in triangles for a, b in ((0, 1), (1, 2), (2, 0))}
    assert {frozenset((i, (i + 1) % 7)) for i in range(7)} <= present
    u = outline[triangles[:, 1]] - outline[triangles[:, 0]]
    v = outline[triangles[:, 2]] - outline[triangles[:, 0]]
    assert np.abs(u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]).sum() / 2 == pytest.approx(12)  # the hull, once
