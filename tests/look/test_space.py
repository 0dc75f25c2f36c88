"""Drape space: a garment in one cut, draped at once on any body of a range."""

import json
from pathlib import Path

import numpy as np
import pytest

from frontrow.body import Body, mannequin, pose, stand
from frontrow.cloth import Columns
from frontrow.errors import UserError
from frontrow.look.mesh import vertex_normals
from frontrow.look.space import Space, layered, load
from frontrow.look.space.design import DIMENSIONS, HEIGHTS, Range, design, unseen
from frontrow.look.space.file import dump, parse
from frontrow.look.space.regression import Features, Process, regression

FIXTURES = Path(__file__).parent.parent / "fixtures"
RANGE = Range("women", "M")


@pytest.fixture(scope="module")
def shirt() -> Space:
    """A tiny T-shirt in size M: 379 vertices, learnt from 12 bodies (tools/space_fixture.py)."""
    return load(FIXTURES / "tshirt.drape")


@pytest.fixture(scope="module")
def wearers() -> list[Body]:
    return [RANGE.body(u) for u in unseen(3)]


def skin(body: Body) -> np.ndarray:
    standing = stand(body)
    return pose(body, standing.rotations, standing.root).astype(np.float64)


# the bodies


def test_the_design_begins_in_the_middle_and_reaches_every_end_of_the_range() -> None:
    points = design(24)
    assert (points[0] == 0).all()
    assert (points.min(axis=0) == -1).all() and (points.max(axis=0) == 1).all()


def test_the_design_fills_the_range_better_than_chance() -> None:
    def least(points: np.ndarray) -> float:
        gap = np.linalg.norm(points[:, None] - points[None], axis=2)
        return float(gap[~np.eye(len(points), dtype=bool)].min())

    assert least(design(40)) > 1.5 * least(unseen(40))


def test_unseen_bodies_are_none_of_the_design() -> None:
    gap = np.linalg.norm(design(40)[:, None] - unseen(20)[None], axis=2)
    assert gap.min() > 0.1
    assert unseen(20).shape == (20, DIMENSIONS)


def test_a_body_of_the_range_has_the_measures_of_its_point() -> None:
    low, high = HEIGHTS["f"]
    body = RANGE.body(np.array([1.0, 0.5, 0.0, 0.0, 1.0]))
    assert body.measures["height"] == pytest.approx(high, abs=0.005)
    assert body.measures["bust"] == pytest.approx(0.98, abs=0.005)  # half of the range up is one size: L
    assert low < RANGE.body(np.zeros(5)).measures["height"] < high


def test_a_size_that_no_chart_has_is_refused() -> None:
    with pytest.raises(UserError, match='no size "38"'):
        Range("women", "38")


# the model


def test_a_process_gives_back_what_it_learnt_and_is_sure_of_it() -> None:
    rng = np.random.default_rng(0)
    at = rng.normal(size=(20, 3))
    values = np.c_[at @ [1.0, -2.0, 0.5], np.sin(at[:, 0])]
    process = Process.of(at, values, 2.0, 1e-6)
    for z, value in zip(at, values, strict=True):
        found, variance = process.at(z)
        assert found == pytest.approx(value, abs=1e-3)
        assert variance < 1e-4
    assert process.at(np.full(3, 9.0))[1] > 1


def test_what_is_left_out_is_foretold_as_if_it_had_never_been_seen() -> None:
    rng = np.random.default_rng(1)
    at = rng.normal(size=(15, 2))
    values = np.c_[at**2, np.cos(at)]
    miss, variance = Process.of(at, values, 1.5, 1e-2).left_out(values)
    for k in range(len(at)):
        rest = np.arange(len(at)) != k
        found, foretold = Process.of(at[rest], values[rest], 1.5, 1e-2).at(at[k])
        assert values[k] - found == pytest.approx(miss[k], abs=1e-8)
        assert foretold == pytest.approx(variance[k], rel=1e-6)


def test_a_garment_that_only_widens_with_the_body_is_foretold_exactly() -> None:
    rng = np.random.default_rng(2)
    ring = np.linspace(0, 2 * np.pi, 400)
    girth = rng.uniform(0.9, 1.1, (16, 1))
    carried = np.stack([girth * np.cos(ring), 0 * ring + girth * 0, girth * np.sin(ring)], axis=2)
    carried = carried + rng.normal(0, 1e-4, (16, 1, 3))
    shapes = 1.05 * carried
    model = regression(carried, shapes, 8)
    z = model.features.at(0.97 * carried[0] / girth[0])
    made = 0.97 * carried[0] / girth[0] + model.mean + np.tensordot(model.process.at(z)[0], model.modes, 1)
    assert np.abs(made - 1.05 * 0.97 * carried[0] / girth[0]).max() < 1e-3
    assert isinstance(model.features, Features)


# the drape


