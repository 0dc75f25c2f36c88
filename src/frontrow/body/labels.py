"""The size on a label, in five systems, as the measures that it is made for and the size of our charts next to it.

No law fixes what a label means, and makers differ by a size and more; these are the figures of the standards that the
systems are named after. What a standard leaves open is left open here too, for `fit` to complete.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from frontrow.body.charts import CHARTS, SIZES
from frontrow.body.measurements import LIMITS, Measurements
from frontrow.errors import UserError

SYSTEMS = ("EU", "UK", "US", "JP", "CN")
INCH = 0.0254

SOURCES = {
    "women/EU": "Germany: the size is half the bust less 6, at a stature of 168 cm; waist and hips of the trade's "
    "tables (DOB, 1994). BSI, press notice of 11 March 2002: 88-72-96 is a 38.",
    "women/UK": "BS 3666:1982, middle of the ranges of bust and hips. BSI, press notice of 11 March 2002: 88-72-96 "
    "is a 12.",
    "women/US": "ASTM D5585-11e1, table 1: bust and waist of the straight figure; the hips are left open.",
    "women/JP": "JIS L 4005:2001, figure A, stature R (158 cm): bust and hips; the waist goes with age, left open.",
    "women/CN": "GB/T 1335.2-2008, figure A, series 5·4: stature and bust on the label, waist 16 cm less than the "
    "bust, hips 90 cm at 160/84A and 3.6 cm a size.",
    "men/EU": "The size is half the chest in centimetres; drop 6 of the trade: the waist is 12 cm less.",
    "men/UK": "The size is the chest in inches; the waist is 6 inches less.",
    "men/US": "The size is the chest in inches; the waist is 6 inches less.",
    "men/JP": "JIS L 4004:2001, figure A: chest on the label, waist 12 cm less, the last figure is the stature: 5 for "
    "170 cm, 5 cm a step.",
    "men/CN": "GB/T 1335.1-2008, figure A, series 5·4: stature and chest on the label, waist 14 cm less, "
    "hips 90 cm at 170/88A and 3.2 cm a size.",
}


@dataclass(frozen=True)
class Label:
    """A size on a label and who it is made for, metres; None where its standard does not say."""

    chart: str
    system: str
    name: str
    bust: float
    waist: float | None = None
    hips: float | None = None
    height: float | None = None

    @property
    def size(self) -> str:
        """The size of our chart whose girths are nearest."""
        _, _, lines = CHARTS[self.chart]
        girths = (self.bust, self.waist, self.hips)
        misses = [sum((a - b) ** 2 for a, b in zip(line, girths, strict=True) if b is not None) for line in lines]
        return SIZES[misses.index(min(misses))]

    def measurements(self, height: float | None = None) -> Measurements:
        """The wearer of the label; her own height, else the label's, else the chart's. Raises UserError for a height
        outside the adult range."""
        sex, stature, _ = CHARTS[self.chart]
        asked = Measurements(sex, height or self.height or stature, self.bust, self.waist, self.hips)
        asked.targets()
        return asked


def _women() -> list[Label]:
    out = []
    eu = ((34, 80, 65, 90), (36, 84, 68, 94), (38, 88, 72, 97), (40, 92, 76, 100), (42, 96, 80, 103),
          (44, 100, 84, 106), (46, 104, 88, 109), (48, 110, 94.5, 114), (50, 116, 101, 119), (52, 122, 107.5, 124),
          (54, 128, 114, 129))  # fmt: skip
    out += [Label("women", "EU", f"{n}", b / 100, w / 100, h / 100, 1.68) for n, b, w, h in eu]
    uk = ((8, 80, 85), (10, 84, 89), (12, 88, 93), (14, 92, 97), (16, 97, 102), (18, 102, 107), (20, 107, 112),
          (22, 112, 117), (24, 117, 122), (26, 122, 127), (28, 127, 132))  # fmt: skip
    out += [Label("women", "UK", f"{n}", b / 100, None, h / 100) for n, b, h in uk]
    us = (("00", 31.125, 25.375), ("0", 31.75, 26.125), ("2", 33, 26.875), ("4", 34.125, 27.625), ("6", 35.25, 28.5),
          ("8", 36.25, 29.5), ("10", 37.25, 30.5), ("12", 38.75, 32.25), ("14", 40.375, 34), ("16", 42.125, 36),
          ("18", 44, 38.25), ("20", 46, 40.5))  # fmt: skip
    out += [Label("women", "US", n, round(b * INCH, 4), round(w * INCH, 4)) for n, b, w in us]
    jp = ((3, 74, 85), (5, 77, 87), (7, 80, 89), (9, 83, 91), (11, 86, 93), (13, 89, 95), (15, 92, 97), (17, 96, 99),
          (19, 100, 101), (21, 104, 103))  # fmt: skip
    out += [Label("women", "JP", f"{n}", b / 100, None, h / 100, 1.58) for n, b, h in jp]
    for k in range(-2, 7):
        height, bust, hips = min(160 + 5 * k, 180), 84 + 4 * k, 90 + 3.6 * k
        out.append(
            Label("women", "CN", f"{height}/{bust}A", bust / 100, (bust - 16) / 100, round(hips / 100, 4), height / 100)
        )
    return out


def _men() -> list[Label]:
    out = [Label("men", "EU", f"{n}", n * 2 / 100, (n * 2 - 12) / 100) for n in range(42, 66, 2)]
    for system in ("UK", "US"):
        out += [
            Label("men", system, f"{n}", round(n * INCH, 4), round((n - 6) * INCH, 4)) for n in (*range(34, 50, 2), 50)
        ]
    for chest, number in ((84, 3), (86, 3), (88, 4), (90, 4), (92, 5), (94, 5), (96, 6), (98, 6), (100, 7), (102, 7),
                          (104, 8), (106, 8)):  # fmt: skip
        label = Label("men", "JP", f"{chest}A{number}", chest / 100, (chest - 12) / 100, None, (145 + 5 * number) / 100)
        out.append(label)
    for k in range(-3, 8):
        height, chest, hips = min(170 + 5 * k, 190), 88 + 4 * k, 90 + 3.2 * k
        out.append(
            Label(
                "men", "CN", f"{height}/{chest}A", chest / 100, (chest - 14) / 100, round(hips / 100, 4), height / 100
            )
        )
    return out


@cache
def labels() -> tuple[Label, ...]:
    """All labels, women's and men's, system by system, the smallest first."""
    return (*_women(), *_men())


def label(chart: str, system: str, name: str) -> Label:
    """One label, such as ("women", "EU", "38"). Raises UserError when it is not known."""
    if chart not in CHARTS:
        raise UserError(f'There is no size chart "{chart}": choose one of {", ".join(CHARTS)}.')
    if system not in SYSTEMS:
        raise UserError(f'There is no size system "{system}": choose one of {", ".join(SYSTEMS)}.')
    mine = [one for one in labels() if (one.chart, one.system) == (chart, system)]
    for one in mine:
        if one.name == name:
            return one
    raise UserError(f'There is no {system} size "{name}" for {chart}: choose one of {", ".join(x.name for x in mine)}.')


def size_table() -> dict[str, Any]:
    """Charts and labels as plain JSON values, metres: what a page needs to begin from a label, with the sources."""
    charts = {
        chart: {
            "sex": sex,
            "height": height,
            "sizes": {
                size: dict(zip(("bust", "waist", "hips"), line, strict=True))
                for size, line in zip(SIZES, lines, strict=True)
            },
        }
        for chart, (sex, height, lines) in CHARTS.items()
    }
    table: dict[str, dict[str, list[dict[str, Any]]]] = {chart: {s: [] for s in SYSTEMS} for chart in CHARTS}
    for one in labels():
        given = {k: getattr(one, k) for k in ("bust", "waist", "hips", "height") if getattr(one, k) is not None}
        table[one.chart][one.system].append({"label": one.name, "size": one.size, **given})
    limits = {name: list(LIMITS[name]) for name in LIMITS}
    return {"sizes": list(SIZES), "charts": charts, "labels": table, "sources": SOURCES, "limits": limits}
