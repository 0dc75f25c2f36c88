"""One small look for all tests: a swinging skirt of our own on a real body, packed once; and one real draft drape."""

from collections.abc import Iterator
from dataclasses import asdict

import numpy as np
import pytest
from look_scenes import SEASON, Drape, Packed, halting, tube

from frontrow.body import FINISHES, clips, named_body, pose_frames, walk
from frontrow.fabric import library
from frontrow.look.asset import body_material, fabric_facts, garment_material
from frontrow.look.cover import cover
from frontrow.look.decode import Decoded
from frontrow.look.garment import Draped
from frontrow.look.level import LEVELS
from frontrow.look.maker import make
from frontrow.look.pack import pack, pack_moves
from frontrow.look.spec import GarmentSpec, LookSpec


@pytest.fixture(scope="session")
def packed() -> Packed:
    body = named_body("runway-f")
    steps = walk(body)
    bodies = pose_frames(body, steps.rotations, steps.roots)
    loop, uv, weld, triangles = tube(len(steps.roots))
    welded = weld[triangles]
    hidden = cover(
        bodies[::20].astype(np.float64),
        body.mannequin.triangles,
        [(loop[::20], welded)],
    )
    fabric = library()["silk-satin"]
    facts = {
        "name": "skirt",
        "title": "Skirt",
        "size": "M",
        "fabric": fabric_facts(fabric),
        "bounds": [[0] * 3, [1] * 3],
    }
    light = np.linspace(0, 1, loop.shape[1])
    skirt = Draped("skirt", uv, weld, triangles, loop, light, facts, garment_material("skirt", fabric))
    about = {
        "slug": "skirt",
        "period": steps.period,
        "speed": float(steps.speed),
        "height": float(body.measures["height"]),
        "finish": asdict(FINISHES["porcelain"]),
        "garments": [facts],
    }
    dark, material = np.ones(len(body.rest)), body_material(FINISHES["porcelain"])
    able = clips(body)
    halts = halting(loop, {name: len(able[name].roots) for name in ("stop", "go")})
    levels, moves = {}, {}
    for level in LEVELS:
        done = pack(body, able, hidden, dark, [skirt], about, material, level)
        levels[level.file] = done.data
        if level.moves:
            clip = {name: able[name] for name in halts}
            moves[level.moves] = pack_moves(body, clip, [skirt], done, [halts], level)
    data = levels["look.glb"]
    return Packed(body, steps, bodies, loop, weld, triangles, uv, hidden, data, Decoded(data), levels, halts, moves)


@pytest.fixture(scope="session")
def dress() -> LookSpec:
    garment = GarmentSpec(SEASON / "patterns" / "dress.yaml", "silk-satin", "made", "#8c0f1c", {"length": 0.6})
    return LookSpec("dress", (garment,), "A dress", "runway-f", "onyx")


@pytest.fixture(scope="session")
def drape(dress: LookSpec, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drape]:
    folder = tmp_path_factory.mktemp("dress")
    steps: list[tuple[str, float]] = []
    yield Drape(folder, make(dress, folder, lambda step, share: steps.append((step, share)), "draft"), steps)
