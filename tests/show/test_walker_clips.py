"""Models stop and pose: nobody jumps, no foot slides, nobody bumps into anybody, and all of it is on the music."""

import math
import random
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest

from frontrow.show import Leg, OnRunway, Timeline, Walk, Walker, clips_of, parse, state, timeline

Posing = Callable[..., Timeline]
BEAT = 60 / 112
BAR = 4 * BEAT
STEP = 1 / 60


def moments(show: Timeline, step: float) -> Iterator[float]:
    return (index * step for index in range(int(show.duration / step)))


def solo(show: Timeline, walker: Walker) -> list[Leg]:
    assert show.finale
    return [leg for leg in walker.legs if leg.t < show.finale.start]


def test_a_model_walks_out_stops_poses_turns_and_walks_back(posing: Posing) -> None:
    show = posing()
    order = [leg.clip for leg in solo(show, show.walkers[0])]
    assert [a for a, b in pairwise([*order, ""]) if a != b] == ["walk", "stop", "pose", "turn", "go", "walk"]
    pose = next(leg for leg in show.walkers[0].legs if leg.clip == "pose")
    on = state(show, pose.t + 1).walkers[0]
    turn = next(leg for leg in show.walkers[0].legs if leg.clip == "turn")
    assert state(show, pose.t + 1).look == state(show, turn.t + 1).look == "house-01"
    assert on.clip == "pose"
    assert (on.x, on.heading) == pytest.approx((0, 0), abs=1e-4)
    assert on.z == pytest.approx(show.venue.length / 2 - show.venue.mark, abs=0.7)
    back = state(show, pose.end + 12).walkers[0]
    assert (back.clip, back.x) == ("walk", pytest.approx(show.venue.lane, abs=1e-3))
    assert math.cos(back.heading) == pytest.approx(-1)


def test_nobody_jumps_at_a_joint_or_anywhere_else(posing: Posing) -> None:
    show = posing()
    before: dict[str, tuple[float, OnRunway]] = {}
    for t in moments(show, STEP):
        for walker in state(show, t).walkers:
            seen, last = before.get(walker.look, (-1.0, walker))
            if t - seen < 1.5 * STEP:
                assert math.dist((walker.x, walker.z), (last.x, last.z)) <= 1.4 * STEP
                assert abs(walker.heading - last.heading) <= 2.3 * STEP  # the test's turn, at its quickest, rad/s
            before[walker.look] = (t, walker)


def test_clips_begin_and_end_in_the_key_poses_so_that_bodies_join(posing: Posing) -> None:
    """`stop` follows frame 0 of the walk, the walk begins with frame 0 after `go`; the others join standing."""
    show = posing(beats={"stop": 1.7, "go": 1.4, "pose": 6.3, "turn": 3.9, "stand": 7.1})
    stands = {"stand", "stop", "pose", "turn"}
    for walker in show.walkers:
        for one, two in pairwise(walker.legs):
            if two.t > one.end + 1e-3:
                continue  # backstage
            after = (one.first + one.cycles) % 1
            if one.clip == two.clip in ("walk", "pose"):
                assert after == pytest.approx(two.first % 1, abs=1e-4)
            elif two.clip == "stop":
                assert one.clip == "walk" and min(after, 1 - after) < 1e-5
            elif two.clip == "walk":
                assert one.clip == "go" and two.first == 0
            else:
                assert one.clip in stands and min(after, 1 - after) < 1e-5
    assert {leg.clip for walker in show.walkers for leg in walker.legs} == stands | {"go", "walk"}


def test_no_foot_slides_because_each_step_goes_as_far_as_its_clip_says(posing: Posing) -> None:
    """On the straight; in the bends a foot planted 0.32 m before or behind the hips moves under 1 mm a frame."""
    show = posing(3)
    for walker in show.walkers:
        for leg in walker.legs:
            clip = walker.clips[leg.clip]
            one, two = state(show, leg.t), state(show, leg.end - 1e-6)
            a, b = (next(w for w in s.walkers if w.look == walker.look) for s in (one, two))
            reach = leg.cycles * clip.reach
            if not leg.bend:
                assert math.dist((a.x, a.z), (b.x, b.z)) == pytest.approx(reach, abs=1e-4)
            assert abs(leg.bend) * walker.speed * 0.32 / 60 < 0.001


def test_entrances_and_poses_fall_on_bars_and_every_heel_on_a_beat(posing: Posing) -> None:
    show = posing()
    assert show.finale
    for walker in show.walkers:
        for leg in walker.legs:
            if (leg.clip == "pose" and leg.first == 0) or leg.t == walker.start:
                assert leg.t / BAR == pytest.approx(round(leg.t / BAR), abs=1e-4)
            if leg.clip == "walk":
                heel = leg.t - leg.first % 1 * 2 * BEAT
                assert heel / BEAT == pytest.approx(round(heel / BEAT), abs=1e-4)
    for t in (show.finale.start, show.finale.full, show.duration):
        assert t / BAR == pytest.approx(round(t / BAR), abs=1e-4)


def test_a_pose_is_held_in_its_middle_for_two_bars_in_all(posing: Posing) -> None:
    show = posing(beats={"pose": 4})
    first = next(leg for leg in show.walkers[0].legs if leg.clip == "pose")
    for since, at in ((0.5 * BAR, 0.5), (1.0 * BAR, 0.5), (1.5 * BAR, 0.5), (1.75 * BAR, 0.75)):
        on = state(show, first.t + since).walkers[0]
        assert (on.clip, on.at) == ("pose", pytest.approx(at))
    assert state(show, first.t + 2.01 * BAR).walkers[0].clip == "turn"


