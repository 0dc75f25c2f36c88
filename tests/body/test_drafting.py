"""What pattern makers read off a body is in proportion."""

import numpy as np
import pytest

from frontrow.body import fit, named_body, size_body
from frontrow.body.measurements import Measurements


@pytest.mark.parametrize("name", ["runway-f", "plus-f", "petite-f", "tall-m", "athletic-m"])
def test_heights_come_in_order(name):
    m = named_body(name).measures
    order = (
        "ankle", "knee", "crotch", "hip", "waist", "underbust", "bust", "underarm", "shoulder", "neck_side",
    )  # fmt: skip
    heights = [m[f"{k}_height"] for k in order]
    assert heights == sorted(heights)
    assert m["nape_height"] < m["height"]


def test_a_middle_size_is_where_tailors_expect_it():
    m = size_body("women", "M").measures  # 168 cm, 90-72-98
    expected = {
        "hip_depth": (0.17, 0.24), "rise": (0.21, 0.30), "back_length": (0.39, 0.45), "shoulder_slope": (15, 26),
        "neck_width": (0.12, 0.17), "armhole_depth": (0.15, 0.22), "bust_point_distance": (0.15, 0.20),
        "chest_width": (0.29, 0.38), "back_width": (0.30, 0.38), "wrist": (0.14, 0.17), "ankle": (0.20, 0.26),
        "crotch_length": (0.52, 0.75), "head": (0.51, 0.60), "foot_length": (0.23, 0.31),
    }  # fmt: skip
    for k, (low, high) in expected.items():
        assert low < m[k] < high, f"{k} {m[k]:.3f}"


def test_halves_make_the_whole():
    m = size_body("men", "L").measures
    assert m["waist"] / 2 == pytest.approx(m["waist_front_width"], rel=0.12)
    assert m["outseam"] == pytest.approx(m["waist_height"], abs=0.02)
    assert m["bust_to_waist"] == pytest.approx(m["bust_height"] - m["waist_height"], abs=1e-6)


def test_a_longer_back_moves_the_waist_down():
    short, long = (fit(Measurements("f", 1.70, 0.9, 0.72, 0.98, back_length=x)) for x in (0.39, 0.43))
    assert long.measures["waist_height"] < short.measures["waist_height"] - 0.015


def test_landmarks_lie_on_the_skin_left_and_right():
    body = named_body("curve-f")
    for k, v in body.landmarks.items():
        assert np.abs(body.rest - v).sum(1).min() < 1e-6, k
        if k.endswith("_l"):
            np.testing.assert_allclose(body.landmarks[k[:-2] + "_r"], v * [-1, 1, 1], atol=1e-5)
            assert v[0] > 0
    assert body.landmarks["bust_l"][2] > body.landmarks["nape"][2]  # facing +Z
