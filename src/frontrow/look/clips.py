"""What a look can do: each clip of the body and its cloth as one glTF animation."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body import Body, Clip
from frontrow.look.gltf import Json, Writer

Array = NDArray[Any]

TOLD = 31  # points at which a clip's way and turn are told


def clip_facts(clips: Mapping[str, Clip]) -> Json:
    """What `asset.extras` says about the clips: seconds, loop, and at evenly spaced moments metres and radians."""

    def told(values: Array) -> list[float]:
        at = np.arange(len(values))
        even = np.abs(values - np.interp(at, at[[0, -1]], np.asarray(values)[[0, -1]])).max() < 5e-5
        keys = np.linspace(0, at[-1], 2 if even else min(TOLD, len(values)))
        return [round(float(v), 4) for v in np.interp(keys, at, values)]

    return {
        name: {
            "seconds": round(float(clip.seconds), 6),
            "loop": bool(clip.loop),
            "advance": told(clip.advance),
            "yaw": told(clip.yaw),
        }
        for name, clip in clips.items()
    }


def animations(
    writer: Writer,
    body: Body,
    clips: Mapping[str, Clip],
    joints: list[int],
    cloth: Sequence[tuple[int, Mapping[str, Array]]],
    every: int,
) -> None:
    """Writes one animation a clip; cloth: node of each garment and its clips' weights as whole numbers (F, K), K even;
    every: which keys are kept."""
    moving = [j for j in range(len(joints)) if any(_moves(c.rotations[:, j]) for c in clips.values())]
    still = next(iter(clips.values())).rotations[0]
    for j in set(range(len(joints))) - set(moving):
        if abs(still[j, 3]) < 1 - 1e-9:
            writer.json["nodes"][joints[j]]["rotation"] = [round(float(x), 6) for x in still[j]]
    for name, clip in clips.items():
        _animation(writer, body, name, clip, joints, moving, cloth, every)


def _moves(turns: Array) -> bool:
    aligned = turns * np.sign((turns * turns[:1]).sum(axis=1, keepdims=True))
    return bool(np.abs(aligned - turns[:1]).max() > 1e-5)


def _animation(
    writer: Writer,
    body: Body,
    name: str,
    clip: Clip,
    joints: list[int],
    moving: list[int],
    cloth: Sequence[tuple[int, Mapping[str, Array]]],
    every: int,
) -> None:
    last = len(clip.roots) - (not clip.loop)
    keys = np.unique(np.r_[np.arange(0, last, every), last])
    frame = keys % len(clip.roots)
    clock = writer.values((clip.seconds * keys / last).astype(np.float32), vertex=False, bounds=True)
    channels: list[Json] = []
    samplers: list[Json] = []

    def curve(node: int, path: str, output: int) -> None:
        channels.append({"sampler": len(samplers), "target": {"node": node, "path": path}})
        samplers.append({"input": clock, "output": output})  # linear unless told otherwise

    turns = np.asarray(clip.rotations, np.float64)[frame][:, moving].transpose(1, 0, 2)
    flip = np.cumprod(np.where((turns[:, 1:] * turns[:, :-1]).sum(axis=2) < 0, -1, 1), axis=1)
    turns[:, 1:] *= flip[:, :, None]
    tracks = writer.tracks(np.rint(turns * 32767).astype(np.int16)) if moving else []
    for j, track in zip(moving, tracks, strict=True):
        curve(joints[j], "rotation", track)
    for j, parent in enumerate(body.mannequin.parents):
        if parent < 0:
            moved = (clip.roots[frame] + body.joints[j]).astype(np.float32)
            curve(joints[j], "translation", writer.values(moved, vertex=False))
    for node, weights in cloth:
        curve(node, "weights", writer.weights(np.ascontiguousarray(weights[name][frame])))
    writer.add("animations", {"name": name, "channels": channels, "samplers": samplers})
