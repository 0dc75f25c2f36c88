"""The mannequin file and the mesh that every body shares."""

import numpy as np
import pytest
import trimesh

from frontrow.body import FINISHES, mannequin, named_body, packing
from frontrow.body.mannequin import FILE
from frontrow.errors import UserError


def test_the_file_is_small_enough_for_a_browser():
    assert FILE.stat().st_size < 1_500_000


def test_a_file_that_is_not_a_mannequin_is_refused(tmp_path):
    path = tmp_path / "x.bin"
    path.write_bytes(b"glTF....")
    with pytest.raises(UserError, match=r"x\.bin"):
        packing.read(path)


def test_packing_gives_back_what_was_packed(tmp_path):
    a = np.random.default_rng(0).integers(-30000, 30000, (3, 50, 3)).astype(np.int16)
    b = np.arange(7, dtype=np.uint8)
    packing.write(tmp_path / "x.bin", {"name": "x"}, {"a": a, "b": b}, {"a"})
    meta, arrays = packing.read(tmp_path / "x.bin")
    assert meta["name"] == "x"
    np.testing.assert_array_equal(arrays["a"], a)
    np.testing.assert_array_equal(arrays["b"], b)


@pytest.mark.parametrize("name", ["runway-f", "plus-f", "tall-m"])
def test_bodies_are_closed_and_symmetric(name):
    body = named_body(name)
    mesh = trimesh.Trimesh(body.rest, body.mannequin.triangles, process=False)
    assert mesh.is_watertight and mesh.is_winding_consistent
    assert mesh.euler_number == 2  # one piece, no tunnel
    assert mesh.volume * 980 == pytest.approx(body.measures["weight"], abs=2.5)  # with shoes and hair
    mirrored = body.rest[body.mannequin.mirror] * [-1, 1, 1]
    np.testing.assert_allclose(mirrored, body.rest, atol=1e-6)


def test_skin_weights_are_shares_of_known_joints():
    m = mannequin()
    np.testing.assert_allclose(m.joint_weights.sum(1), 1, atol=1e-6)
    assert m.joint_indices.max() < len(m.joint_names)
    assert all(p < i for i, p in enumerate(m.parents))


def test_zones_cover_the_body_and_their_lines_run_along_edges():
    m = mannequin()
    parts = ("head", "neck", "torso", "arms", "hands", "legs", "feet")
    assert np.all(sum(m.zones[k].astype(int) for k in parts) == 1)
    for sex in "fm":
        assert set(np.unique(m.triangle_zone(sex))) == set(range(6))
    # the neckline of the base layer is one smooth line: its vertices lie on one level at the front
    body = named_body("runway-f")
    t, zone = m.triangles, m.triangle_zone("f")
    on_line = np.zeros(m.vertices, int)
    on_line[np.unique(t[zone == 1])] += 1
    on_line[np.unique(t[zone == 0])] += 1
    y, z = body.rest[:, 1], body.rest[:, 2]
    top = (on_line == 2) & (y > body.landmarks["bust_l"][1]) & (z > body.landmarks["bust_l"][2] - 0.06)
    assert top.sum() > 20 and np.ptp(y[top]) < 0.012


def test_women_are_covered_from_the_breast_and_men_from_the_waist():
    m = mannequin()
    for name, top in (("curve-f", "bust_l"), ("broad-m", "waist_front")):
        body = named_body(name)
        shown = body.rest[np.unique(m.triangles[m.triangle_zone(body.sex) == 1])]
        assert shown[:, 1].min() < body.landmarks["crotch"][1] - 0.03
        assert shown[:, 1].max() > body.landmarks[top][1] - 0.06
    bust = m.triangles[(m.triangles == m.landmarks["bust_l"]).any(1)]
    around = np.isin(m.triangles, bust).all(1)
    assert np.all(m.triangle_zone("f")[around] == 1)


def test_shoes_stand_flat():
    body = named_body("petite-f")
    sole = body.rest[body.mannequin.zones["shoes"] & (body.rest[:, 1] < 0.0005)]
    assert len(sole) > 60 and np.ptp(sole[:, 2]) > 0.14  # heel and ball both on the floor


def test_finishes_are_complete_colours():
    assert {"porcelain", "onyx", "bronze"} <= set(FINISHES) and len(FINISHES) == 6
    for f in FINISHES.values():
        for c in (f.color, f.base_layer, f.shoes, f.hair, f.lips, f.eyes):
            assert len(c) == 7 and int(c[1:], 16) >= 0
