"""From a look's specification to its files: look.glb and look.moves.glb at each level, poster, report.json."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from frontrow.body import Body, Clip, Walk, clips, size_body, walk
from frontrow.errors import UserError
from frontrow.fabric import Fabric, resolve
from frontrow.look.clips import clip_facts
from frontrow.look.decode import Decoded
from frontrow.look.dress import QUALITIES, Dresser, Worn
from frontrow.look.fidelity import Fidelity, Places, compared
from frontrow.look.level import LEVELS, NEAR
from frontrow.look.poster import poster
from frontrow.look.ready import ready
from frontrow.look.report import Fit, GarmentReport, Report, fit_of, slip
from frontrow.look.spec import CHART, GarmentSpec, LookSpec, finish_of, wearer
from frontrow.pattern import SewnGarment, draft, load, sew

Array = NDArray[Any]
Progress = Callable[[str, float], None]

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
    grade = quality or os.environ.get("FRONTROW_QUALITY", "full")
    if grade not in QUALITIES:
        raise UserError(f'There is no quality "{grade}"; choose {" or ".join(sorted(QUALITIES))}.')
    if spec.walk not in WALKS:
        raise UserError(f'There is no walk "{spec.walk}"; choose {", ".join(WALKS)}.')
    began = process_time()
    body, finish = wearer(spec.body), finish_of(spec.finish)
    careful = QUALITIES[grade] if moves is None else replace(QUALITIES[grade], moves=moves)
    garments = sewn(spec, body, careful.resolution, careful.rough)
    able = clips(body)
    steps = walk(body)
    drafted = process_time()
    said("draft", 1.0)
    dresser = Dresser(body, able, careful, spec.seed, said)
    worn = dresser.wear([g.sewn for g in garments], [g.fabric for g in garments])
    if careful.moves:
        worn = dresser.rest(worn)
    simulated = process_time()
    said("pack", 0.0)
    shown = {name: clip for name, clip in able.items() if name in worn.frames}
    look = ready(spec, body, finish, steps, shown, garments, worn)
    files = {level.file: look.packed(level) for level in LEVELS}
    if len(shown) > 1:
        files |= {level.moves: look.moved(level, worn.frames) for level in LEVELS if level.moves}
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    decoded = {level.file: Decoded(files[level.file]) for level in LEVELS}
    packed = process_time()
    said("poster", 0.0)
    image = poster(decoded[NEAR.file], quality=20 if grade == "full" else 12)
    Image.fromarray(image).save(folder / "poster.png", compress_level=6)
    Image.fromarray(image).save(folder / "poster.webp", quality=88, method=4)
    done = process_time()
    seconds = {"draft": drafted - began, **worn.seconds, "pack": packed - simulated, "poster": done - packed}
    report = _report(
        spec,
        grade,
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


def sewn(spec: LookSpec, body: Body, resolution: float | None, rough: float = 1.0) -> list[Made]:
    """The garments of a look, drafted in their sizes and placed round the wearer; rough: see `frontrow.pattern.sew`."""
    if not spec.garments:
        raise UserError(f"{spec.slug}: a look needs at least one garment.")
    out: list[Made] = []
    for asked in spec.garments:
        pattern = load(asked.pattern)
        measures = body.measures if asked.size == MADE else size_body(CHART[body.sex], asked.size).measures
        garment = sew(draft(pattern, measures, dict(asked.options)), body, resolution, rough)
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
    worn = np.c_[part.attributes["TEXCOORD_0"], shown[0]]
    places = Places.of(np.c_[g.sewn.uv, meant[0][weld]], worn, part.triangles)
    places = Places(part.twins[places.corners], places.share)
    return compared(meant, weld[g.sewn.triangles], shown, part.twins[part.triangles], places, weld)
