"""A look between its simulation and its files: cloth, skin and light, ready to be written at any level of detail."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from frontrow import __version__
from frontrow.body import Body, Clip, Finish, Walk
from frontrow.look.asset import body_material, fabric_facts, garment_material
from frontrow.look.cover import Cover, cover
from frontrow.look.dress import Worn
from frontrow.look.garment import Draped
from frontrow.look.level import Level
from frontrow.look.light import baked
from frontrow.look.pack import Packed, pack, pack_moves

if TYPE_CHECKING:
    from frontrow.look.maker import Made
    from frontrow.look.spec import LookSpec

Array = NDArray[Any]

LOOKS = 6  # frames of the walk in which it is asked which skin lies under cloth
LIGHT_FRAMES = 3  # frames of the walk over which occlusion is averaged


@dataclass(frozen=True)
class Ready:
    """clips: all it can do, the walk first; body_ao: (n,) 0..1; starts: (g + 1,) where each garment's vertices begin;
    facts: what `asset.extras.frontrow` says; finish: the mannequin's."""

    body: Body
    clips: Mapping[str, Clip]
    cover: Cover
    body_ao: Array
    garments: tuple[Draped, ...]
    starts: Array
    facts: Mapping[str, Any]
    finish: Finish
    _done: dict[str, Packed] = field(default_factory=dict)

    def packed(self, level: Level) -> bytes:
        """The GLB of this look with its walk, at a level of detail."""
        return self._at(level).data

    def moved(self, level: Level, frames: Mapping[str, Array]) -> bytes:
        """The GLB of its other clips, from cloth frames (F, n, 3) of each, to be played on `packed(level)`."""
        clips = {name: clip for name, clip in self.clips.items() if name in frames and name != next(iter(self.clips))}
        parts = list(zip(self.starts[:-1], self.starts[1:], strict=True))
        each = [{name: frames[name][:, a:b] for name in clips} for a, b in parts]
        return pack_moves(self.body, clips, self.garments, self._at(level), each, level)

    def _at(self, level: Level) -> Packed:
        if level.file not in self._done:
            material = body_material(self.finish)
            self._done[level.file] = pack(
                self.body, self.clips, self.cover, self.body_ao, self.garments, self.facts, material, level
            )
        return self._done[level.file]


def ready(
    spec: "LookSpec",
    body: Body,
    finish: Finish,
    steps: Walk,
    clips: Mapping[str, Clip],
    garments: Sequence["Made"],
    worn: Worn,
) -> Ready:
    """What the simulation left of the walk, with what it hides of the body and the light that reaches it.

    clips: all that the look will be able to do, the walk first.
    """
    faces = body.mannequin.triangles
    parts = [slice(a, b) for a, b in zip(worn.starts[:-1], worn.starts[1:], strict=True)]
    welded = [g.sewn.weld[g.sewn.triangles] for g in garments]
    some = _spread(len(worn.loop.frames), LOOKS)
    cloths = worn.loop.frames[some]
    hidden = cover(worn.body[some], faces, [(cloths[:, part], w) for part, w in zip(parts, welded, strict=True)])
    lit = _spread(len(worn.loop.frames), LIGHT_FRAMES)
    meshes = [(worn.loop.frames[lit][:, part], w) for part, w in zip(parts, welded, strict=True)]
    skin_light, *cloth_light = baked([(worn.body[lit], faces), *meshes])
    draped = tuple(
        Draped(
            g.name,
            g.sewn.uv,
            g.sewn.weld,
            g.sewn.triangles,
            worn.loop.frames[:, part],
            light,
            garment_facts(g, worn.loop.frames[:, part]),
            garment_material(g.name, g.fabric),
            g.fabric.print,
        )
        for g, part, light in zip(garments, parts, cloth_light, strict=True)
    )
    facts = {
        "version": __version__,
        "slug": spec.slug,
        "title": spec.title,
        "period": round(steps.period, 6),
        "speed": round(float(steps.speed), 5),
        "stride": round(float(steps.speed * steps.period), 5),
        "cadence": round(120 / steps.period, 3),
        "height": round(float(body.measures["height"]), 4),
        "finish": asdict(finish),
        "garments": [dict(d.facts) for d in draped],
    }
    return Ready(body, clips, hidden, skin_light, draped, worn.starts, facts, finish)


def _spread(count: int, most: int) -> NDArray[np.int64]:
    return np.linspace(0, count, min(most, count), endpoint=False).astype(np.int64)


def garment_facts(garment: "Made", frames: Array) -> dict[str, Any]:
    low, high = frames.min(axis=(0, 1)), frames.max(axis=(0, 1))
    return {
        "name": garment.name,
        "title": garment.title,
        "size": garment.spec.size,
        "fabric": fabric_facts(garment.fabric),
        "bounds": [[round(float(v), 4) for v in low], [round(float(v), 4) for v in high]],
    }
