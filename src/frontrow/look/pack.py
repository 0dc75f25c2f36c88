"""A dressed, moving body as compressed GLBs, at one level of detail: the look with its walk, and its other clips.

What a viewer finds in them is written down in docs/guides/drape.md, why they are made so in docs/decisions/008 and 014.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow import __version__
from frontrow.body import Body, Clip, pose_frames
from frontrow.look.clips import animations, clip_facts
from frontrow.look.cover import Cover
from frontrow.look.figure import figure, skeleton
from frontrow.look.garment import Cut, Draped, even, garment, moved, moving, walking
from frontrow.look.gltf import Json, Writer
from frontrow.look.level import NEAR, Level
from frontrow.look.morph import Morphs, further

Array = NDArray[Any]

COARSER = 1.2  # morph targets of half the bytes are this power of two times as noisy, as measured on the season's looks
TRIES, SLACK = 4, 0.01  # a file is written so often at most, until no more than this share of its bytes is left over
MOST = 128  # morph targets of walk and moves together: a key of their weights is then one row of the codec


@dataclass(frozen=True)
class Packed:
    """data: the GLB of a look with its walk; cuts and morphs: what it has of each garment."""

    data: bytes
    cuts: tuple[Cut, ...]
    morphs: tuple[Morphs, ...]


def pack(
    body: Body,
    clips: Mapping[str, Clip],
    cover: Cover,
    body_ao: Array,
    garments: Sequence[Draped],
    facts: Mapping[str, Any],
    material: Json,
    level: Level = NEAR,
) -> Packed:
    """A look with its walk, the first of its clips.

    facts become `asset.extras.frontrow`, with those of all clips; material: the body's. Cloth is as exact as the
    level's bytes allow.
    """
    first, walk = next(iter(clips.items()))
    told = {**facts, "clips": clip_facts(clips)}
    some = np.arange(0, len(walk.roots), -(-len(walk.roots) // 4))
    poses = list(pose_frames(body, walk.rotations[some], walk.roots[some]))

    def written(cuts: tuple[Cut, ...], noise: float) -> tuple[Packed, int, int]:
        writer, joints, root = begun(body, told)
        children = [root, figure(writer, body, poses, cover, body_ao, joints, material, level)]
        morphs = tuple(c.shapes.rounded(noise, cut.order, level.morphs) for c, cut in zip(garments, cuts, strict=True))
        dressed = [garment(writer, *both, level) for both in zip(garments, cuts, morphs, strict=True)]
        weights = [(node, {first: walking(m)}) for node, m in zip(dressed, morphs, strict=True)]
        animations(writer, body, {first: walk}, joints, weights, level.keys)
        data = ended(writer, children + dressed)
        return Packed(data, cuts, morphs), len(data) - writer.pictured, writer.moving

    least, most = level.noise
    noise = least
    for stray in level.cloth:
        cuts = tuple(cloth.cut(stray) for cloth in garments)
        light = None
        for _ in range(TRIES):
            out, size, shapes = written(cuts, noise)
            over = size - level.bytes
            light = out if over <= 0 else light
            before = noise
            noise = float(np.clip(noise * (shapes / max(shapes - over, 1)) ** COARSER, least, most))
            if -SLACK * level.bytes < over <= 0 or noise == before:
                break
        if light:
            return light
    return out


def pack_moves(
    body: Body,
    clips: Mapping[str, Clip],
    garments: Sequence[Draped],
    packed: Packed,
    frames: Sequence[Mapping[str, Array]],
    level: Level,
) -> bytes:
    """The GLB of further clips of a packed look; frames: clip name -> (F, n, 3) metres of each garment."""
    writer, joints, root = begun(body, {"moves": list(clips)})
    nodes, weights = [], []
    for cloth, cut, morphs, moves in zip(garments, packed.cuts, packed.morphs, frames, strict=True):
        more = further(morphs, moves, level.passing, cut.order, MOST - len(even(morphs.targets)))
        nodes.append(moved(writer, cloth, cut, morphs, more))
        weights.append((nodes[-1], moving(morphs, more)))
    animations(writer, body, clips, joints, weights, level.keys)
    return ended(writer, [root, *nodes])


def begun(body: Body, facts: Mapping[str, Any]) -> tuple[Writer, list[int], int]:
    """A file with a skeleton: its joints, and the one that has no parent."""
    writer = Writer(f"frontrow {__version__}")
    writer.json["asset"]["extras"] = {"frontrow": dict(facts)}
    joints = skeleton(writer, body)
    return writer, joints, next(j for j, p in zip(joints, body.mannequin.parents, strict=True) if p < 0)


def ended(writer: Writer, children: list[int]) -> bytes:
    """The file's bytes, with these nodes as the look."""
    writer.json["scenes"][0]["nodes"] = [writer.add("nodes", {"name": "look", "children": children})]
    return writer.bytes()
