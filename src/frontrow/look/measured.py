"""What a look's report says, measured on what its files show."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from frontrow.body import Body, Clip, Walk
from frontrow.look.clips import clip_facts
from frontrow.look.decode import Decoded
from frontrow.look.dress import Worn
from frontrow.look.fidelity import Fidelity, Places, compared
from frontrow.look.level import NEAR
from frontrow.look.report import Fit, GarmentReport, Report, fit_of, slip
from frontrow.look.spec import LookSpec

if TYPE_CHECKING:
    from frontrow.look.maker import Made

Array = NDArray[Any]


def measured(
    spec: LookSpec,
    quality: str,
    body: Body,
    steps: Walk,
    garments: Sequence["Made"],
    worn: Worn,
    shown: Mapping[str, Clip],
    decoded: Mapping[str, Decoded],
    sizes: Mapping[str, int],
    seconds: Mapping[str, float],
) -> Report:
    """shown: the clips that the look can do; decoded: its files by name, read back; sizes: of all its files, bytes."""
    faces = body.mannequin.triangles
    frames = worn.loop.frames
    some = np.arange(0, len(frames), max(len(frames) // 12, 1))

    def fits(chosen: Array | None) -> tuple[Fit, Fit]:
        still = fit_of(worn.cloth, worn.settled[None], worn.settled_body[None], faces, chosen)
        return still, fit_of(worn.cloth, frames[some], worn.body[some], faces, chosen)

    rows = []
    for k, g in enumerate(garments):
        a, b = int(worn.starts[k]), int(worn.starts[k + 1])
        chosen = np.zeros(worn.cloth.vertices, bool)
        chosen[a:b] = True
        still, moving = fits(chosen)
        rows.append(
            GarmentReport(
                name=g.name,
                title=g.title,
                fabric=g.fabric.name,
                size=g.spec.size,
                vertices=b - a,
                triangles=len(g.sewn.triangles),
                area_m2=g.sewn.area,
                grams=1000 * g.sewn.area * g.fabric.density,
                morphs=len(decoded[NEAR.file].parts[f"garment:{g.name}"].targets),
                slip_mm=1000 * slip(g.sewn.placed, worn.dressing_body, frames[some, a:b], worn.body[some]),
                decoding={x: _fidelity(d, g, frames[:, a:b], steps.period) for x, d in decoded.items()},
                settled=still,
                walk=moving,
            )
        )
    still, moving = fits(None)
    loop, facts = worn.loop, clip_facts(shown)
    return Report(
        slug=spec.slug,
        quality=quality,
        seed=spec.seed,
        finish=spec.finish,
        body={k: float(body.measures[k]) for k in ("height", "weight", "bust", "waist", "hips", "inseam")},
        height=float(body.measures["height"]),
        walk={"speed": float(steps.speed), "period": steps.period, "stride": float(steps.speed * steps.period)},
        garments=tuple(rows),
        vertices=sum(r.vertices for r in rows),
        triangles=sum(r.triangles for r in rows),
        area_m2=sum(r.area_m2 for r in rows),
        grams=sum(r.grams for r in rows),
        settled=still,
        walking=moving,
        loop={
            "gap_mm": _spread(loop.gap),
            "apart_mm": _spread(loop.apart),
            "force": dict(zip(("mean", "p99"), loop.force, strict=True)),
            "seam_mm": 1000 * loop.seam,
            "stride_mm": 1000 * loop.stride,
            "rounds": loop.rounds,
        },
        joints={
            name: {"gap_mm": _spread(j.gap), "force": dict(zip(("mean", "p99"), j.force, strict=True))}
            for name, j in worn.joints.items()
        },
        clips=facts,
        seconds={**seconds, "total": sum(seconds.values())},
        glb_bytes=sizes[NEAR.file],
        files=sizes,
    )


def _spread(metres: tuple[float, float, float]) -> dict[str, float]:
    return {name: 1000 * value for name, value in zip(("mean", "p99", "max"), metres, strict=True)}


def _fidelity(decoded: Decoded, g: "Made", frames: Array, period: float) -> Fidelity:
    """How far a garment of the file is from its simulation, frames (F, n, 3), at six moments of the walk."""
    name, some = f"garment:{g.name}", range(0, len(frames), 10)
    part = decoded.parts[name]
    shown = np.array([decoded.positions(name, f * period / len(frames)) for f in some])
    meant, weld = frames[some].astype(np.float64), g.sewn.weld
    worn = np.c_[part.attributes["TEXCOORD_0"], shown[0]]
    places = Places.of(np.c_[g.sewn.uv, meant[0][weld]], worn, part.triangles)
    places = Places(part.twins[places.corners], places.share)
    return compared(meant, weld[g.sewn.triangles], shown, part.twins[part.triangles], places, weld)
