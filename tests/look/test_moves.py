"""Cloth through all clips: they join in any order of the state machine, and the skirt swings where the body turns."""

import json
from dataclasses import replace

import numpy as np
import pytest
from look_scenes import SEASON

from frontrow.body import JOINS, clips, named_body
from frontrow.fabric import resolve
from frontrow.look.dress import QUALITIES, Dresser, Worn
from frontrow.look.maker import make
from frontrow.look.spec import LookSpec
from frontrow.pattern import draft, load, sew


@pytest.fixture(scope="module")
def worn() -> Worn:
    """A full dress of very coarse mesh through everything."""
    body, pattern = named_body("runway-f"), SEASON / "patterns" / "dress.yaml"
    garment = sew(draft(load(pattern), body.measures, {"flare": 1.0, "length": 0.6}), body, 0.05)
    coarse = QUALITIES["draft"]
    quality = replace(coarse, substeps=8, frames=replace(coarse.frames, dress=30), moves=True)
    dresser = Dresser(body, clips(body), quality, 0, lambda step, share: None)
    walking = dresser.wear([garment], [resolve("silk-satin", pattern.parent)])
    return dresser.rest(walking, dresser.halt(walking))


def test_every_clip_has_cloth_for_each_frame(worn: Worn) -> None:
    able = clips(named_body("runway-f"))
    assert set(worn.frames) == set(worn.skins) == set(JOINS)
    for name, clip in able.items():
        assert len(worn.frames[name]) == len(worn.skins[name]) == len(clip.roots)


def test_clips_join_without_a_jump_in_any_order(worn: Worn) -> None:
    state = {"walk": worn.loop.frames[0], "stand": worn.frames["stand"][0]}
    for name, (start, end) in JOINS.items():
        if name == "walk":
            continue
        first, last = worn.frames[name][0], worn.frames[name][-1]
        assert np.linalg.norm(first - state[start], axis=1).max() < 1e-4
        assert np.linalg.norm(last - state[end], axis=1).max() < 1e-4
        # nor is there a jerk just before: the last step is one like those around it
        steps = np.linalg.norm(np.diff(worn.frames[name][-12:], axis=0), axis=2)
        usual = 0.003 if end == "stand" else 1.5 * worn.loop.stride
        assert steps[-1].mean() < usual


def test_the_walk_closes_within_three_millimetres_on_average(worn: Worn) -> None:
    assert worn.loop.gap[0] < 0.003
    assert worn.loop.seam < 1.5 * worn.loop.stride


def test_a_skirt_lags_behind_a_turning_body_and_swings_out(worn: Worn) -> None:
    hem = worn.frames["stand"][0][:, 1] < np.percentile(worn.frames["stand"][0][:, 1], 15)
    x = worn.frames["turn"][:, hem]
    reach = np.linalg.norm(x[..., [0, 2]], axis=2).mean(axis=1)
    assert reach[50:110].max() > reach[0] + 0.02  # metres: it flies
    angle = np.unwrap(np.arctan2(x[..., 0], x[..., 2]), axis=0)
    lag = np.degrees(np.median(angle - angle[0], axis=1))
    assert lag[20:70].min() < -5  # behind, the turn being to the left
    assert abs(lag[-1]) < 2


@pytest.mark.slow
def test_a_look_with_moves_tells_of_them(dress: LookSpec, tmp_path) -> None:
    first: dict[str, set[str]] = {}

    def walks() -> None:
        first["files"] = {path.name for path in tmp_path.iterdir()}
        first["joints"] = set(json.loads((tmp_path / "report.json").read_text())["joints"])

    report = make(dress, tmp_path, quality="draft", moves=True, walks=walks).as_dict()
    assert {"look.glb", "poster.webp", "report.json"} <= first["files"]  # it is shown as soon as it walks
    assert not first["joints"] and not any("moves" in name for name in first["files"])
    assert {"look.moves.glb", "look.mid.moves.glb"} <= {path.name for path in tmp_path.iterdir()} - first["files"]
    assert list(report["clips"]) == list(JOINS)
    assert report["clips"]["turn"]["yaw"][-1] == pytest.approx(np.pi, abs=1e-3)
    assert set(report["joints"]) == {"go", "stop", "pose", "turn"}
    assert report["loop"]["gap_mm"]["p99"] < 3
