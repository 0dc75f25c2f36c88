"""The audience sits, is clothed, and is light to carry."""

from pathlib import Path

import numpy as np
import pytest
import trimesh

from frontrow.body import joint_transforms, named_body
from frontrow.look.decode import Decoded
from frontrow.look.guests import GUESTS, simplified, write
from frontrow.look.seating import BENCH, Seat, sitting
from frontrow.look.volume import Grid, Skin, surface
from frontrow.look.wardrobe import HAIR, LOWER, SHOES, UPPER, Sitter


def test_a_ball_thickened_by_a_centimetre_is_a_closed_larger_ball() -> None:
    ball = trimesh.creation.icosphere(4, radius=0.1)
    grid = Grid.around(np.asarray(ball.vertices), 0.01, 0.05)
    skin = Skin.of(grid, np.asarray(ball.vertices), np.asarray(ball.vertex_normals))
    everywhere = np.ones(len(ball.vertices), bool)
    positions, triangles = surface(skin.thickened(everywhere, 0.01), grid, smooth=0)
    solid = trimesh.Trimesh(positions, triangles, process=False)
    assert solid.is_watertight
    assert solid.volume > 0
    assert np.linalg.norm(positions, axis=1).mean() == pytest.approx(0.11, abs=0.002)


@pytest.fixture(scope="module")
def sitter() -> Sitter:
    return Sitter(named_body("runway-m"), Seat("side", lean=6))


def test_a_guest_sits_on_the_bench_with_feet_on_the_floor(sitter: Sitter) -> None:
    seat = sitter.of("thigh", "thigh_twist") & (np.abs(sitter.positions[:, 2]) < 0.15)
    assert sitter.positions[seat][:, 1].min() == pytest.approx(BENCH, abs=0.05)
    feet = sitter.of("foot", "toes")
    assert abs(sitter.positions[feet][:, 1].min()) < 0.04
    assert sitter.positions[sitter.of("head")][:, 2].mean() < sitter.positions[feet][:, 2].mean()


def test_hands_rest_on_the_lap() -> None:
    body = named_body("runway-f")
    rotations, root = sitting(body, Seat("side"))
    places = joint_transforms(body, rotations[None], root[None])[1][0]
    names = body.mannequin.joint_names
    hand, knee, hip = (places[names.index(f"{n}.L")] for n in ("hand", "shin", "thigh"))
    assert hip[2] - 0.05 < hand[2] < knee[2]
    assert 0 < hand[1] - min(hip[1], knee[1]) < 0.25
    assert abs(hand[0] - 0.5 * (hip[0] + knee[0])) < 0.12


def test_a_jacket_is_closed_and_covers_the_chest(sitter: Sitter) -> None:
    jacket = sitter.jacket()
    t = np.sort(np.concatenate([jacket.triangles[:, k] for k in ([0, 1], [1, 2], [2, 0])]), axis=1)
    assert (np.unique(t, axis=0, return_counts=True)[1] % 2 == 0).all()  # no edge is open
    chest = sitter.of("spine3", "spine4")
    ribs = sitter.positions[chest & (sitter.rest[:, 1] < sitter.height(0.55))]
    low, high = jacket.positions.min(axis=0), jacket.positions.max(axis=0)
    assert ((ribs > low) & (ribs < high)).all()
    fewer = simplified(jacket, 800)
    assert 700 <= len(fewer) <= 800


@pytest.mark.slow
def test_the_whole_audience(tmp_path: Path) -> None:
    path = write(tmp_path)
    assert path.stat().st_size <= 400_000
    decoded = Decoded.open(path)
    assert len(decoded.parts) == 2 * len(GUESTS)
    for name, part in decoded.parts.items():
        assert len(part.triangles) <= (2650 if ":near" in name else 850)
        assert {HAIR, UPPER, LOWER, SHOES} <= set(np.unique(part.attributes["_PART"]))
        assert np.abs(part.attributes["_HAND"]).max() == pytest.approx(1, abs=0.02)
        assert decoded.positions(name)[:, 1].min() > -0.04
