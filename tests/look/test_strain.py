"""Strain, tension and pressure are those of the textbook."""

import numpy as np
import pytest

from frontrow.cloth import Cloth, ClothMaterial
from frontrow.look.fit.strain import SHOWN, feel, forces, gradients, spread

WIDE, TALL = 33, 9


def sheet(width=1.0, height=0.2, closed=False, material=None):
    """A cloth of WIDE by TALL points on the flat, weft along x; closed: its two ends are one seam."""
    x, y = np.meshgrid(np.linspace(0, width, WIDE), np.linspace(0, height, TALL))
    flat = np.stack([x.ravel(), y.ravel()], axis=1)
    a = (np.arange(TALL - 1)[:, None] * WIDE + np.arange(WIDE - 1)).ravel()
    corners = np.concatenate([np.stack([a, a + 1, a + WIDE], 1), np.stack([a + 1, a + WIDE + 1, a + WIDE], 1)])
    weld = np.arange(WIDE * TALL)
    if closed:
        weld[WIDE - 1 :: WIDE] = weld[::WIDE]
    _, weld = np.unique(weld, return_inverse=True)
    cloth = Cloth(
        triangles=weld[corners].astype(np.int32),
        flat=flat[corners],
        materials=(material or ClothMaterial(),),
        material=np.zeros(len(corners), np.int32),
    )
    first = np.unique(weld, return_index=True)[1]
    return cloth, flat[first]


def far_body():
    """A small tetrahedron far away, for drapes that no body should disturb."""
    points = 9.0 + 0.1 * np.eye(4, 3, -1)
    return points, np.array([[0, 2, 1], [0, 1, 3], [0, 3, 2], [1, 2, 3]])


def test_cloth_pulled_by_a_tenth_is_strained_by_a_tenth():
    cloth, flat = sheet()
    felt = feel(cloth, np.c_[1.1 * flat[:, 0], flat[:, 1], 0 * flat[:, 0]], *far_body())
    assert felt.strain == pytest.approx(np.full(len(felt.strain), 0.1), abs=1e-9)
    assert felt.area.sum() == pytest.approx(0.2)
    assert felt.map[:, 0] == pytest.approx(np.full(len(flat), 0.1 / SHOWN), abs=1e-6)
    assert spread(felt.strain, felt.area) == pytest.approx({"mean": 0.1, "p95": 0.1, "over5": 1.0})


def test_cloth_that_is_only_turned_or_pushed_together_is_not_strained():
    cloth, flat = sheet()
    turn = np.linalg.qr(np.random.default_rng(1).normal(size=(3, 3)))[0]
    for squeeze in (1.0, 0.8):
        felt = feel(cloth, np.c_[squeeze * flat, 0 * flat[:, 0]] @ turn.T, *far_body())
        assert felt.strain.max() < 1e-9 and felt.pressure.max() < 1e-6


def test_a_pulled_edge_carries_its_stiffness():
    """1,000 N/m of weft pulled by 2 % (Green strain 0.0202) on 20 cm: 4.1 N, with the second-order stress."""
    cloth, flat = sheet(material=ClothMaterial(stretch_weft=1000.0))
    deformed, inverse, area = gradients(cloth, np.c_[1.02 * flat[:, 0], flat[:, 1], 0 * flat[:, 0]])
    green = 0.5 * (np.swapaxes(deformed, 1, 2) @ deformed - np.eye(2))
    force = forces(cloth, deformed, inverse, green, area)
    end = flat[:, 0] > 0.999
    assert force[end].sum(axis=0) == pytest.approx([-1000 * 0.0202 * 1.02 * 0.2, 0, 0], abs=1e-6)
    assert force[~end & (flat[:, 0] > 0.001)] == pytest.approx(np.zeros((int((~end).sum()) - TALL, 3)), abs=1e-9)


def test_a_band_round_a_pillar_presses_with_tension_over_radius():
    """Laplace: 40 N/m on a radius of 15 cm is 267 Pa."""
    radius, stretched = 0.15, 1.04
    cloth, flat = sheet(width=2 * np.pi * radius / stretched, closed=True, material=ClothMaterial(stretch_weft=1000.0))
    turn = flat[:, 0] / (radius / stretched)

    def ring(r, angle, y):
        return np.stack([r * np.sin(angle), y, r * np.cos(angle)], axis=-1)

    angle, y = (
        v.ravel() for v in np.meshgrid(np.linspace(0, 2 * np.pi, 64, endpoint=False), np.linspace(-0.1, 0.3, 40))
    )
    pillar = ring(radius - 0.001, angle, y)
    a = (np.arange(39)[:, None] * 64 + np.arange(64)).ravel()
    b = (np.arange(39)[:, None] * 64 + (np.arange(64) + 1) % 64).ravel()
    faces = np.concatenate([np.stack([a, b, a + 64], 1), np.stack([b, b + 64, a + 64], 1)])
    felt = feel(cloth, ring(radius, turn, flat[:, 1]), pillar, faces)
    middle = np.abs(flat[:, 1] - 0.1) < 0.03
    tension = 1000.0 * 0.5 * (stretched**2 - 1) * stretched
    assert felt.pressure[middle] == pytest.approx(np.full(int(middle.sum()), tension / radius), rel=0.05)
    assert (felt.gap[middle] < 0.003).all()
    assert 0.4 < felt.map[middle, 1].mean() < 0.7
