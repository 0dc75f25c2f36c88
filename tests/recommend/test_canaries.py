"""The attack on private training finds less than is claimed, and more where the claim is a lie."""

import numpy as np
import pytest

from frontrow.privacy.noise import rho_of
from frontrow.recommend.log import Log
from frontrow.recommend.private.audit import attack, pairs_nobody_met, proven, with_canaries
from frontrow.recommend.private.model import released
from frontrow.recommend.private.statistics import UNIT, closeness

DELTA = 1e-5
ITEMS = 80


def audit(rho, seed=1):
    """Half of the canaries take part in a release of this cost; what an attacker proves from it."""
    everyday = Log.of([f"v{n // 3}" for n in range(90)], [f"i{n % 12:02d}" for n in range(90)], range(90))
    log = Log(
        everyday.users,
        tuple(f"i{n:02d}" for n in range(ITEMS)),
        everyday.user,
        everyday.item,
        everyday.at,
        everyday.weight,
    )
    pairs = pairs_nobody_met(closeness(log.histories, ITEMS), 1000, seed)
    included = np.random.default_rng(seed).random(len(pairs)) < 0.5
    noisy = released(closeness(with_canaries(log.histories, pairs[included]), ITEMS), rho)
    return attack(noisy[pairs[:, 0], pairs[:, 1]] / UNIT, included, DELTA)


@pytest.mark.parametrize("epsilon", [1.0, 3.0, 8.0])
def test_less_is_proven_than_is_claimed(epsilon):
    found = audit(rho_of(epsilon, DELTA))
    assert found.canaries == 1000
    assert found.epsilon < epsilon


def test_the_attack_sees_through_noise_that_is_too_small():
    # A hundred times the cost: a tenth of the noise that epsilon 1 asks for.
    found = audit(100 * rho_of(1.0, DELTA))
    assert found.epsilon > 1.0
    assert found.right > 0.9 * found.guesses


def test_guessing_proves_nothing():
    draw = np.random.default_rng(2)
    assert attack(draw.random(1000), draw.random(1000) < 0.5, DELTA).epsilon < 0.5


def test_a_hundred_right_guesses_prove_as_much_as_the_binomial_allows():
    # With delta 0: (e / (1 + e))^100 = 0.05 at e = 0.05^(1/100) odds, epsilon = ln(p / (1 - p)).
    chance = 0.05**0.01
    assert proven(100, 100, 100, 0.0, 0.05) == pytest.approx(np.log(chance / (1 - chance)), abs=1e-4)
