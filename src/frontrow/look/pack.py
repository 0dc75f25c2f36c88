"""A dressed, moving body as one compressed GLB, at one level of detail.

What a viewer finds in it is written down in docs/guides/drape.md, why it is made so in docs/decisions/008-delivery.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow import __version__
from frontrow.body import Body, Clip, pose_frames
from frontrow.look.clips import animations, clip_facts
from frontrow.look.cover import Cover
from frontrow.look.figure import figure, skeleton
from frontrow.look.garment import Draped, garment
from frontrow.look.gltf import Json, Writer
from frontrow.look.level import NEAR, Level

Array = NDArray[Any]

COARSER = 1.8  # morph targets of half the bytes are this power of two times as noisy, as measured on the season's looks
HOPEFUL = 1.2  # noise more than this much over the most allowed is not worth trying


def pack(
    body: Body,
    clips: Mapping[str, Clip],
    cover: Cover,
    body_ao: Array,
    garments: Sequence[Draped],
    facts: Mapping[str, Any],
    material: Json,
    level: Level = NEAR,
) -> bytes:
    """The GLB of a look; `facts` becomes `asset.extras.frontrow`, `material` is the body's; the first clip is the walk.

    Cloth is as exact as the level's bytes allow.
    """
    first, walk = next(iter(clips.items()))
    told = clip_facts(clips)
    if not level.more:
        clips = {first: walk}
        garments = [replace(cloth, frames={first: cloth.frames[first]}) for cloth in garments]
    allowed = level.bytes + level.more * (len(clips) - 1)
    some = np.arange(0, len(walk.roots), -(-len(walk.roots) // 4))
    poses = list(pose_frames(body, walk.rotations[some], walk.roots[some]))

    def written(stray: float, noise: float) -> tuple[bytes, int]:
        writer = Writer(f"frontrow {__version__}")
        writer.json["asset"]["extras"] = {"frontrow": {**facts, "clips": told}}
        joints = skeleton(writer, body)
        children = [next(j for j, p in zip(joints, body.mannequin.parents, strict=True) if p < 0)]
        children.append(figure(writer, body, poses, cover, body_ao, joints, material, level))
        morphs = [cloth.shapes.rounded(noise, level.morphs) for cloth in garments]
        dressed = [garment(writer, cloth, m, level, stray) for cloth, m in zip(garments, morphs, strict=True)]
        weights = [(node, m.weights) for node, m in zip(dressed, morphs, strict=True)]
        animations(writer, body, clips, joints, weights, level.keys)
        root = writer.add("nodes", {"name": "look", "children": children + dressed})
        writer.json["scenes"][0]["nodes"] = [root]
        return writer.bytes(), writer.moving

    noise, most = level.noise
    for stray in level.cloth:
        data, moving = written(stray, noise)
        over = len(data) - allowed
        wanted = noise * (moving / max(moving - over, 1)) ** COARSER
        if over > 0 and noise < most and (wanted < HOPEFUL * most or stray == level.cloth[-1]):
            noise = min(most, wanted)
            data, _ = written(stray, noise)
        if len(data) <= allowed:
            break
        noise = most
    return data
