"""A look between its simulation and its files: cloth, skin and light, ready to be written at any level of detail."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
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
from frontrow.look.pack import pack

if TYPE_CHECKING:
    from frontrow.look.maker import Made
    from frontrow.look.spec import LookSpec

Array = NDArray[Any]

WALK_LOOKS, OTHER_LOOKS = 4, 2  # frames of the walk, and of every other clip, in which hidden skin is looked for
LIGHT_FRAMES = 3  # frames of the walk over which occlusion is averaged


@dataclass(frozen=True)
class Ready:
    """body_ao: (n,) 0..1; facts: what `asset.extras.frontrow` says; finish: the mannequin's."""

    body: Body
    clips: Mapping[str, Clip]
    cover: Cover
    body_ao: Array
    garments: tuple[Draped, ...]
    facts: Mapping[str, Any]
    finish: Finish

    def packed(self, level: Level) -> bytes:
        """The GLB of this look at a level of detail."""
        material = body_material(self.finish)
        return pack(self.body, self.clips, self.cover, self.body_ao, self.garments, self.facts, material, level)


def ready(
    spec: "LookSpec",
    body: Body,
    finish: Finish,
    steps: Walk,
    clips: Mapping[str, Clip],
    garments: Sequence["Made"],
    worn: Worn,
) -> Ready:
    """What the simulation left, with what it hides of the body and the light that reaches it."""
    faces = body.mannequin.triangles
    parts = [slice(a, b) for a, b in zip(worn.starts[:-1], worn.starts[1:], strict=True)]
    welded = [g.sewn.weld[g.sewn.triangles] for g in garments]
    some = {name: _spread(len(f), WALK_LOOKS if name == "walk" else OTHER_LOOKS) for name, f in worn.frames.items()}
    skins = np.concatenate([worn.skins[name][k] for name, k in some.items()])
    cloths = np.concatenate([worn.frames[name][k] for name, k in some.items()])
    zones = body.mannequin.zones
    hidden = cover(
        skins,
        faces,
        [(cloths[:, part], w) for part, w in zip(parts, welded, strict=True)],
        always=zones["head"] | zones["hands"],
    )
    lit = _spread(len(worn.loop.frames), LIGHT_FRAMES)
    meshes = [(worn.loop.frames[lit][:, part], w) for part, w in zip(parts, welded, strict=True)]
    skin_light, *cloth_light = baked([(worn.body[lit], faces), *meshes])
    draped = tuple(
        Draped(
            g.name,
            g.sewn.uv,
            g.sewn.weld,
            g.sewn.triangles,
            {name: frames[:, part] for name, frames in worn.frames.items()},
            light,
            _facts(g, [frames[:, part] for frames in worn.frames.values()]),
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
    return Ready(body, clips, hidden, skin_light, draped, facts, finish)


def _spread(count: int, most: int) -> NDArray[np.int64]:
    return np.linspace(0, count, min(most, count), endpoint=False).astype(np.int64)


def _facts(garment: "Made", clips: Sequence[Array]) -> dict[str, Any]:
    low = np.min([f.min(axis=(0, 1)) for f in clips], axis=0)
    high = np.max([f.max(axis=(0, 1)) for f in clips], axis=0)
    return {
        "name": garment.name,
        "title": garment.title,
        "size": garment.spec.size,
        "fabric": fabric_facts(garment.fabric),
        "bounds": [[round(float(v), 4) for v in low], [round(float(v), 4) for v in high]],
    }
