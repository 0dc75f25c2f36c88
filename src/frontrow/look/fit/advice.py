"""Which size to take, and why: the same rules, step by step, as `client/fitting/advice.ts` has them.

What they decide is held by draping: see docs/decisions/024.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import floor
from typing import Any

from frontrow.look.fit.ease import GarmentFit, eases

# metres of ease that a body needs to breathe, sit and lift its arms in cloth that does not give (chosen, as blocks for
# close-fitting garments are cut: Aldrich, Metric Pattern Cutting for Women's Wear, 2015, allows 2 to 4 cm in all)
NEED = {"bust": 0.02, "waist": 0.01, "hips": 0.02, "shoulder": -0.015}
CLOSER = 0.02  # metres under the ease that is meant, from which a garment sits closer than it was drawn
SLACK, SHARE = 0.04, 0.3  # metres over it, or this share of it, from which it sits looser
LARGE = 2.5  # times so much, from which it is too large
LENGTH = 0.03  # metres shorter or longer than meant
TIGHT = 2.0  # how much more a miss counts on the tight side
WEIGHT = {"bust": 1.0, "waist": 1.0, "hips": 1.0, "shoulder": 0.5}


@dataclass(frozen=True)
class Ease:
    """A garment on a body at one place, metres: what is there, what is meant, the least that does not pull; verdict:
    "pulls", "close", "right", "loose" or "large", of a length "short", "right" or "long"."""

    garment: str
    place: str
    ease: float
    design: float
    least: float
    verdict: str


@dataclass(frozen=True)
class Fact:
    """One reason: "ease" (so much is there), "pulls" (so much lacks), "close" (so much less than meant) or "large" (so
    much too much), in a size, at a place of a garment; cm to the half centimetre."""

    kind: str
    size: str
    garment: str
    place: str
    cm: float


@dataclass(frozen=True)
class Advice:
    """size: the best there is; outcome: "fits", "large" (nothing pulls, but something is too wide), or "none" (even
    the best size pulls); apart: garment -> the size that it would be taken in alone; table: size -> all eases; reason:
    facts, the weightiest first."""

    size: str
    outcome: str
    apart: Mapping[str, str]
    reason: tuple[Fact, ...]
    table: Mapping[str, tuple[Ease, ...]]

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


def advice(garments: Sequence[GarmentFit], body: Mapping[str, float]) -> Advice:
    """The size of a look for a body's measures (metres; of bust, waist, hips, shoulder, nape_height and waist_height
    those that are known).

    The smallest pull wins, then the least miss of the ease that is meant. Raises ValueError without a garment.
    """
    sizes = list(garments[0].finished)
    table = {size: tuple(e for g in garments for e in judged(g, size, body)) for size in sizes}
    best = _best(sizes, table)
    apart = {g.name: _best(sizes, {s: [e for e in table[s] if e.garment == g.name] for s in sizes}) for g in garments}
    pulls = [e for e in table[best] if e.verdict == "pulls"]
    large = [e for e in table[best] if e.verdict == "large"]
    outcome = "none" if pulls else "large" if large else "fits"
    return Advice(best, outcome, apart, _reason(table, sizes, best), table)


def _best(sizes: Sequence[str], table: Mapping[str, Sequence[Ease]]) -> str:
    return min(sizes, key=lambda size: (lack(table[size]), miss(table[size]), sizes.index(size)))


def judged(garment: GarmentFit, size: str, body: Mapping[str, float]) -> list[Ease]:
    """A garment in one size on a body, place by place."""
    out = []
    design = garment.design[size]
    for place, ease in eases(garment.finished[size], body, garment.hangs, garment.reach).items():
        meant = design[place]
        if place == "length":
            verdict = "short" if ease < -LENGTH else "long" if ease > LENGTH else "right"
            out.append(Ease(garment.name, place, ease, meant, -LENGTH, verdict))
            continue
        give = garment.stretch.get(place, 0.0) * garment.finished[size][place]
        least = min(NEED[place] - give, meant)
        out.append(Ease(garment.name, place, ease, meant, least, _verdict(ease, meant, least)))
    return out


def _verdict(ease: float, meant: float, least: float) -> str:
    if millimetres(ease) < millimetres(least):
        return "pulls"
    if ease < meant - CLOSER:
        return "close"
    over = (ease - meant) / slack(meant)
    return "large" if over > LARGE else "loose" if over > 1 else "right"


def slack(meant: float) -> float:
    """Metres over the ease that is meant which still sit as they should."""
    return max(SLACK, SHARE * meant)


def millimetres(metres: float) -> int:
    """Whole millimetres, halves up: what a tape tells apart."""
    return floor(1000 * metres + 0.5)


def lack(judgement: Sequence[Ease]) -> int:
    """Millimetres that a size lacks, all places together."""
    return sum(max(millimetres(e.least) - millimetres(e.ease), 0) for e in judgement if e.place != "length")


def miss(judgement: Sequence[Ease]) -> int:
    """How far a size is from what is meant, in thousandths of the square of a slack."""
    total = 0.0
    for e in judgement:
        if e.place in WEIGHT:
            off = (e.ease - e.design) / slack(e.design)
            total += WEIGHT[e.place] * (TIGHT if off < 0 else 1.0) * off * off
    return floor(1000 * total + 0.5)


def _reason(table: Mapping[str, Sequence[Ease]], sizes: Sequence[str], best: str) -> tuple[Fact, ...]:
    here = [e for e in table[best] if e.place in WEIGHT]
    pulls = [_fact("pulls", best, e, e.least - e.ease) for e in here if e.verdict == "pulls"]
    large = [_fact("large", best, e, e.ease - e.design) for e in here if e.verdict == "large"]
    if pulls:
        return tuple(_largest(pulls)[:2])
    girths = [e for e in here if e.place != "shoulder"] or here
    closest = min(girths, key=lambda e: (millimetres(e.ease - e.least), girths.index(e)))
    found = [_fact("ease", best, closest, closest.ease)]
    if sizes.index(best):
        below = sizes[sizes.index(best) - 1]
        there = [e for e in table[below] if e.place in WEIGHT]
        tight = [_fact("pulls", below, e, e.least - e.ease) for e in there if e.verdict == "pulls"]
        close = [_fact("close", below, e, e.design - e.ease) for e in there if e.verdict == "close"]
        found += (_largest(tight) or _largest(close))[:1]
    return (*found, *_largest(large)[:1])


def _largest(facts: Sequence[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda f: -f.cm)


def _fact(kind: str, size: str, e: Ease, metres: float) -> Fact:
    half = floor(200 * metres + 0.5) / 2
    return Fact(kind, size, e.garment, e.place, max(half, 0.5) if kind == "pulls" else half)
