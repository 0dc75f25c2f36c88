"""Moves travel in a file of their own, which adds to the walk's and never jumps from it."""

from pathlib import Path

import numpy as np
import pytest
from look_scenes import Packed, assert_valid

from frontrow.errors import UserError
from frontrow.look.decode import Decoded
from frontrow.look.level import LEVELS, NEAR

NAME = "garment:skirt"


@pytest.fixture(scope="module")
def whole(packed: Packed) -> Decoded:
    return Decoded(packed.data, packed.moves[NEAR.moves or ""])


def test_every_level_but_the_last_has_moves(packed: Packed) -> None:
    assert set(packed.moves) == {level.moves for level in LEVELS[:-1]}
    assert LEVELS[-1].moves is None


def test_the_walks_file_tells_of_all_clips_and_has_one(packed: Packed, whole: Decoded) -> None:
    assert packed.decoded.clips == ("walk",)
    assert {"walk", "stop", "go", "pose"} <= set(packed.decoded.extras["frontrow"]["clips"])
    assert set(whole.clips) == {"walk", "stop", "go"}


@pytest.mark.parametrize(("clip", "end"), [("stop", 0), ("go", -1)])
def test_a_move_begins_or_ends_exactly_where_the_walk_is(packed: Packed, whole: Decoded, clip: str, end: int) -> None:
    seconds = packed.decoded.extras["frontrow"]["clips"][clip]["seconds"]
    for name in (NAME, "body"):
        there = whole.positions(name, 0.0 if end == 0 else seconds, clip)
        assert np.abs(there - packed.decoded.positions(name, 0.0)).max() < 5e-5


def test_cloth_in_a_move_is_where_the_simulation_left_it(packed: Packed, whole: Decoded) -> None:
    part = whole.parts[NAME]
    for clip, frames in packed.halts.items():
        seconds = packed.decoded.extras["frontrow"]["clips"][clip]["seconds"]
        for f in (0, len(frames) // 2, len(frames) - 1):
            shown = whole.positions(NAME, seconds * f / (len(frames) - 1), clip)
            key = np.round(packed.uv * 2048).astype(int)
            place = {tuple(k): w for k, w in zip(key, packed.weld, strict=True)}
            at = [place[tuple(np.round(uv * 2048).astype(int))] for uv in part.attributes["TEXCOORD_0"]]
            assert np.percentile(np.linalg.norm(shown - frames[f][at], axis=1), 95) < 0.004


def test_the_walk_is_the_same_with_and_without_them(packed: Packed, whole: Decoded) -> None:
    assert np.array_equal(whole.positions(NAME, 0.4), packed.decoded.positions(NAME, 0.4))


def test_moves_of_another_look_are_refused(packed: Packed) -> None:
    with pytest.raises(UserError, match="another"):
        Decoded(packed.levels["look.mid.glb"], packed.moves[NEAR.moves or ""])


def test_a_file_is_opened_with_the_moves_that_lie_beside_it(packed: Packed, tmp_path: Path) -> None:
    (tmp_path / "gown.glb").write_bytes(packed.data)
    assert Decoded.open(tmp_path / "gown.glb").clips == ("walk",)
    (tmp_path / "gown.moves.glb").write_bytes(packed.moves[NEAR.moves or ""])
    assert Decoded.open(tmp_path / "gown.glb").clips == ("walk", "stop", "go")


def test_they_pass_the_validator_of_khronos(packed: Packed, tmp_path: Path) -> None:
    for name, data in packed.moves.items():
        (tmp_path / name).write_bytes(data)
        assert_valid(tmp_path / name)
