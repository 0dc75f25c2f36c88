"""What is packed comes back."""

import numpy as np
import pytest

from frontrow.look import codec


def test_lengths_come_back_within_half_a_step() -> None:
    rng = np.random.default_rng(1)
    metres = rng.uniform(-2, 2, (500, 3))
    words = codec.exponential(metres, -13)
    back = codec.decode(codec.encode_attributes(words), "ATTRIBUTES", "EXPONENTIAL", 500, 12)
    assert np.abs(back.view(np.float32).reshape(-1, 3) - metres).max() <= 2**-14


def test_a_length_that_does_not_fit_is_refused() -> None:
    with pytest.raises(OverflowError, match="does not fit"):
        codec.exponential(np.array([5000.0]), -13)


def test_normals_come_back_within_a_degree_and_a_half() -> None:
    rng = np.random.default_rng(2)
    n = rng.normal(size=(2000, 3))
    n /= np.linalg.norm(n, axis=1, keepdims=True)
    back = codec.decode(codec.encode_attributes(codec.octahedral(n)), "ATTRIBUTES", "OCTAHEDRAL", 2000, 4)
    back = back.view(np.int8).reshape(-1, 4)[:, :3] / 127
    back /= np.linalg.norm(back, axis=1, keepdims=True)
    # an 8-bit octahedron has 254 steps across: about 0.7 degrees between neighbours at its widest
    assert np.degrees(np.arccos(np.clip((n * back).sum(axis=1), -1, 1))).max() < 1.5


def test_triangles_come_back_the_same_way_round() -> None:
    triangles = np.array([[0, 1, 2], [2, 1, 3], [4, 2, 3], [0, 2, 4]], np.uint32)
    data = codec.encode_triangles(triangles.ravel(), 5)
    back = codec.decode(data, "TRIANGLES", "NONE", 12, 2).view(np.uint16).reshape(-1, 3)
    for a, b in zip(triangles.tolist(), back.tolist(), strict=True):
        assert b in (a, a[1:] + a[:1], a[2:] + a[:2])


def test_the_streams_are_the_versions_that_the_extension_names() -> None:
    assert codec.encode_attributes(np.zeros((16, 1), np.float32))[0] == 0xA0
    assert codec.encode_triangles(np.array([0, 1, 2]), 3)[0] == 0xE1
