"""What the delivery bench starts from is the look itself, and what it lacks it says."""

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from frontrow.bench import _browser
from frontrow.bench._plain import plain
from frontrow.body import FINISHES, clips, named_body
from frontrow.errors import UserError
from frontrow.fabric import library
from frontrow.look.asset import body_material, garment_material
from frontrow.look.cover import Cover
from frontrow.look.decode import Decoded
from frontrow.look.garment import Draped
from frontrow.look.level import MID
from frontrow.look.pack import pack


@pytest.fixture(scope="module")
def look() -> Decoded:
    """A body that carries a swinging cloth of two triangles."""
    body, fabric = named_body("runway-f"), library()["silk-satin"]
    walk = clips(body)["walk"]
    t = np.arange(len(walk.roots))[:, None] / len(walk.roots) * 2 * np.pi
    square = np.array([[0, 1, 0], [0.4, 1, 0], [0.4, 1.4, 0], [0, 1.4, 0]], float)
    frames = square + 0.1 * np.sin(t + square[:, 0])[:, :, None] * np.array([0, 0, 1])
    facts: dict[str, Any] = {"name": "flag"}
    material = garment_material("flag", fabric)
    flag = Draped(
        "flag",
        square[:, :2],
        np.arange(4),
        np.array([[0, 1, 2], [0, 2, 3]]),
        frames,
        np.ones(4),
        facts,
        material,
    )
    bare = Cover(np.zeros(len(body.rest)))
    skin = body_material(FINISHES["porcelain"])
    data = pack(body, {"walk": walk}, bare, np.ones(len(body.rest)), [flag], {"garments": [facts]}, skin, MID).data
    return Decoded(data)


def test_plain_gltf_shows_what_the_compressed_file_shows(look: Decoded) -> None:
    again = Decoded(plain(look))
    for name in ("body", "garment:flag"):
        for second in (0.0, 0.3, 0.9):
            assert np.abs(again.positions(name, second) - look.positions(name, second)).max() < 1e-5


def test_plain_gltf_needs_no_extension(look: Decoded) -> None:
    data = plain(look)
    document = json.loads(data[20 : 20 + struct.unpack_from("<I", data, 12)[0]])
    assert "extensions" not in json.dumps(document)


def test_without_the_client_the_bench_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_browser, "CLIENT", tmp_path)
    with pytest.raises(UserError, match="npm ci"), _browser.page("delivery", 1):
        pass
