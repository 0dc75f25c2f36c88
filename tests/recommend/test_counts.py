"""Counts are exact: any order of arrival gives the same bits, and whoever leaves takes all of hers along."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontrow.recommend.engine import counting
from frontrow.recommend.engine.counts import Counts
from frontrow.recommend.engine.deeds import CODES, DEED, LAST, deed, history, in_order, merged
from frontrow.recommend.engine.person import KINDS
from frontrow.recommend.events import EVENTS, Interaction
from frontrow.recommend.genuine import genuine
from frontrow.recommend.models.pairs import GAPS
from frontrow.recommend.taste import TAKEN_BACK, taste

ITEMS = 7
NOTHING = np.zeros(0, DEED)

times = st.integers(0, 40).map(lambda tick: 1_000_000.0 + 977.5 * tick)
values = {event: st.sampled_from([1.0, 9.0, 400.0]) for event in ("dwell", "linger", "attend")}
values |= {event: st.sampled_from([None, None, 0.0]) for event in TAKEN_BACK}


@st.composite
def interactions(draw, most=40):
    """What a few visitors did, with ties, doubles, things taken back and dismissals."""
    found = []
    for _ in range(draw(st.integers(0, most))):
        event = draw(st.sampled_from(EVENTS))
        item = f"look-{draw(st.integers(0, ITEMS - 1))}"
        value = draw(values.get(event, st.none()))
        found.append(Interaction(draw(st.sampled_from("abc")), item, event, draw(times), value))
    return found


def deeds(done):
    """One visitor's interactions as deeds."""
    said = [deed(one, int(one.item[5:])) for one in done]
    return [one for one in said if one is not None]


def stated(deeds):
    return counting.stated(deeds, KINDS)


def by_visitor(done):
    return {who: history(deeds([one for one in done if one.visitor == who])) for who in "abc"}


def batch_of(histories):
    found = list(histories)
    start = np.concatenate([[0], np.cumsum([len(one) for one in found])]).astype(np.int64)
    return Counts.of(ITEMS, start, np.concatenate([NOTHING, *found]))


def streamed(done, order, last=LAST):
    """Counts and histories after one interaction at a time."""
    counts, histories = Counts.empty(ITEMS), dict.fromkeys("abc", NOTHING)
    for place in order:
        for one in deeds([done[place]]):
            old = histories[done[place].visitor]
            new = merged(old, np.array([one], DEED), last)
            counts.change(stated(old), stated(new))
            histories[done[place].visitor] = new
    return counts, histories


def plain(histories, reach):
    """The definition in a few slow lines: a dictionary of cells."""
    rules, together = {}, {}
    for found in histories:
        steps, touches = stated(found)
        for i, (a, _) in enumerate(steps.tolist()):
            for gap, (b, worth) in enumerate(steps[i + 1 : i + 11].tolist(), 1):
                if a != b:
                    rules[a, b] = rules.get((a, b), 0) + int(GAPS[gap - 1]) * worth
        for i, (a, one, _) in enumerate(touches.tolist()):
            for j, (b, other, _) in enumerate(touches.tolist()):
                if i != j and abs(i - j) <= reach:
                    together[a, b] = together.get((a, b), 0) + one * other
    return rules, together


def cells(layers):
    found = layers.total()
    rows = np.repeat(np.arange(len(found)), np.diff(found.start))
    return {
        (a, b): value for a, b, value in zip(rows.tolist(), found.cols.tolist(), found.values.tolist(), strict=True)
    }


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_order_of_arrival_comes_to_the_batch_bit_for_bit(data):
    done = data.draw(interactions())
    order = data.draw(st.permutations(range(len(done))))
    again = data.draw(st.lists(st.sampled_from(order), max_size=5)) if done else []
    batch = batch_of(by_visitor(done).values())
    live, _ = streamed(done, [*order, *again])
    assert live.same(batch)
    assert (cells(batch.rules), cells(batch.together)) == plain(by_visitor(done).values(), batch.reach)


@settings(max_examples=40, deadline=None)
@given(interactions(), st.sampled_from("abc"), st.sampled_from([2, 512]))
def test_whoever_leaves_was_never_here(done, who, reach):
    counts, histories = Counts.empty(ITEMS), dict.fromkeys("abc", NOTHING)
    counts.reach = reach
    for visitor, found in by_visitor(done).items():
        counts.change(stated(NOTHING), stated(found))
        histories[visitor] = found
    counts.change(stated(histories.pop(who)), stated(NOTHING))
    never = Counts.empty(ITEMS)
    never.reach = reach
    for found in histories.values():
        never.change(stated(NOTHING), stated(found))
    assert counts.same(never)
    assert cells(counts.together) == plain(histories.values(), reach)[1]


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_only_the_last_deeds_count_in_whatever_order_they_come(data):
    done = [one for one in data.draw(interactions()) if one.visitor == "a"]
    order = data.draw(st.permutations(range(len(done))))
    _, histories = streamed(done, order, last=6)
    assert (histories["a"] == history(deeds(done))[-6:]).all()


@settings(max_examples=80, deadline=None)
@given(interactions())
def test_a_history_says_what_taste_says(done):
    """The same rule of what is taken back and what is dismissed, in whole tenths."""
    done = sorted(
        {one for one in done if one.visitor == "a"},
        key=lambda one: in_order(deed(one, int(one.item[5:])) or (0, 0, 0, 0)),
    )
    told = {touch.item: touch.weight for touch in taste(genuine(done))}
    _, touches = stated(history(deeds(done)))
    liked = {item: round(10 * weight) for item, weight in told.items() if round(10 * weight) > 0}
    assert {f"look-{item}": worth for item, worth, _ in touches.tolist()} == liked


def test_a_rule_counts_what_followed_how_soon_and_how_strongly():
    done = [Interaction("a", "look-0", "view", 1.0), Interaction("a", "look-1", "view", 2.0)]
    counts, _ = streamed([*done, Interaction("a", "look-2", "save", 3.0)], range(3))
    assert cells(counts.rules) == {(0, 1): 4096 * 3, (0, 2): 2048 * 10, (1, 2): 4096 * 10}
    assert cells(counts.together) == {(0, 1): 9, (1, 0): 9, (0, 2): 30, (2, 0): 30, (1, 2): 30, (2, 1): 30}
    assert counts.of_item[:3, :2].tolist() == [[9, 1], [9, 1], [100, 1]]
    assert counts.of_item[:3, 2].tolist() == [4096 * 3 + 2048 * 10, 4096 * 10, 0], "what leaves each look"
    assert counts.of_item[:3, 3].tolist() == [0, 4096 * 3, 4096 * 10 + 2048 * 10], "what arrives at it"
    assert counts.people.tolist() == [1, 1]


def test_what_says_nothing_is_no_deed():
    assert deed(Interaction("a", "look-0", "dwell", 1.0, 0.9), 0) is None
    assert deed(Interaction("a", "look-0", "save", 1.0, 0.0), 0) == (1000, 0, CODES.index("save"), 0)
    assert deed(Interaction("a", "look-0", "unheard-of", 1.0), 0) is None


@pytest.mark.parametrize("room", [1, 5, 1_000])
def test_a_batch_in_pieces_is_the_same_batch(room, monkeypatch):
    rng = np.random.default_rng(3)
    found = [history((int(at), int(rng.integers(ITEMS)), 1, 4) for at in rng.integers(0, 10**9, 30)) for _ in range(20)]
    whole = batch_of(found)
    monkeypatch.setattr("frontrow.recommend.engine.pairs.ROOM", room)
    assert batch_of(found).same(whole)
