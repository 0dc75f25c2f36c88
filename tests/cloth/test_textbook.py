"""The solver against the textbook, on the settings that garments get."""

import numpy as np
import pytest

from frontrow.bench.textbook import sliding, still
from frontrow.bench.textbook.cantilever import elastica, of_library, over_decades
from frontrow.bench.textbook.finding import Finding
from frontrow.bench.textbook.repeat import sameness
from frontrow.cloth import Settings

AS_WORN = Settings()


def hold(findings: list[Finding]) -> None:
    missed = [
        f"{f.scene}, {f.case}: {f.quantity} {f.measured:.4g}, not {f.expected:.4g}" for f in findings if not f.holds
    ]
    assert not missed, missed


def test_the_elastica_agrees_with_small_and_large_loads() -> None:
    # Gamma / 8 for a stiff beam; the rope limit, 1 less a boundary layer of Gamma^-1/3 and smaller, for a limp one
    assert elastica(0.01) == pytest.approx(0.01 / 8, rel=1e-4)
    assert [elastica(load) for load in (1.0, 10.0, 100.0)] == pytest.approx([0.1235, 0.7002, 0.9375], abs=1e-4)
    assert 1 - elastica(1e4) < 0.01


def test_fabrics_bend_like_the_heavy_elastica() -> None:
    hold(list(of_library(AS_WORN, ("silk-satin", "wool-suiting", "denim"))))


def test_a_weightless_belt_follows_euler_and_eytelwein() -> None:
    assert sliding.held_ratio(0.3, 0.0, 1.0, 0.05) == pytest.approx(np.exp(0.3 * np.pi), rel=1e-6)


def test_cloth_slides_at_its_friction_angle_and_no_sooner() -> None:
    hold(list(sliding.slope(AS_WORN, seed=11, count=2)))


@pytest.mark.parametrize("name", ["denim", "silk-satin", "cotton-poplin"])
def test_settled_cloth_keeps_still(name: str) -> None:
    hold(list(still.stillness(AS_WORN, (name,))))


def test_free_cloth_keeps_its_momentum() -> None:
    hold([f for f in still.momentum(AS_WORN, seed=12) if f.quantity == "share of momentum lost"])


@pytest.mark.slow
def test_bending_holds_over_four_decades_in_warp_weft_and_bias() -> None:
    hold(list(over_decades(AS_WORN, seed=23, loads=5)))


@pytest.mark.slow
def test_workers_give_the_same_bits() -> None:
    hold(list(sameness(AS_WORN, frames=40)))


@pytest.mark.slow
def test_a_belt_slips_at_euler_and_eytelweins_ratio() -> None:
    hold(list(sliding.belt(AS_WORN, seed=13, count=1)))