def test_clips_in_whole_beats_need_no_waiting(posing: Posing) -> None:
    show = posing()
    assert all(leg.clip != "stand" for walker in show.walkers for leg in solo(show, walker))


@pytest.mark.parametrize(
    "beats",
    [
        {},
        {"stand": 2, "go": 4, "stop": 4, "pose": 6, "turn": 6},
        {"pose": 13, "turn": 5.3, "stop": 2.6},
        {"pose": 3, "go": 1.2},
    ],
)
@pytest.mark.parametrize("plain", [(), (1, 4)])
def test_two_models_never_meet_in_the_same_place(
    posing: Posing, beats: dict[str, float], plain: tuple[int, ...]
) -> None:
    show = posing(plain=plain, beats=beats)
    for t in moments(show, 0.1):
        on = state(show, t).walkers
        gaps = [math.dist((a.x, a.z), (b.x, b.z)) for i, a in enumerate(on) for b in on[:i]]
        assert min(gaps, default=9) > 0.85, f"{t:.1f} s: {on}"  # two lanes are 0.9 m apart


@pytest.mark.parametrize("seed", range(8))
def test_nor_do_they_in_a_line_up_drawn_at_random(block: Callable[..., dict[str, Any]], seed: int) -> None:
    """Slow and fast, short and long clips, looks without any, short and long runways."""
    draw = random.Random(seed)
    lineup = parse(
        "random",
        {
            "title": "Random",
            "looks": [f"look-{n}" for n in range(draw.randint(2, 14))],
            "music": {"bars": draw.choice([2, 4, 7, 9])},
            "venue": {"length": draw.choice([12, 16, 24, 40]), "lane": draw.choice([0.45, 0.6, 1.0])},
        },
    )
    walks = {}
    for look in lineup.looks:
        speed = draw.uniform(1.0, 1.36)
        beats = {"stop": draw.choice([2, 4]), "go": draw.choice([2, 4]), "pose": draw.choice([4, 6, 8])}
        clips = block(speed * 2 * BEAT, turn=draw.choice([4, 6]), stand=2, **beats)
        for name, reach in (("stop", draw.uniform(0.4, 0.8)), ("go", draw.uniform(0.5, 1.95))):
            clips[name]["advance"] = [a * reach / clips[name]["advance"][-1] for a in clips[name]["advance"]]
        walks[look] = Walk(speed, 2 * BEAT, clips=clips_of(clips) if draw.random() < 0.9 else {})
    show = timeline(lineup, walks)
    for t in moments(show, 0.2):
        on = state(show, t).walkers
        gaps = [math.dist((a.x, a.z), (b.x, b.z)) for i, a in enumerate(on) for b in on[:i]]
        assert min(gaps, default=9) > 0.85, f"{t:.1f} s: {on}"


def test_a_short_interval_is_stretched_until_each_is_alone_before_the_photographers(posing: Posing) -> None:
    show = posing(music={"bars": 2})
    at_the_end = show.venue.length / 2 - show.venue.mark - 3
    for t in moments(show, 0.25):
        if show.finale and t < show.finale.start:
            assert sum(w.z > at_the_end for w in state(show, t).walkers) <= 1


def test_in_the_finale_all_stand_pose_and_turn_together(posing: Posing) -> None:
    show = posing()
    assert show.finale
    whole = state(show, show.finale.full + 0.5)
    assert [walker.look for walker in whole.walkers] == [f"house-{n:02}" for n in range(1, 10)]
    assert {walker.clip for walker in whole.walkers} == {"pose"}
    assert whole.applause == 1
    turns = {
        round(leg.t, 3)
        for walker in show.walkers
        for leg in walker.legs
        if leg.clip == "turn" and leg.t > show.finale.full
    }
    assert len(turns) == 1


def test_too_many_to_stand_pass_in_one_line(posing: Posing) -> None:
    show = posing(26)
    assert show.finale
    assert {leg.clip for leg in show.walkers[0].legs if leg.t >= show.finale.start} == {"walk"}


def test_the_hall_greets_a_pose_with_flashes_that_are_never_more_than_three_a_second(posing: Posing) -> None:
    show = posing()
    pose = next(leg for leg in show.walkers[0].legs if leg.clip == "pose")
    assert state(show, pose.t - 0.5).applause == 0
    assert 0.3 < state(show, show.poses[0].t + show.poses[0].seconds / 2).applause < 0.5
    bright = [state(show, pose.t + step / 100).flash > 0.5 for step in range(600)]
    rises = [i for i, (a, b) in enumerate(pairwise(bright)) if b and not a]
    assert len(rises) >= 2
    assert all(b - a > 50 for a, b in pairwise(rises))  # hundredths of a second


@pytest.mark.parametrize(
    "spoil",
    [
        lambda block: block.pop("turn"),
        lambda block: block["pose"].update(seconds="long"),
        lambda block: block["walk"].update(advance=[0.0, float("nan")]),
        lambda block: block["turn"].update(yaw=[0.0, 1.0]),
        lambda block: block["stop"].update(advance=[0.0] * 500),
    ],
)
def test_a_look_whose_clips_are_not_all_there_or_not_sound_only_walks(
    block: Callable[..., dict[str, Any]], spoil: Callable[[dict[str, Any]], object]
) -> None:
    clips = block(1.3)
    assert set(clips_of(clips)) == {"stand", "go", "walk", "stop", "pose", "turn"}
    spoil(clips)
    assert clips_of(clips) == {}
    assert clips_of(None) == clips_of("x") == {}
