"""Programs and nervous fingers do not count; people do, however keen."""

import random

import pytest

from frontrow.recommend import Interaction
from frontrow.recommend.genuine import automatic, genuine


def did(item, event="view", at=0.0, value=None):
    return Interaction("ada", item, event, at, value)


def visit(seed, looks=60):
    """A keen visitor: a look every few seconds, some saved, each looked at for as long as she stays."""
    chance, at, done = random.Random(seed), 0.0, []
    for n in range(looks):
        done.append(did(f"look-{n}", "view", at))
        stay = chance.lognormvariate(1.6, 0.9)
        if chance.random() < 0.2:
            done.append(did(f"look-{n}", "save", at + stay / 2))
        at += stay
        done.append(did(f"look-{n}", "dwell", at, stay))
    return done


def test_a_double_click_is_one_click_and_changing_ones_mind_is_two_deeds():
    clicks = [did("a", "click", 10.0), did("a", "click", 10.3), did("a", "click", 11.2)]
    assert genuine(clicks) == [clicks[0], clicks[2]]
    changed = [did("a", "save", 10.0), did("a", "save", 10.4, value=0)]
    assert genuine(changed) == changed


@pytest.mark.parametrize("seed", range(20))
def test_a_keen_visitor_counts(seed):
    done = visit(seed)
    assert genuine(done) == done


def test_more_than_a_hand_can_do_does_not_count():
    chance = random.Random(1)
    at = sorted(chance.uniform(0, 4) for _ in range(25))
    assert automatic([did(f"look-{n}", "click", t) for n, t in enumerate(at)]) == "haste"
    slow, times = [], 0.0
    for n in range(1200):  # patient, and never tired
        times += chance.uniform(1.0, 4.0)
        slow.append(did(f"look-{n}", "click", times))
    assert automatic(slow) == "haste"
    assert genuine(slow) == []


@pytest.mark.parametrize("gap", [1.5, 30.0])
def test_a_timer_does_not_count_though_it_trembles_and_rests(gap):
    chance, at, done = random.Random(2), 0.0, []
    for n in range(40):
        at += gap * chance.uniform(0.97, 1.03) + (4000 if n == 20 else 0)
        done += [did(f"look-{n}", "view", at), did(f"look-{n}", "dwell", at + 1, 2.0)]
    assert automatic(done) == "rhythm"
    saved = [did(one.item, "save", one.at + chance.uniform(0.1, 1.0)) for one in done if one.event == "view"]
    assert automatic(done + saved) == "rhythm", "each kind of deed has a rhythm of its own"


def test_who_opens_everything_and_looks_at_nothing_does_not_count_where_looking_is_measured():
    opened = [done for done in visit(3) if done.event == "view"]
    assert automatic(opened) == "glance"
    assert automatic(opened, watched=False) is None
    assert automatic([*opened, did("look-0", "dwell", 500.0, 1.5)]) is None
    assert automatic(opened[:19]) is None, "too few to say"
