"""From a look's specification to its files: look.glb and look.moves.glb at each level, the standing look for other
people's viewers, the clothes for the mirror, poster, report.json."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time, thread_time
from typing import Any

from numpy.typing import NDArray
from PIL import Image

from frontrow.beside import beside
from frontrow.body import Body, clips, size_body, walk
from frontrow.errors import UserError
from frontrow.fabric import Fabric, resolve
from frontrow.look.decode import Decoded
from frontrow.look.dress import QUALITIES, Dresser, Worn
from frontrow.look.level import LEVELS, NEAR
from frontrow.look.measured import measured
from frontrow.look.mirror import FILE as MIRROR
from frontrow.look.mirror import mirrored
from frontrow.look.plain import glb
from frontrow.look.poster import PHASE, poster
from frontrow.look.ready import Ready, ready
from frontrow.look.report import Report
from frontrow.look.spec import CHART, GarmentSpec, LookSpec, finish_of, wearer
from frontrow.look.still import still
from frontrow.look.usdz import usdz
from frontrow.pattern import SewnGarment, draft, load, sew
from frontrow.pattern.sewing import VERTICES

Array = NDArray[Any]
Progress = Callable[[str, float], None]

PLAIN, USDZ = "look.ar.glb", "look.usdz"  # the look standing still, for other people's viewers
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
    walks: Callable[[], None] | None = None,
) -> Report:
    """Dress, walk and photograph a look into `folder`; the same spec gives the same bytes.

    quality: "full", "quick" (less than half the vertices, and only the walk) or "draft" (a coarse mesh); without it,
    what the environment's FRONTROW_QUALITY says, else "full". moves: whether it can also stand, go, stop, pose and
    turn, from files of their own; without it, in full quality. walks() is called as soon as the look is there with its
    walk, its picture and a report; the rest follows. progress(step, share) is called with the steps draft, settle,
    walk, pack, poster, moves. Raises UserError for anything wrong in the spec or its files.
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
    garments = sewn(spec, body, careful.resolution, careful.rough, vertices=careful.vertices)
    able = clips(body, held=spec.pose)
    steps = walk(body)
    drafted = process_time()
    said("draft", 1.0)
    dresser = Dresser(body, able, careful, spec.seed, said)
    worn = dresser.wear([g.sewn for g in garments], [g.fabric for g in garments])
    shown = able if careful.moves else {"walk": able["walk"]}
    seconds = {"draft": drafted - began, **worn.seconds}
    sizes: dict[str, int] = {}
    folder.mkdir(parents=True, exist_ok=True)

    def written(files: Mapping[str, bytes]) -> None:
        for name, data in files.items():
            (folder / name).write_bytes(data)
            sizes[name] = len(data)

    def told(worn: Worn) -> Report:
        report = measured(spec, grade, body, steps, garments, worn, shown, decoded, sizes, seconds)
        (folder / "report.json").write_text(json.dumps(report.as_dict(), indent=1) + "\n", "utf-8")
        return report

    decoded: dict[str, Decoded] = {}

    def publish() -> tuple[Ready, Report]:
        began = thread_time()
        said("pack", 0.0)
        look = ready(spec, body, finish, steps, shown, garments, worn)
        near = look.packed(NEAR)
        seconds["pack"] = thread_time() - began
        said("poster", 0.0)

        def photographed() -> float:
            began = thread_time()
            image = poster(Decoded(near), quality=12 if grade == "draft" else 20)
            Image.fromarray(image).save(folder / "poster.png", compress_level=6)
            Image.fromarray(image).save(folder / "poster.webp", quality=88, method=4)
            return thread_time() - began

        def packed() -> float:
            began = thread_time()
            written({level.file: near if level is NEAR else look.packed(level) for level in LEVELS})
            return thread_time() - began

        seconds["poster"], others = beside(photographed, packed)
        seconds["pack"] += others
        decoded.update({level.file: Decoded((folder / level.file).read_bytes()) for level in LEVELS})
        report = told(worn)
        said("poster", 1.0)
        if walks:
            walks()
        return look, report

    def stood(look: Ready, cloth: Array, skin: Array) -> None:
        parts = still(body, finish, look.cover, garments, worn.starts, cloth, skin)
        written({PLAIN: glb(parts, spec.title), USDZ: usdz(parts, spec.title)})

    if not careful.moves:
        look, _ = publish()
        stride = round(PHASE * len(worn.body))
        stood(look, worn.loop.frames[stride], worn.body[stride])
        written({MIRROR: mirrored(decoded[NEAR.file])})
        return told(worn)
    (look, _), halt = beside(publish, lambda: dresser.halt(worn))
    said("moves", 0.0)
    worn = dresser.rest(worn, halt)
    packed = process_time()
    moved = {level.moves: look.moved(level, worn.frames) for level in LEVELS if level.moves}
    written({**moved, MIRROR: mirrored(Decoded(look.packed(NEAR), moved[str(NEAR.moves)]))})
    stood(look, worn.frames["stand"][0], worn.skins["stand"][0])
    seconds |= {"moves": worn.seconds["moves"], "pack": seconds["pack"] + process_time() - packed}
    said("moves", 1.0)
    return told(worn)


def sewn(
    spec: LookSpec,
    body: Body,
    resolution: float | None,
    rough: float = 1.0,
    chart: str | None = None,
    vertices: int = VERTICES,
) -> list[Made]:
    """The garments of a look, drafted in their sizes and placed round the wearer; rough, vertices: see
    `frontrow.pattern.sew`; chart: whose sizes they are, the wearer's own without it."""
    if not spec.garments:
        raise UserError(f"{spec.slug}: a look needs at least one garment.")
    out: list[Made] = []
    for asked in spec.garments:
        pattern = load(asked.pattern)
        measures = body.measures if asked.size == MADE else size_body(chart or CHART[body.sex], asked.size).measures
        garment = sew(draft(pattern, measures, dict(asked.options)), body, resolution, rough, vertices)
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
