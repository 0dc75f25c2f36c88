"""A/B tests: stable without storage, and honest however often somebody looks."""

from collections import Counter

import numpy as np
import pytest

from frontrow.errors import UserError
from frontrow.recommend.proof.experiment import LEAST, Arm, arm, compare, fair

KEY = b"a server's key"


def test_a_visitor_stays_in_her_arm_and_her_arms_in_two_experiments_know_nothing_of_each_other():
    visitors = [f"visitor-{n}" for n in range(8_000)]
    first = [arm(KEY, "row", visitor) for visitor in visitors]
    assert first == [arm(KEY, "row", visitor) for visitor in visitors]
    both = Counter(zip(first, [arm(KEY, "price", visitor) for visitor in visitors], strict=True))
    assert all(count == pytest.approx(2_000, abs=200) for count in both.values()), "five standard deviations"
    assert first != [arm(b"another key", "row", visitor) for visitor in visitors]


def test_shares_are_kept_and_the_rest_take_no_part():
    found = Counter(arm(KEY, "row", f"v{n}", (0.1, 0.2)) for n in range(10_000))
    assert found[0] == pytest.approx(1_000, abs=150)
    assert found[1] == pytest.approx(2_000, abs=200)
    assert found[-1] == pytest.approx(7_000, abs=230)
    with pytest.raises(UserError):
        arm(KEY, "row", "ada", (0.9, 0.2))


def ever_decided(rate, other, effect, visitors, times, seed):
    """The share of experiments in which somebody who looks after every pair of visitors would ever have stopped."""
    rng, stopped = np.random.default_rng(seed), 0
    n = np.arange(1, visitors + 1)
    for _ in range(times):
        sums = [np.cumsum(rng.random(visitors) < each) for each in (rate, other)]
        means = [total / n for total in sums]
        spread = sum(mean * (1 - mean) for mean in means) / n
        # The interval reaches further than two standard errors at any look: other looks cannot stop.
        for place in np.flatnonzero(np.abs(means[1] - means[0]) > 2 * np.sqrt(spread)):
            arms = [Arm(place + 1, float(total[place]), float(total[place])) for total in sums]
            if compare(*arms, effect).decided:
                stopped += 1
                break
    return stopped / times


@pytest.mark.parametrize(("rate", "effect"), [(0.3, 0.05), (0.05, 0.02)])
def test_without_a_difference_one_who_always_looks_errs_once_in_twenty_at_most(rate, effect):
    assert ever_decided(rate, rate, effect, visitors=2_000, times=500, seed=7) <= 0.05


@pytest.mark.slow
@pytest.mark.parametrize(("rate", "effect"), [(0.5, 0.05), (0.3, 0.1), (0.05, 0.02), (0.02, 0.01)])
def test_the_same_over_two_thousand_experiments_of_ten_thousand_looks(rate, effect):
    assert ever_decided(rate, rate, effect, visitors=10_000, times=2_000, seed=1) <= 0.05


def test_a_plain_interval_looked_at_as_often_errs_far_more():
    """Why this is needed: the fixed-size test's 95 % interval, looked at after every pair of visitors."""
    rng, stopped = np.random.default_rng(7), 0
    n = np.arange(1, 1_501)
    for _ in range(120):
        one, other = (np.cumsum(rng.random(1_500) < 0.3) / n for _ in range(2))
        half = 1.96 * np.sqrt((one * (1 - one) + other * (1 - other)) / n)
        stopped += bool((np.abs(one - other) > half)[LEAST:].any())
    assert stopped / 120 > 0.15


def test_a_real_difference_is_found():
    assert ever_decided(0.10, 0.16, 0.05, visitors=3_000, times=20, seed=3) >= 0.9


def test_the_interval_is_where_the_p_value_says_it_is():
    """At alpha = p nought lies exactly on the edge of the interval."""
    one, other = Arm(400, 40.0, 40.0), Arm(400, 62.0, 62.0)
    found = compare(one, other, 0.05)
    edge = compare(one, other, 0.05, alpha=found.p)
    assert min(abs(edge.low), abs(edge.high)) == pytest.approx(0, abs=1e-9)
    assert found.low < found.difference < found.high


def test_before_there_is_enough_nothing_is_said():
    few = compare(Arm(30, 3.0, 3.0), Arm(30, 29.0, 29.0), 0.05)
    assert (few.ready, few.decided, few.p) == (False, False, 1.0)
    assert compare(Arm(), Arm(), 0.1).difference == 0.0
    with pytest.raises(UserError):
        compare(Arm(), Arm(), 0.0)


def test_an_arm_sums_what_its_visitors_brought():
    found = Arm().add(1.0).add(0.0).add(3.0)
    assert (found.visitors, found.mean) == (3, pytest.approx(4 / 3))
    assert found.variance == pytest.approx(np.var([1, 0, 3]))


def test_counting_that_loses_visitors_of_one_arm_is_noticed():
    assert fair((1000, 800), (0.5, 0.5)) < 0.001
    assert fair((1000, 980), (0.5, 0.5)) > 0.5
    assert fair((300, 100), (0.75, 0.25)) == 1.0
    assert fair((0, 0), (0.5, 0.5)) == 1.0
