"""Ease: what a finished garment has over the body place by place, what its cloth gives, and what is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from frontrow.body import CHARTS, SIZES, size_body
from frontrow.fabric import Fabric, resolve
from frontrow.look.fit.finished import GIRTHS, PLACES, Finished, finished
from frontrow.look.spec import CHART, GarmentSpec, LookSpec, wearer
from frontrow.pattern import Draft, FlatPanel, draft, load

TENSION = (
    30.0  # N/m round the body, chosen: 0.2 kPa on a radius of 15 cm, which is not felt (Denton, 1972: 6 kPa hurts)
)
MOST = 0.04  # of its length, however soft the cloth: the rest is for moving, and drapes show strain beyond it
HEIGHTS = {"neck": "nape_height", "waist": "waist_height"}  # the measure that a length hangs from


@dataclass(frozen=True)
class GarmentFit:
    """One garment of a look in every size of a chart.

    finished: size -> place -> metres; design: size -> place -> metres of ease on the chart's own body, which is what
    its maker meant; stretch: place -> share by which the cloth gives there unfelt; reach: the length as a share of the
    wearer's height at the place where it `hangs`, "neck" or "waist".
    """

    name: str
    title: str
    fabric: str
    hangs: str
    reach: float
    stretch: Mapping[str, float]
    finished: Mapping[str, Mapping[str, float]]
    design: Mapping[str, Mapping[str, float]]

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


def eases(measures: Mapping[str, float], body: Mapping[str, float], hangs: str, reach: float) -> dict[str, float]:
    """place -> metres that a garment of these finished measures has over a body's, where both are known; of the
    length, how much it is longer than meant for a body of this height."""
    out = {}
    for place in PLACES:
        if place not in measures:
            continue
        if place == "length":
            if HEIGHTS[hangs] in body:
                out[place] = measures[place] - reach * body[HEIGHTS[hangs]]
        elif place in body:
            out[place] = measures[place] - body[place]
    return out


def garment_fits(spec: LookSpec, chart: str | None = None, sizes: Sequence[str] = SIZES) -> tuple[GarmentFit, ...]:
    """Every garment of a look, measured in every size of a chart ("women", "men"; without it that of the look's own
    body). Raises UserError for a pattern or an option that cannot be drafted."""
    chart = chart or CHART[wearer(spec.body).sex]
    fits = [garment_fit(asked, chart, sizes) for asked in spec.garments]
    names = [fit.name for fit in fits]
    taken = [names[:k].count(name) for k, name in enumerate(names)]
    return tuple(replace(fit, name=f"{fit.name}-{n + 1}") if n else fit for fit, n in zip(fits, taken, strict=True))


def garment_fit(asked: GarmentSpec, chart: str, sizes: Sequence[str] = SIZES) -> GarmentFit:
    """One garment in every size of a chart, to a tenth of a millimetre, so that all who reckon with it agree."""
    pattern = load(asked.pattern)
    drafts = {size: draft(pattern, size_body(chart, size).measures, dict(asked.options)) for size in sizes}
    made = {size: finished(d) for size, d in drafts.items()}
    measures = {size: _rounded(f.measures) for size, f in made.items()}
    middle = "M" if "M" in sizes else sizes[0]
    hangs = made[middle].hangs
    reach = round(measures[middle]["length"] / size_body(chart, middle).measures[HEIGHTS[hangs]], 4)
    fabric = fabric_of(asked, drafts[middle])
    return GarmentFit(
        name=pattern.name,
        title=pattern.title,
        fabric=fabric.title,
        hangs=hangs,
        reach=reach,
        stretch=_rounded(stretch(drafts[middle], made[middle], fabric)),
        finished=measures,
        design={
            size: _rounded(eases(m, size_body(chart, size).measures, hangs, reach)) for size, m in measures.items()
        },
    )


def _rounded(metres: Mapping[str, float]) -> dict[str, float]:
    return {place: round(float(value), 4) for place, value in metres.items()}


def fabric_of(asked: GarmentSpec, made: Draft) -> Fabric:
    """The main cloth of a garment."""
    fabrics = made.pattern.fabrics
    cloth = asked.fabric or fabrics.get("main", next(iter(fabrics.values())))
    return cloth if isinstance(cloth, Fabric) else resolve(cloth, asked.pattern.parent)


def stretch(made: Draft, measured: Finished, fabric: Fabric) -> dict[str, float]:
    """place -> share by which the ring of cloth there is longer under TENSION."""
    out = {}
    for place in GIRTHS:
        if place in measured.across:
            ring = measured.across[place]
            gives = sum(length * gives_of(made.panels[name], fabric) for name, length in ring.panels)
            out[place] = gives / ring.girth
    return out


def gives_of(panel: FlatPanel, fabric: Fabric) -> float:
    """Strain of a panel across the body under TENSION: an orthotropic sheet off its axes (Jones, Mechanics of Composite
    Materials, 1999, eq. 2.97, with no Poisson effect)."""
    c, s = np.cos(panel.grain) ** 2, np.sin(panel.grain) ** 2
    soft = c * c / fabric.stretch_weft + s * s / fabric.stretch_warp + s * c / fabric.shear
    return float(min(TENSION * soft / panel.layers, MOST))


def charts() -> dict[str, dict[str, dict[str, float]]]:
    """chart -> size -> the measures of its body that `eases` asks for, metres."""
    names = ("height", *GIRTHS, "shoulder", *HEIGHTS.values())
    return {
        chart: {size: {k: round(float(size_body(chart, size).measures[k]), 4) for k in names} for size in SIZES}
        for chart in CHARTS
    }
