"""Clips: a state machine whose moves join, with feet that stay where they are put."""

import numpy as np
import pytest

from frontrow.body import JOINS, clips, named_body, pose, pose_frames
from frontrow.body.legs import turn_y

BODIES = ["runway-f", "apple-m"]
PIVOTS = {("turn", 0), ("turn", 1)}  # feet that also turn on the ball


@pytest.fixture(scope="module", params=BODIES)
def moves(request):
    body = named_body(request.param)
    able = clips(body)
    return body, able, {name: on_the_floor(body, clip) for name, clip in able.items()}


def on_the_floor(body, clip):
    """(F, n, 3) skin in the world: moved by advance and turned by yaw."""
    p = pose_frames(body, clip.rotations, clip.roots).astype(float)
    count = len(p)
    p = np.einsum("fab,fnb->fna", turn_y(clip.yaw[:count]), p)
    p[:, :, 2] += clip.advance[:count, None]
    return p


def test_clips_lead_exactly_from_state_to_state(moves):
    body, c, _ = moves
    assert list(c) == list(JOINS) == ["walk", "stand", "go", "stop", "pose", "turn"]
    state = {name: pose(body, c[name].rotations[0], c[name].roots[0]) for name in ("walk", "stand")}
    for name, (start, end) in JOINS.items():
        clip = c[name]
        np.testing.assert_allclose(pose(body, clip.rotations[0], clip.roots[0]), state[start], atol=1e-6)
        if not clip.loop:
            np.testing.assert_allclose(pose(body, clip.rotations[-1], clip.roots[-1]), state[end], atol=1e-6)
        assert len(clip.advance) == len(clip.yaw) == len(clip.roots) + clip.loop
        assert clip.advance[0] == clip.yaw[0] == 0


def test_moves_last_whole_beats_and_turn_by_half(moves):
    _, c, _ = moves
    beats = {name: clip.seconds / (60 / 112) for name, clip in c.items()}
    assert beats == pytest.approx({"walk": 2, "stand": 2, "go": 4, "stop": 4, "pose": 6, "turn": 6})
    assert c["turn"].yaw[-1] == pytest.approx(np.pi, abs=1e-12) and c["turn"].advance[-1] == 0
    for name in ("walk", "stand", "go", "stop", "pose"):
        assert not c[name].yaw.any()
    assert np.diff(c["go"].advance).min() >= 0 and np.diff(c["stop"].advance).min() >= 0  # never backwards


def test_speed_does_not_jump_where_clips_meet(moves):
    _, c, world = moves
    stride = np.array([0, 0, c["walk"].advance[-1]])
    walk = world["walk"]
    into, out = walk[0] - (walk[-1] - stride), walk[1] - walk[0]
    assert np.abs((world["go"][-1] - world["go"][-2]) - into).max() < 0.0005  # metres a frame
    assert np.abs((world["stop"][1] - world["stop"][0]) - out).max() < 0.0005
    for name in ("stop", "pose", "turn"):
        assert np.abs(world[name][-1] - world[name][-2]).max() < 0.0005
    for name in ("go", "pose", "turn"):
        assert np.abs(world[name][1] - world[name][0]).max() < 0.0005


def test_no_joint_is_thrown(moves):
    _, _, world = moves
    for name in ("go", "stop", "pose", "turn"):
        kick = np.linalg.norm(np.diff(world[name][:, ::7], 2, axis=0), axis=2).max()
        assert kick < 0.035, name  # metres a frame squared; a landing heel of the walk has 0.028


@pytest.mark.parametrize("name", ["go", "stop", "pose", "turn"])
def test_feet_in_stance_stay_where_they_are(moves, name):
    body, c, world = moves
    clip, p = c[name], world[name]
    for i, side in enumerate("LR"):
        m = body.mannequin
        foot = m.weight(f"foot.{side}", f"toes.{side}") > 0.5
        sole = p[:, foot]
        lowest = sole[:, :, 1].min(1)
        assert lowest.min() > -0.001 and lowest[clip.stance[:, i]].max() < 0.003
        assert lowest.max() > 0.008 or (name, i) == ("pose", 0)  # every foot steps, but the one that poses
        # on a pivot the ball stays: the skin about the toe joint turns, its middle does not move
        near = np.linalg.norm(body.rest - body.joints[m.joint(f"toes.{side}")], axis=1) < 0.03
        middle = p[:, near & foot].mean(1)
        for f in range(len(p) - 1):
            if clip.stance[f, i] and clip.stance[f + 1, i]:
                down = (sole[f, :, 1] < 0.002) & (sole[f + 1, :, 1] < 0.002)
                slid = np.linalg.norm((sole[f + 1, down] - sole[f, down])[:, [0, 2]], axis=1)
                assert down.any()
                if (name, i) in PIVOTS:
                    assert np.linalg.norm((middle[f + 1] - middle[f])[[0, 2]]) < 0.003
                else:
                    assert slid.max() < 0.001, f"frame {f}"
