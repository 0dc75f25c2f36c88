"""Shares and tests made of noisy counts say how wrong they may be, and keep to it."""

import numpy as np
import pytest

from frontrow.privacy import Count, example, guessed, noisy_counts
from frontrow.recommend.insight.shares import arm_of, shares, verdict


def test_the_interval_of_a_share_holds_the_truth_in_95_of_100():
    truth, held = {"a": 300, "b": 500, "c": 200}, 0
    for _ in range(400):
        held += shares(noisy_counts(truth, 0.001))["a"].low <= 0.3 <= shares(noisy_counts(truth, 0.001))["a"].high
    assert 355 <= held <= 400  # 380 expected, standard deviation 4; two releases differ, so nothing is cherry-picked


def test_of_next_to_nothing_no_share_is_told():
    found = shares({"a": Count(3, 40.0, False), "b": Count(-5, 40.0, False)})
    assert not any(share.clear for share in found.values())
    assert all((share.low, share.high) == (0.0, 1.0) for share in found.values())


def test_a_test_of_two_equal_arms_is_decided_in_fewer_than_5_of_100():
    rng, decided = np.random.default_rng(3), 0
    for _ in range(300):
        kept = rng.binomial(600, 0.2, 2)
        cells = noisy_counts(
            {f"{arm}{came}": kept[arm] if came else 600 - kept[arm] for arm in (0, 1) for came in (1, 0)}, 0.006
        )
        _, _, said, fair = verdict([(cells["01"], cells["00"]), (cells["11"], cells["10"])], 0.05)
        decided += said.decided
        assert said.ready and 0 <= fair <= 1
    assert decided <= 15


def test_noise_makes_an_arm_less_sure_and_never_fails():
    exact, noisy = (
        arm_of(Count(100, 0.0, True), Count(400, 0.0, True)),
        arm_of(Count(100, 40.0, True), Count(400, 40.0, True)),
    )
    assert exact.mean == noisy.mean == pytest.approx(0.2) and noisy.variance > exact.variance
    assert arm_of(Count(-3, 40.0, False), Count(1, 40.0, False)).visitors == 0


def test_the_guesser_of_the_example_is_right_as_often_as_is_said():
    """She says "with you" when the count is at or above the middle between the two truths."""
    rho, right, rounds = 0.5, 0, 40
    for _ in range(rounds):
        drawn = example(120, rho, 100)
        right += sum(value >= 120 for value in drawn.with_her) + sum(value < 120 for value in drawn.without_her)
    assert 100 * right / (200 * rounds) == pytest.approx(guessed(rho), abs=2.5)  # 4 deviations of 8,000 guesses
    assert guessed(1e-9) == pytest.approx(50, abs=0.1)
