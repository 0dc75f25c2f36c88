"""A look tried on, as one GLB: body and garments standing, and walking if they did, with the map of the fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body import Body, Clip, pose_frames
from frontrow.look.clips import animations, clip_facts
from frontrow.look.cover import Cover
from frontrow.look.figure import figure
from frontrow.look.garment import Draped, garment, walking
from frontrow.look.gltf import Json
from frontrow.look.level import Level
from frontrow.look.pack import begun, ended

Array = NDArray[Any]

PREVIEW = Level(
    file="fit.glb",
    bytes=400_000,
    noise=(0.0008, 0.0008),
    cloth=(0.0,),
    body=0.0010,
    morphs=64,
    length=-11,
    uv=-11,
    keys=2,
    normals=(7, 6),
)


def packed(
    body: Body,
    clips: Mapping[str, Clip],
    cover: Cover,
    body_ao: Array,
    garments: Sequence[Draped],
    facts: Mapping[str, Any],
    material: Json,
    level: Level = PREVIEW,
) -> bytes:
    """clips: "stand", and "walk" if the cloth has walked; the frames of each garment are those of the walk, if any, and
    last the one in which it stands."""
    writer, joints, root = begun(body, {**facts, "clips": clip_facts(clips)})
    poses = [pose for clip in clips.values() for pose in pose_frames(body, clip.rotations[::15], clip.roots[::15])]
    children = [root, figure(writer, body, poses, cover, body_ao, joints, material, level)]
    weights = []
    for cloth in garments:
        cut = cloth.cut(level.cloth[0])
        morphs = cloth.shapes.rounded(level.noise[0], cut.order, level.morphs)
        node = garment(writer, cloth, cut, morphs, level)
        every = walking(morphs)
        still = np.repeat(every[-1:], len(clips["stand"].roots), axis=0)
        weights.append((node, {"stand": still, "walk": every[:-1]}))
        children.append(node)
    animations(writer, body, clips, joints, weights, level.keys)
    return ended(writer, children)
