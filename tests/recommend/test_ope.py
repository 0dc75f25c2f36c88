"""What another policy would have earned, estimated from logs, and held against what it did earn."""

from pathlib import Path

import numpy as np
import pytest

from frontrow.errors import UserError
from frontrow.recommend import Impression, Interaction
from frontrow.recommend.proof.bandit import campaigns
from frontrow.recommend.proof.ope import Shows, effective, estimates, shows_of

ZOZOTOWN = Path(__file__).resolve().parents[1] / "data" / "obd_zozotown.csv.gz"


@pytest.fixture(scope="module")
def zozotown():
    return campaigns(ZOZOTOWN)


def test_the_intervals_cover_what_the_other_policy_earned_in_all_three_campaigns(zozotown):
    assert [campaign.name for campaign in zozotown] == ["all", "men", "women"]
    for campaign in zozotown:
        for name, found in estimates(campaign.shows).items():
            assert found.low <= campaign.truth <= found.high, f"{campaign.name}, {name}"
            assert found.low < found.value < found.high


def test_asked_about_the_policy_that_logged_every_estimator_gives_the_mean(zozotown):
    shows = zozotown[0].shows
    same = Shows(shows.reward, shows.logged, shows.logged)
    for found in estimates(same).values():
        assert found.value == pytest.approx(shows.reward.mean())
    assert effective(same) == pytest.approx(len(shows.reward))
    assert effective(shows) < len(shows.reward)


def test_where_the_answer_is_known_nineteen_intervals_of_twenty_hold_it():
    """Two hundred logs of a policy with two arms; the other policy prefers the better arm nine times in ten."""
    rng = np.random.default_rng(11)
    truth, covered = 0.9 * 0.3 + 0.1 * 0.1, {"ips": 0, "snips": 0, "dr": 0}
    for _ in range(200):
        better = rng.random(600) < 0.5
        reward = (rng.random(600) < np.where(better, 0.3, 0.1)).astype(float)
        asked = np.where(better, 0.9, 0.1)
        shows = Shows(reward, np.full(600, 0.5), asked, np.full(600, 0.2), np.full(600, 0.2))
        for name, found in estimates(shows, times=200).items():
            covered[name] += found.low <= truth <= found.high
    assert min(covered.values()) >= 180  # 95 % of 200 is 190; fewer than 180 has a chance of 1 in 500


def test_a_guess_narrows_the_interval():
    rng = np.random.default_rng(2)
    arm = rng.integers(0, 2, 4_000)
    reward = arm + 0.1 * rng.standard_normal(4_000)
    shows = Shows(reward, np.full(4_000, 0.5), np.where(arm, 0.8, 0.2), arm.astype(float), np.full(4_000, 0.8))
    found = estimates(shows)
    assert found["dr"].width < 0.5 * found["ips"].width
    assert abs(found["dr"].value - 0.8) < found["dr"].width  # four standard errors


def test_our_own_impressions_are_showings_and_a_visitors_are_drawn_together():
    def visit(number):
        name, first = f"v{number}", number % 4 == 0
        items = ("a", "b") if first else ("b", "a")
        chances = (0.25, 0.25) if first else (0.75, 0.75)
        entries = [Impression(name, f"s{number}", items, 100.0, "front", "m", chances)]
        if first and number % 8 == 0:
            entries.append(Interaction(name, "a", "click", 120.0))
        return name, [*entries, Impression(name, f"t{number}", ("c",), 500.0, "look")]

    visitors = dict(visit(number) for number in range(80))
    shows = shows_of(visitors, lambda shown: [1.0 if shown.items[0] == "a" else 0.0] * 2, place="front")
    assert len(shows.reward) == 160 and shows.reward.sum() == 10
    found = estimates(shows)["snips"]
    assert found.value == pytest.approx(0.25), "half of those who saw a first opened it; b was never opened"
    alone = estimates(Shows(shows.reward, shows.logged, shows.asked))["snips"]
    assert found.width != alone.width
    with pytest.raises(UserError, match="chance above 0"):
        shows_of(visitors, lambda shown: [1.0], place="nowhere")


def test_a_file_without_propensities_is_refused(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("campaign,policy,item_id\nall,random,3\n")
    with pytest.raises(UserError, match="propensity"):
        campaigns(path)
