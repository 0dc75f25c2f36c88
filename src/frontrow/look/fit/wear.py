"""Trying a look on: any cut of it on any body, in a few seconds, with what the drape says about the fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from time import process_time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow import __version__
from frontrow.body import CHARTS, SIZES, Body, Clip, Measurements, clips, walk
from frontrow.errors import UserError
from frontrow.look.asset import body_material, garment_material
from frontrow.look.cover import cover
from frontrow.look.decode import Decoded
from frontrow.look.dress import AHEAD, QUALITIES, Dresser, Frames, Hung, Quality, Worn
from frontrow.look.fit.file import packed
from frontrow.look.fit.layer import layered
from frontrow.look.fit.places import by_place
from frontrow.look.fit.strain import Feel, feel, spread
from frontrow.look.garment import Draped
from frontrow.look.light import baked
from frontrow.look.maker import MADE, Made, sewn
from frontrow.look.poster import poster
from frontrow.look.ready import garment_facts
from frontrow.look.report import slip
from frontrow.look.spec import CHART, LookSpec, finish_of, wearer

Array = NDArray[Any]
Progress = Callable[[str, float], None]

PREVIEW = Quality(0.027, 12, Frames(45, 16, 44, AHEAD.rates), 1.0, AHEAD, 0, moves=False)
STAYS = (
    110  # frames in which a look comes to rest that does not walk; one that does hangs as its walk has shaken it out
)
GRADES = {"preview": PREVIEW, **QUALITIES}
BURSTS = 0.30  # strain at the 95th percentile that no seam holds: woven cloth breaks at 15 to 30 %, knits give more
FALLS = 0.08  # metres that the top of a garment has slid down
WALKING = 2  # garments; more would not be ready within 15 s of two cores
ASKED = 4  # frames of the walk in which it is asked which skin lies under cloth
BESIDE = 1  # rings of skin beside bare skin that do not step back under the coarse cloth of a preview


@dataclass(frozen=True)
class Tried:
    """A look on a body, in memory: its garments as they were sewn, what the body does, the drape, and how it feels;
    seconds: CPU time of drafting, draping and writing."""

    spec: LookSpec
    body: Body
    garments: tuple[Made, ...]
    clips: Mapping[str, Clip]
    drape: Hung | Worn
    feel: Feel
    seconds: dict[str, float]

    @cached_property
    def report(self) -> dict[str, Any]:
        """Strain ("mean", "p95", "over5" as shares) of the whole look, of each garment and of each place of it, with
        the mean gap (metres) and pressure (Pa) there, and the seconds it took. `state` of a garment: "worn", "bursts"
        where it cannot be closed round the body, "falls" where it does not stay up."""
        cloth, starts = self.drape.cloth, self.drape.starts
        first = cloth.triangles[:, 0]
        rows = []
        for k, g in enumerate(self.garments):
            mine = (first >= starts[k]) & (first < starts[k + 1])
            places = by_place(self.body, g.sewn, cloth, mine, self.drape.settled, self.drape.settled_body, self.feel)
            told = spread(self.feel.strain[mine], self.feel.area[mine])
            state = "bursts" if told["p95"] > BURSTS else "falls" if self._slip(k) > FALLS else "worn"
            rows.append({"name": g.name, "size": g.spec.size, "state": state, "strain": told, "places": places})
        return {
            "strain": spread(self.feel.strain, self.feel.area),
            "garments": rows,
            "walks": isinstance(self.drape, Worn),
            "seconds": self.seconds,
        }

    def _slip(self, k: int) -> float:
        d = self.drape
        mine = d.settled[int(d.starts[k]) : int(d.starts[k + 1])]
        return slip(self.garments[k].sewn.placed, d.dressing_body, mine[None], d.settled_body[None])

    def glb(self) -> bytes:
        """The file: standing, and walking if it did, with the map of the fit as `_FIT`."""
        return self._glb

    def poster(self, size: tuple[int, int] = (600, 800), turn: float = 22.0) -> NDArray[np.uint8]:
        """A picture of it standing, (height, width, 3)."""
        return poster(Decoded(self._glb), size, 12, turn)

    @cached_property
    def _glb(self) -> bytes:
        began = process_time()
        body, faces = self.body, self.body.mannequin.triangles
        steps = walk(body)
        frames, skins = self._frames()
        parts = [slice(a, b) for a, b in zip(self.drape.starts[:-1], self.drape.starts[1:], strict=True)]
        welded = [g.sewn.weld[g.sewn.triangles] for g in self.garments]
        some = np.unique(np.linspace(0, len(frames) - 1, min(ASKED, len(frames)) + 1).astype(int))
        cloths = [(frames[some][:, part], w) for part, w in zip(parts, welded, strict=True)]
        hidden = cover(skins[some], faces, cloths, BESIDE)
        skin_light, *cloth_light = baked([(skins[-1:], faces), *((x[-1:], w) for x, w in cloths)])
        draped = tuple(
            Draped(
                g.name,
                g.sewn.uv,
                g.sewn.weld,
                g.sewn.triangles,
                frames[:, part],
                light,
                garment_facts(g, frames[:, part]),
                garment_material(g.name, g.fabric),
                g.fabric.print,
                self.feel.map[part],
            )
            for g, part, light in zip(self.garments, parts, cloth_light, strict=True)
        )
        finish = layered(finish_of(self.spec.finish))
        facts = {
            "version": __version__,
            "slug": self.spec.slug,
            "title": self.spec.title,
            "period": round(steps.period, 6),
            "speed": round(float(steps.speed), 5),
            "stride": round(float(steps.speed * steps.period), 5),
            "cadence": round(120 / steps.period, 3),
            "height": round(float(body.measures["height"]), 4),
            "finish": asdict(finish),
            "garments": [dict(d.facts) for d in draped],
        }
        names = ("stand", "walk") if isinstance(self.drape, Worn) else ("stand",)
        shown = {name: self.clips[name] for name in names}
        data = packed(body, shown, hidden, skin_light, draped, facts, body_material(finish))
        self.seconds["write"] = process_time() - began
        return data

    def _frames(self) -> tuple[Array, Array]:
        """Cloth (F, n, 3) and body (F, nb, 3) of the walk, if there is one, and last as it stands."""
        if isinstance(self.drape, Worn):
            loop = self.drape.loop.frames
            return np.concatenate([loop, self.drape.settled[None]]), np.concatenate(
                [self.drape.body, self.drape.settled_body[None]]
            )
        return self.drape.settled[None], self.drape.settled_body[None]


def wear(
    spec: LookSpec,
    body: str | Measurements | Body | None = None,
    size: str | None = None,
    quality: str = "preview",
    progress: Progress | None = None,
    chart: str | None = None,
    walks: bool | None = None,
) -> Tried:
    """A look in a size on a body, all of it in memory.

    body: who wears it, the look's own wearer without one; size: "XS" to "3XL" or "made" for all garments, as the look
    says without one; chart: whose sizes these are, that of the look's own wearer without one; quality: of GRADES;
    walks: whether it walks as well, without it if it has no more than WALKING garments; progress(step, share): steps
    draft, settle, walk.
    Raises UserError for a look, a size or measures that cannot be.
    """
    if size is not None and size not in (*SIZES, MADE):
        raise UserError(f'There is no size "{size}"; choose {", ".join(SIZES)}, or made to measure: {MADE}.')
    if quality not in GRADES:
        raise UserError(f'There is no quality "{quality}"; choose one of {", ".join(GRADES)}.')
    if chart is not None and chart not in CHARTS:
        raise UserError(f'There is no size chart "{chart}"; choose {" or ".join(CHARTS)}.')
    said = progress or (lambda step, share: None)
    began = process_time()
    who = wearer(spec.body if body is None else body)
    asked = replace(spec, garments=tuple(replace(g, size=size or g.size) for g in spec.garments))
    careful = GRADES[quality]
    garments = sewn(asked, who, careful.resolution, careful.rough, chart or CHART[wearer(spec.body).sex])
    goes = len(garments) <= WALKING if walks is None else walks
    if quality == "preview" and not goes:
        careful = replace(careful, frames=replace(careful.frames, rest=STAYS))
    able = clips(who, names=("walk", "stand", "go", "stop") if goes else ("walk", "stand"))
    drafted = process_time()
    said("draft", 1.0)
    dresser = Dresser(who, able, careful, spec.seed, said)
    pieces, fabrics = _pieces(garments)
    drape: Hung | Worn = _walked(dresser, dresser.wear(pieces, fabrics)) if goes else dresser.hang(pieces, fabrics)
    felt = feel(drape.cloth, drape.settled, drape.settled_body, who.mannequin.triangles)
    seconds = {"draft": drafted - began, "drape": process_time() - drafted}
    return Tried(asked, who, tuple(garments), able, drape, felt, seconds)


def _walked(dresser: Dresser, worn: Worn) -> Worn:
    """The same, standing as it comes to rest out of the walk: what was only put on may be rolled or thrown out."""
    halt = dresser.halt(worn)
    return replace(worn, settled=halt.still.positions, settled_body=halt.body)


def _pieces(garments: Sequence[Made]) -> tuple[list[Any], list[Any]]:
    return [g.sewn for g in garments], [g.fabric for g in garments]
