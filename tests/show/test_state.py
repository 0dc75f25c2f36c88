"""The show at any moment: nobody jumps, no foot slides, and the browser computes the same."""

import json
import math

import pytest

from frontrow.show import OnRunway, Timeline, Walk, decode, encode, parse, show_time, state, timeline

BEAT = 60 / 112


def nine(ready: int = 9, **extra: object) -> Timeline:
    """A line-up of nine looks of which the first `ready` are made, walking 1.15 to 1.31 m/s."""
    lineup = parse("nine", {"title": "Nine", "looks": [f"house-{n:02}" for n in range(1, 10)], **extra})
    walks = {look: Walk(speed=1.15 + 0.02 * n, period=2 * BEAT) for n, look in enumerate(lineup.looks[:ready])}
    return timeline(lineup, walks)


def moments(show: Timeline, step: float) -> list[float]:
    return [index * step for index in range(int(show.duration / step))]


def test_two_or_three_looks_are_on_the_runway_while_the_nine_come_out() -> None:
    show = nine()
    assert show.finale is not None
    from_second_look = [t for t in moments(show, 0.5) if show.walkers[1].start <= t < show.walkers[-1].start]
    assert {len(state(show, t).walkers) for t in from_second_look} <= {2, 3, 4}
    often = sum(len(state(show, t).walkers) in (2, 3) for t in from_second_look)
    assert often > 0.9 * len(from_second_look)
    assert 150 < show.duration < 230


def test_every_model_moves_continuously_and_turns_without_a_jerk() -> None:
    show, step = nine(), 1 / 60
    before: dict[str, tuple[float, OnRunway]] = {}
    for t in moments(show, step):
        for walker in state(show, t).walkers:
            seen, last = before.get(walker.look, (-1.0, walker))
            if t - seen < 1.5 * step:
                assert math.dist((walker.x, walker.z), (last.x, last.z)) <= 1.4 * step
                assert abs(walker.heading - last.heading) <= 1.4 * step / show.venue.lane + 1e-9
            before[walker.look] = (t, walker)


def test_no_foot_slides_because_the_cycle_advances_with_the_distance() -> None:
    show, step = nine(), 0.25
    strides = {walker.look: walker.speed * walker.period for walker in show.walkers}
    for t in moments(show, 0.37):
        then = {walker.look: walker for walker in state(show, t + step).walkers}
        for walker in state(show, t).walkers:
            if (later := then.get(walker.look)) and walker.heading == later.heading:
                moved = math.dist((walker.x, walker.z), (later.x, later.z))
                assert (later.at - walker.at) % 1 == pytest.approx(moved / strides[walker.look] % 1)


def test_nobody_is_on_the_runway_twice() -> None:
    for ready in range(1, 10):
        show = nine(ready)
        for t in moments(show, 0.5):
            names = [walker.look for walker in state(show, t).walkers]
            assert len(names) == len(set(names))


def test_models_who_pass_each_other_and_who_follow_each_other_keep_their_distance() -> None:
    show = nine()
    for t in moments(show, 0.25):
        on = state(show, t).walkers
        gaps = [math.dist((a.x, a.z), (b.x, b.z)) for i, a in enumerate(on) for b in on[:i]]
        assert min(gaps, default=9) > 0.85  # two lanes are 0.9 m apart


def test_every_entrance_falls_on_a_bar_and_the_music_loops_with_the_show() -> None:
    show = nine()
    assert show.finale is not None
    for t in [*(walker.start for walker in show.walkers), show.finale.start, show.duration]:
        assert t / (4 * BEAT) == pytest.approx(round(t / (4 * BEAT)))


def test_a_show_runs_with_the_looks_that_are_ready_and_names_the_others() -> None:
    show = nine(ready=3)
    assert [walker.number for walker in show.walkers] == [1, 2, 3]
    assert show.waiting == tuple(f"house-{n:02}" for n in range(4, 10))
    assert show.total == 9
    assert state(show, show.walkers[2].start + 8).look == "house-03"


def test_a_show_of_which_nothing_is_ready_is_a_dim_and_empty_hall() -> None:
    show = nine(ready=0)
    assert show.duration > 0
    middle = state(show, show.duration / 2)
    assert middle.walkers == () and middle.look is None and 0 < middle.lights < 1


def test_each_look_is_captioned_in_its_order_and_the_next_one_is_announced() -> None:
    show = nine()
    captions: list[str] = []
    for t in moments(show, 0.5):
        now = state(show, t)
        if now.look and captions[-1:] != [now.look]:
            captions.append(now.look)
        if now.look and now.following:
            assert int(now.following[-2:]) == int(now.look[-2:]) + 1
    assert captions == [f"house-{n:02}" for n in range(1, 10)]


def test_the_finale_is_one_line_of_all_looks_with_applause() -> None:
    show = nine()
    assert show.finale is not None
    middle = state(show, show.walkers[-1].legs[-3].t + 2)
    assert [walker.look for walker in middle.walkers] == [f"house-{n:02}" for n in range(1, 10)]
    assert middle.cue == "finale" and middle.applause > 0.35


def test_the_loop_begins_and_ends_in_the_dark_with_nobody_on_the_runway() -> None:
    show = nine()
    for t in (0.0, show.duration - 1e-6):
        edge = state(show, t)
        assert edge.walkers == () and edge.lights == pytest.approx(0, abs=1e-3)


def test_a_scheduled_show_waits_then_plays_then_loops() -> None:
    show = nine(start="2027-03-01T20:00:00+00:00")
    assert show_time(show, show.epoch - 60) == -60
    assert show_time(show, show.epoch + 10) == 10
    assert show_time(show, show.epoch + show.duration + 10) == pytest.approx(10)
    assert state(show, -60).walkers == ()


def test_a_look_without_clips_turns_in_a_half_circle_and_does_not_stop() -> None:
    show = nine()
    first, turn = show.walkers[0], show.walkers[0].legs[1]
    top = state(show, turn.t + turn.seconds / 2).walkers[0]
    assert (top.x, top.z) == pytest.approx((0, show.venue.length / 2), abs=1e-6)
    assert top.heading == pytest.approx(math.pi / 2)
    assert {leg.clip for leg in first.legs} == {"walk"}


def test_the_timeline_survives_the_wire() -> None:
    show = nine()
    assert decode(encode(show)) == show
    assert decode(json.loads(encode(show))) == show
