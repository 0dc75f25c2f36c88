"""The walk: measured, periodic, and on the floor."""

import numpy as np
import pytest
from test_pose import legs_apart

from frontrow.body import gait, named_body, pose_frames, size_body, walk

BODIES = ["runway-f", "plus-f", "petite-f", "tall-m", "athletic-m"]


def walked(name):
    body = named_body(name)
    w = walk(body)
    return body, w, pose_frames(body, w.rotations, w.roots).astype(float)


@pytest.mark.parametrize("name", BODIES)
def test_feet_neither_slide_nor_sink(name):
    body, w, p = walked(name)
    frames = len(p)
    step = w.speed * w.period / frames
    for i, side in enumerate("LR"):
        m = body.mannequin
        sole = p[:, m.weight(f"foot.{side}", f"toes.{side}") > 0.5]
        lowest = sole[:, :, 1].min(1)
        assert lowest[w.stance[:, i]].min() > -0.001 and lowest[w.stance[:, i]].max() < 0.003
        assert lowest.min() > -0.001  # not in the air either
        assert lowest[~w.stance[:, i]].max() > 0.015  # and it does leave the floor
        for f in range(frames):
            g = (f + 1) % frames
            if w.stance[f, i] and w.stance[g, i]:
                down = (sole[f, :, 1] < 0.002) & (sole[g, :, 1] < 0.002)
                assert down.any()
                slid = (sole[g, down] - sole[f, down])[:, [0, 2]] + [0, step]
                assert np.linalg.norm(slid, axis=1).max() < 0.001, f"frame {f}"


@pytest.mark.parametrize("name", ["runway-f", "athletic-m"])
def test_the_loop_closes_as_smoothly_as_it_runs(name):
    _, _, p = walked(name)
    jump = np.linalg.norm(np.diff(p, axis=0, append=p[:1]), axis=2).max(1)
    assert jump[-1] <= jump[:-1].max()
    kick = np.linalg.norm(np.diff(np.concatenate([p, p[:2]]), 2, axis=0), axis=2).max(1)
    assert kick.max() < 0.03  # metres per frame squared; a heel landing is 2 cm


def test_the_second_step_mirrors_the_first():
    body, w, p = walked("runway-f")
    half = len(p) // 2
    mirrored = p[:half][:, body.mannequin.mirror] * [-1, 1, 1]
    np.testing.assert_allclose(p[half:], mirrored, atol=1e-4)
    assert w.stance[0, 0] and w.stance[half, 1]  # left heel on the first beat, right heel on the second


def test_cadence_gives_the_beat_and_frames_the_detail():
    body = named_body("runway-f")
    slow = walk(body, frames=24, cadence=100)
    assert slow.period == pytest.approx(1.2) and len(slow.rotations) == 24
    fast = walk(body, cadence=112)
    assert fast.period == pytest.approx(120 / 112)
    assert 1.0 < fast.speed < 1.6


def test_knees_follow_the_measured_cycle():
    body, w, _ = walked("runway-f")
    m = body.mannequin
    x = w.rotations[:, m.joint("shin.L")]
    hip, knee, ankle = (body.joints[m.joint(n)] for n in ("thigh.L", "shin.L", "foot.L"))
    at_rest = np.arctan2((knee - hip)[2], -(knee - hip)[1]) - np.arctan2((ankle - knee)[2], -(ankle - knee)[1])
    ours = np.degrees(2 * np.arctan2(x[:, 0], x[:, 3]) + at_rest)
    measured = gait.series(gait.KNEE, np.arange(60) / 60)
    assert np.corrcoef(ours, measured)[0, 1] > 0.9
    assert np.sqrt(np.mean((ours - measured) ** 2)) < 10  # degrees; the stride is longer and the heel higher


def test_the_step_is_narrow_and_the_head_quiet():
    body, w, p = walked("runway-f")
    m = body.mannequin
    standing = p[:, m.weight("foot.L") > 0.9][w.stance[:, 0]]
    assert abs(standing[:, :, 0].mean()) < 0.045
    head = p[:, m.weight("head") > 0.95]
    nose = head[:, head[0, :, 2].argmax()] - head[:, head[0, :, 1].argmax()]
    look = np.degrees(np.arctan2(nose[:, 0], nose[:, 2]))
    assert np.ptp(look) < 1.0  # eyes ahead
    assert np.ptp(w.roots[:, 1]) < 0.05


def test_measured_curves_have_the_published_extremes():
    phase = np.linspace(0, 1, 200)
    assert gait.series(gait.KNEE, phase).max() == pytest.approx(58.3, abs=1.5)
    assert gait.series(gait.HIP, phase).max() == pytest.approx(25.3, abs=1.0)
    assert gait.series(gait.HIP, phase).min() == pytest.approx(-16.8, abs=1.0)


@pytest.mark.parametrize("chart", ["women", "men"])
def test_thighs_of_large_bodies_do_not_meet(chart):
    body = size_body(chart, "3XL")
    w = walk(body, frames=12)
    for p in pose_frames(body, w.rotations, w.roots):
        assert legs_apart(body, p) > 0
