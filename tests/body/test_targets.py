"""The tape and its derivative."""

import numpy as np
import pytest

from frontrow.body.fitting import tapes
from frontrow.body.mannequin import mannequin
from frontrow.body.tape import edges_of, girth


def test_the_tape_round_a_prism_is_its_perimeter():
    angle = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    ring = np.stack([0.1 * np.cos(angle), 0 * angle, 0.1 * np.sin(angle)], 1)
    up = np.array([0, 0.1, 0])
    p = np.concatenate([ring - up, ring + up])
    i = np.arange(60)
    j = (i + 1) % 60
    t = np.concatenate([np.stack([i, j, i + 60], 1), np.stack([j, j + 60, i + 60], 1)])
    length, *_ = girth(p, edges_of(t), np.array([0.0, 0.02, 0.0]), np.array([0.0, 1.0, 0.0]))
    assert length == pytest.approx(2 * np.pi * 0.1, rel=1e-3)


def test_every_derivative_agrees_with_differences():
    read, shape = tapes(), mannequin().shape
    c = shape.prior["f"][0][0]
    names = list(read.readers)
    _, slope = read.jacobian(c, names)
    d = np.random.default_rng(3).normal(size=shape.size)
    step = 0.01
    ahead, behind = (read.read(shape.at(c + s * d), c + s * d) for s in (step, -step))
    for k, row in zip(names, slope, strict=True):
        assert row @ d == pytest.approx((ahead[k] - behind[k]) / (2 * step), rel=0.02, abs=2e-4), k