def test_the_drape_is_the_one_the_browser_is_held_to(shirt: Space) -> None:
    told = json.loads((FIXTURES / "drape.json").read_text("utf-8"))
    assert told["vertices"] == mannequin().vertices
    u = np.array([0.1, -0.2, 0.3, 0.0, 0.2])
    body = RANGE.body(u)
    wearer = told["wearers"][0]
    assert body.coefficients == pytest.approx(wearer["coefficients"], abs=1e-6)
    stood = skin(body)
    assert stood[:: told["every"]].ravel() == pytest.approx(wearer["skin"], abs=2e-6)
    positions, trust = shirt.drape(body)
    assert positions.ravel() == pytest.approx(wearer["positions"], abs=1e-5)
    assert trust.error == pytest.approx(wearer["trust"]["error"], rel=1e-4)
    assert trust.reason == wearer["trust"]["reason"]


def test_no_vertex_is_inside_a_body_of_the_range(shirt: Space, wearers: list[Body]) -> None:
    for body in wearers:
        stood = skin(body)
        positions, _ = shirt.drape_on(stood)
        assert (Columns(stood, mannequin().triangles).winding(positions) == 0).all()


def test_a_body_far_out_of_the_range_is_not_trusted(shirt: Space, wearers: list[Body]) -> None:
    near = shirt.drape(wearers[0])[1]
    far = shirt.drape(RANGE.body(np.array([1.0, 2.2, 1.5, 1.5, 1.0])))[1]
    assert not far.ok
    assert far.error > 1.5 * near.error or far.stretched > 2 * near.stretched


def test_a_small_change_of_the_body_is_a_small_change_of_the_drape(shirt: Space) -> None:
    u = np.array([0.1, 0.1, 0.2, -0.3, 0.0])
    one, other = RANGE.body(u), RANGE.body(u + 0.004)
    moved = np.abs(skin(one) - skin(other)).max()
    assert np.abs(shirt.drape(one)[0] - shirt.drape(other)[0]).max() < 4 * moved


def test_a_shirt_over_a_shirt_stays_over_it(shirt: Space, wearers: list[Body]) -> None:
    """The worst case: both are foretold at the same place."""
    stood = skin(wearers[0])
    (inner, _), (outer, _) = layered([shirt, shirt], stood)
    normals = vertex_normals(inner, shirt.weld[shirt.triangles])
    height = ((outer - inner) * normals).sum(axis=1)
    held = ~shirt.surface.rim
    assert np.median(height[held]) > 0.002
    assert (height[held] > 0).mean() > 0.98
    assert (Columns(stood, mannequin().triangles).winding(outer) == 0).all()


# the file


def test_a_file_gives_back_the_space(shirt: Space, wearers: list[Body]) -> None:
    again = parse(dump(shirt))
    assert (again.drape(wearers[0])[0] == shirt.drape(wearers[0])[0]).all()
    assert dict(again.facts) == dict(shirt.facts)


def _edited(old: bytes, new: bytes) -> bytes:
    data = (FIXTURES / "tshirt.drape").read_bytes()
    size = int.from_bytes(data[4:8], "little")
    header = data[8 : 8 + size]
    assert old in header
    header = header.replace(old, new, 1)
    return data[:4] + len(header).to_bytes(4, "little") + header + data[8 + size :]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"arrays"', b'"arrows"'),
        (b'"shape":[', b'"shape":[60000,'),
        (b'"shape":[', b'"shape":[-'),
        (b'"shape":[', b'"shape":[1e999,'),
        (b'"facts":{', b'"deep":' + 9000 * b"[" + 9000 * b"]" + b',"facts":{'),
        (b'"offset":0,', b'"offset":99999999,'),
        (b'"step":0.0001', b'"step":"x"'),
        (b'"step":0.0001', b'"step":NaN'),
        (b'"dtype":"uint16"', b'"dtype":"object"'),
        (b'"mark":', b'"mark":1'),
    ],
)
def test_a_header_that_lies_is_refused_in_one_sentence(old: bytes, new: bytes) -> None:
    with pytest.raises(UserError, match="build it anew"):
        parse(_edited(old, new))


@pytest.mark.parametrize("size", [0, 3, 7, 100, 4000, 30000])
def test_a_file_cut_short_is_refused(size: int) -> None:
    with pytest.raises(UserError):
        parse((FIXTURES / "tshirt.drape").read_bytes()[:size])


def test_bytes_turned_over_never_do_more_than_refuse(shirt: Space) -> None:
    data = (FIXTURES / "tshirt.drape").read_bytes()
    rng = np.random.default_rng(3)
    for _ in range(60):
        broken = bytearray(data)
        for k in rng.integers(0, len(data), 3):
            broken[k] ^= int(rng.integers(1, 256))
        try:
            space = parse(bytes(broken))
        except UserError:
            continue
        assert space.weld.max() < len(space.carrier.rest)


def test_a_file_that_is_not_there_or_no_space_is_told_by_name(tmp_path: Path) -> None:
    path = tmp_path / "dress.drape"
    path.write_bytes(b"PNG and so on")
    with pytest.raises(UserError, match=r"dress\.drape: this is no drape space"):
        load(path)
