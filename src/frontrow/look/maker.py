"""From a look's specification to its files: look.glb, poster.webp, poster.png, report.json."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from frontrow import __version__
from frontrow.body import Body, Clip, Finish, Walk, clips, size_body, walk
from frontrow.errors import UserError
from frontrow.fabric import Fabric, resolve
from frontrow.look.asset import body_material, fabric_facts, garment_material
from frontrow.look.clips import clip_facts
from frontrow.look.cover import Cover, cover
from frontrow.look.decode import Decoded
from frontrow.look.dress import QUALITIES, Dresser, Worn
from frontrow.look.fidelity import Fidelity, Places, compared
from frontrow.look.garment import Draped
from frontrow.look.level import LEVELS, NEAR
from frontrow.look.light import Rays, openness
from frontrow.look.mesh import smoothed, vertex_normals
from frontrow.look.pack import pack
from frontrow.look.poster import poster
from frontrow.look.report import Fit, GarmentReport, Report, fit_of, slip
from frontrow.look.spec import CHART, GarmentSpec, LookSpec, finish_of, wearer
from frontrow.pattern import SewnGarment, draft, load, sew

Array = NDArray[Any]
Progress = Callable[[str, float], None]

LIGHT_FRAMES = 3  # frames of the walk over which occlusion is averaged
CALM = 4  # passes of smoothing that take the grain of few rays out of the light
WALKS = ("catwalk",)
MADE = "made"


@dataclass(frozen=True)
class Made:
    """One garment on its way: what was asked, its cloth, and its pattern sewn in the asked size."""

    name: str
    title: str
    spec: GarmentSpec
    fabric: Fabric
    sewn: SewnGarment


def make(
    spec: LookSpec,
    folder: Path,
    progress: Progress | None = None,
    quality: str | None = None,
    moves: bool | None = None,
) -> Report:
    """Dress, walk and photograph a look into `folder`; the same spec gives the same bytes.

    quality: "full" or "draft" (a coarse mesh in a few seconds); without it, what the environment's FRONTROW_QUALITY
    says, else "full". moves: whether the file also holds stand, go, stop, pose and turn; without it, in full quality.
    progress(step, share) is called with the steps draft, settle, walk, pack, poster. Raises
    UserError for anything wrong in the spec or its files.
    """
    said = progress or (lambda step, share: None)
    level = quality or os.environ.get("FRONTROW_QUALITY", "full")
    if level not in QUALITIES:
        raise UserError(f'There is no quality "{level}"; choose {" or ".join(sorted(QUALITIES))}.')
    if spec.walk not in WALKS:
        raise UserError(f'There is no walk "{spec.walk}"; choose {", ".join(WALKS)}.')
    began = process_time()
    body, finish = wearer(spec.body), finish_of(spec.finish)
    careful = QUALITIES[level] if moves is None else replace(QUALITIES[level], moves=moves)
    garments = sewn(spec, body, careful.resolution)
    able = clips(body)
    steps = walk(body)
    drafted = process_time()
    said("draft", 1.0)
    dresser = Dresser(body, able, careful, spec.seed, said)
    worn = dresser.wear([g.sewn for g in garments], [g.fabric for g in garments])
    simulated = process_time()
    said("pack", 0.0)
    draped, hidden, skin_light = _draped(garments, worn, body)
    facts = _facts(spec, body, finish, steps, draped)
    shown = {name: clip for name, clip in able.items() if name in worn.frames}
    skin = body_material(finish)
    files = {x.file: pack(body, shown, hidden, skin_light, draped, facts, skin, x) for x in LEVELS}
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    decoded = {name: Decoded(data) for name, data in files.items()}
    packed = process_time()
    said("poster", 0.0)
    image = poster(decoded[NEAR.file], quality=32 if level == "full" else 12)
    Image.fromarray(image).save(folder / "poster.png", compress_level=9)
    Image.fromarray(image).save(folder / "poster.webp", quality=88, method=4)
    done = process_time()
    seconds = {"draft": drafted - began, **worn.seconds, "pack": packed - simulated, "poster": done - packed}
    report = _report(
        spec,
        level,
        body,
        steps,
        garments,
        worn,
        shown,
        decoded,
        {name: len(data) for name, data in files.items()},
        seconds,
    )
    (folder / "report.json").write_text(json.dumps(report.as_dict(), indent=1) + "\n", "utf-8")
    said("poster", 1.0)
    return report


def sewn(spec: LookSpec, body: Body, resolution: float | None) -> list[Made]:
    """The garments of a look, drafted in their sizes and placed round the wearer."""
    if not spec.garments:
        raise UserError(f"{spec.slug}: a look needs at least one garment.")
    out: list[Made] = []
    for asked in spec.garments:
        pattern = load(asked.pattern)
        measures = body.measures if asked.size == MADE else size_body(CHART[body.sex], asked.size).measures
        garment = sew(draft(pattern, measures, dict(asked.options)), body, resolution)
        fabric = asked.fabric or garment.fabric
        cloth = fabric if isinstance(fabric, Fabric) else resolve(fabric, asked.pattern.parent)
        if asked.color:
            cloth = replace(cloth, color=asked.color)
        if asked.print:
            cloth = replace(cloth, print=asked.print)
        taken = sum(m.sewn.name == garment.name for m in out)
        name = garment.name if not taken else f"{garment.name}-{taken + 1}"
        out.append(Made(name, pattern.title, asked, cloth, garment))
    return out


def _draped(garments: list[Made], worn: Worn, body: Body) -> tuple[list[Draped], Cover, Array]:
    """The garments as they go into the file, what they hide of the body, and the body's own light."""
    faces = body.mannequin.triangles
    frames = worn.loop.frames.astype(np.float64)
    count = len(frames)
    parts = [(slice(a, b), g) for a, b, g in zip(worn.starts[:-1], worn.starts[1:], garments, strict=True)]
    welded = [g.sewn.weld[g.sewn.triangles] for g in garments]
    every = {name: max(len(f) // (6 if name == "walk" else 3), 1) for name, f in worn.frames.items()}
    skins = np.concatenate([worn.skins[name][::k] for name, k in every.items()]).astype(np.float64)
    cloths = np.concatenate([worn.frames[name][::k] for name, k in every.items()]).astype(np.float64)
    hidden = cover(
        skins,
        faces,
        [(cloths[:, part], w) for (part, _), w in zip(parts, welded, strict=True)],
        always=body.mannequin.zones["head"] | body.mannequin.zones["hands"],
    )
    cloth_light, skin_light = np.zeros(frames.shape[1]), np.zeros(len(body.rest))
    for f in np.linspace(0, count, LIGHT_FRAMES, endpoint=False).astype(int):
        skin = worn.body[f].astype(np.float64)
        scene = Rays((skin, faces), *((frames[f, part], w) for (part, _), w in zip(parts, welded, strict=True)))
        for (part, _), w in zip(parts, welded, strict=True):
            x = frames[f, part]
            cloth_light[part] += openness(scene, x, vertex_normals(x, w), 20, f, far=1.2) / LIGHT_FRAMES
        skin_light += openness(scene, skin, vertex_normals(skin, faces), 12, f, far=1.2) / LIGHT_FRAMES
    for (part, _), w in zip(parts, welded, strict=True):
        cloth_light[part] = smoothed(cloth_light[part], w, CALM)
    out = []
    for part, g in parts:
        low = np.min([f[:, part].min(axis=(0, 1)) for f in worn.frames.values()], axis=0)
        high = np.max([f[:, part].max(axis=(0, 1)) for f in worn.frames.values()], axis=0)
        facts = {
            "name": g.name,
            "title": g.title,
            "size": g.spec.size,
            "fabric": fabric_facts(g.fabric),
            "bounds": [[round(float(v), 4) for v in low], [round(float(v), 4) for v in high]],
        }
        uv, weld, faces_ = g.sewn.uv, g.sewn.weld, g.sewn.triangles
        out.append(
            Draped(
                g.name,
                uv,
                weld,
                faces_,
                {name: frames[:, part] for name, frames in worn.frames.items()},
                cloth_light[part],
                facts,
                garment_material(g.name, g.fabric),
                g.fabric.print,
            )
        )
    return out, hidden, smoothed(skin_light, faces, CALM)


def _facts(spec: LookSpec, body: Body, finish: Finish, steps: Walk, garments: list[Draped]) -> dict[str, Any]:
    return {
        "version": __version__,
        "slug": spec.slug,
        "title": spec.title,
        "period": round(steps.period, 6),
        "speed": round(float(steps.speed), 5),
        "stride": round(float(steps.speed * steps.period), 5),
        "cadence": round(120 / steps.period, 3),
        "height": round(float(body.measures["height"]), 4),
        "finish": asdict(finish),
        "garments": [dict(g.facts) for g in garments],
    }


def _report(
    spec: LookSpec,
    quality: str,
    body: Body,
    steps: Walk,
    garments: list[Made],
    worn: Worn,
    shown: dict[str, Clip],
    decoded: dict[str, Decoded],
    sizes: dict[str, int],
    seconds: dict[str, float],
) -> Report:
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
        seconds=seconds | {"total": sum(seconds.values())},
        glb_bytes=sizes[NEAR.file],
        files=sizes,
    )


def _spread(metres: tuple[float, float, float]) -> dict[str, float]:
    return {name: 1000 * value for name, value in zip(("mean", "p99", "max"), metres, strict=True)}


def _fidelity(decoded: Decoded, g: Made, frames: Array, period: float) -> Fidelity:
    """How far a garment of the file is from its simulation, frames (F, n, 3), at six moments of the walk."""
    name, some = f"garment:{g.name}", range(0, len(frames), 10)
    part = decoded.parts[name]
    shown = np.array([decoded.positions(name, f * period / len(frames)) for f in some])
    meant, weld = frames[some].astype(np.float64), g.sewn.weld
    places = Places.of(g.sewn.uv, meant[0][weld], part.attributes["TEXCOORD_0"].astype(float), shown[0], part.triangles)
    places = Places(part.twins[places.corners], places.share)
    return compared(meant, weld[g.sewn.triangles], shown, part.twins[part.triangles], places, weld)
