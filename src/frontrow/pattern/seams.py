"""Which stretch of outline is sewn to which, in which direction, and with how many stitches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from frontrow.pattern.errors import PatternError
from frontrow.pattern.flat import Draft, FlatPanel
from frontrow.pattern.model import Place, Seam

Array = NDArray[np.float64]
Step = tuple[str, int, bool]  # panel, piece, walked counter-clockwise
SLACK = 0.003  # metres by which two edges may always differ


@dataclass(frozen=True)
class Run:
    """Two sides of a seam, walked together. `mirrored`: the left copy of `a` is sewn to its own right
    copy; `turned`: one side lies folded back over the other, as a lapel does."""

    name: str
    a: tuple[Step, ...]
    b: tuple[Step, ...]
    mirrored: bool = False
    turned: bool = False


def outward(place: Place) -> int:
    """1 when the panel's drawn side faces out on the left half of the body as drawn, -1 when it is turned over:
    drawn from the back to the front, or, on an arm, from its back over the top."""
    backwards = place.span[1] < place.span[0]
    return -1 if backwards != (place.on == "arm") else 1


def runs(draft: Draft) -> list[Run]:
    """All seams and darts of a draft. Raises PatternError when the sides of a seam do not match."""
    found = []
    for seam, ease in draft.seams:
        run = _run(draft, seam)
        _match(draft, seam, ease, run)
        found.append(run)
    for panel in draft.panels.values():
        for name, first, second in panel.darts:
            legs = ((panel.name, first, True),), ((panel.name, second, False),)
            found.append(Run(f"{panel.name} dart {name}", *legs))
    sewn: dict[tuple[str, int], str] = {}
    for run in found:
        sides = (run.a,) if run.mirrored else (run.a, run.b)
        for panel_name, piece, _ in (step for side in sides for step in side):
            if (panel_name, piece) in sewn:
                edge = draft.panels[panel_name].pieces[piece].edge
                raise PatternError(
                    f"{draft.pattern.file}: panel {panel_name}, edge {edge} is sewn twice, in seams "
                    f"{sewn[panel_name, piece]} and {run.name}; split the edge."
                )
            sewn[panel_name, piece] = run.name
    return found


def _edges(side: Sequence[str]) -> list[tuple[str, str]]:
    return [(item.split(".")[0], item.split(".")[1]) for item in side]


def _steps(draft: Draft, side: Sequence[str], way: int) -> tuple[Step, ...]:
    steps: list[Step] = []
    for panel_name, edge in _edges(side):
        panel = draft.panels[panel_name]
        forward = outward(panel.place) == way
        pieces = panel.run(edge)
        steps += [(panel_name, i, forward) for i in (pieces if forward else pieces[::-1])]
    return tuple(steps)


def _run(draft: Draft, seam: Seam) -> Run:
    if seam.join == seam.to:
        steps = _steps(draft, seam.join, 1)
        return Run(seam.name, steps, steps, mirrored=True)
    turned = _over(draft, seam.join) != _over(draft, seam.to)
    other = 1 if turned else -1  # panels side by side go opposite ways along a seam
    ways = [(_steps(draft, seam.join, way), _steps(draft, seam.to, other * way)) for way in (1, -1)]
    for steps in ways[0]:
        if not steps:
            raise PatternError(f"{draft.pattern.file}: seam {seam.name} joins an edge that has no length.")
    best = max(ways, key=lambda sides: sum(_unbroken(draft, side) for side in sides))
    return Run(seam.name, *best, turned=turned)


def _over(draft: Draft, side: Sequence[str]) -> bool:
    return any(draft.panels[panel].place.over for panel, _ in _edges(side))


def _ends(panel: FlatPanel, step: Step) -> tuple[Array, Array]:
    line = panel.pieces[step[1]].line
    return (line[0], line[-1]) if step[2] else (line[-1], line[0])


def _unbroken(draft: Draft, side: Sequence[Step]) -> int:
    """How many joins between consecutive pieces of a side are real: the same corner, a dart, a pleat,
    or another seam."""
    good = 0
    for before, after in pairwise(side):
        one, two = draft.panels[before[0]], draft.panels[after[0]]
        end, start = _ends(one, before)[1], _ends(two, after)[0]
        if one is two:
            low, high = sorted((before[1], after[1]))
            closed = all(piece.dart or piece.pleat for piece in one.pieces[low + 1 : high])
            good += bool(np.linalg.norm(end - start) < 1e-6 or (closed and high > low + 1))
        else:
            good += any(_joined(draft, seam, (one, end), (two, start)) for seam, _ in draft.seams)
    return good


def _joined(draft: Draft, seam: Seam, one: tuple[FlatPanel, Array], two: tuple[FlatPanel, Array]) -> bool:
    for near, far in ((seam.join, seam.to), (seam.to, seam.join)):
        if _touches(draft, near, *one) and _touches(draft, far, *two):
            return True
    return False


def _touches(draft: Draft, side: Sequence[str], panel: FlatPanel, corner: Array) -> bool:
    for panel_name, edge in _edges(side):
        if panel_name == panel.name:
            for i in panel.run(edge):
                line = panel.pieces[i].line
                if min(np.linalg.norm(line[0] - corner), np.linalg.norm(line[-1] - corner)) < 1e-6:
                    return True
    return False


def _length(draft: Draft, side: Sequence[Step]) -> Array:
    return np.array([draft.panels[panel].pieces[piece].length for panel, piece, _ in side])


def _match(draft: Draft, seam: Seam, ease: float, run: Run) -> None:
    a, b = float(_length(draft, run.a).sum()), float(_length(draft, run.b).sum())
    if run.mirrored or abs(a - b) <= max(SLACK, ease * min(a, b)):
        return
    sides = " + ".join(seam.join), " + ".join(seam.to)
    raise PatternError(
        f"{draft.pattern.file}: seam {seam.name}: {sides[0]} is {a * 100:.1f} cm and {sides[1]} is "
        f"{b * 100:.1f} cm, {abs(a - b) * 100:.1f} cm apart where {ease:.1%} of ease is allowed; "
        f"make them match or write `ease: {np.ceil(abs(a - b) / min(a, b) * 100):.0f}`."
    )


def stitches(draft: Draft, sewn: Sequence[Run], h: float) -> Mapping[tuple[str, int], Array]:
    """(panel, piece) -> fractions of the piece's length, 0 to 1, counter-clockwise, where vertices go; both
    sides of a seam get the same number, about h metres apart."""
    cuts: dict[tuple[str, int], Array] = {}
    for run in sewn:
        if run.mirrored:
            continue
        for key, fractions in _together(draft, run, h).items():
            cuts[key] = fractions
    for panel in draft.panels.values():
        for i, piece in enumerate(panel.pieces):
            if (panel.name, i) not in cuts:
                cuts[panel.name, i] = np.linspace(0, 1, max(1, round(piece.length / h)) + 1)
    return cuts


def _together(draft: Draft, run: Run, h: float) -> dict[tuple[str, int], Array]:
    lengths = _length(draft, run.a), _length(draft, run.b)
    totals = lengths[0].sum(), lengths[1].sum()
    joints = [np.cumsum(part)[:-1] / total for part, total in zip(lengths, totals, strict=True)]
    near = 0.75 * h / min(totals)
    pairs = [(0.0, 0.0), (1.0, 1.0)]
    free = [list(joints[0]), list(joints[1])]
    for fa in joints[0]:
        match = [fb for fb in free[1] if abs(fb - fa) < near]
        if match:
            fb = min(match, key=lambda f: abs(f - fa))
            pairs.append((float(fa), float(fb)))
            free[0].remove(fa)
            free[1].remove(fb)
    pairs.sort()
    anchors = np.array(pairs)
    pairs += [(float(f), float(np.interp(f, anchors[:, 0], anchors[:, 1]))) for f in free[0]]
    pairs += [(float(np.interp(f, anchors[:, 1], anchors[:, 0])), float(f)) for f in free[1]]
    breaks = np.array(sorted(pairs))
    fractions: list[list[float]] = [[0.0], [0.0]]
    for low, high in pairwise(breaks):
        long = ((high - low) * totals).mean()
        count = max(1, round(long / h))
        for side in (0, 1):
            fractions[side] += list(np.linspace(low[side], high[side], count + 1)[1:])
    made = {}
    for side, steps in enumerate((run.a, run.b)):
        at = np.r_[0.0, joints[side], 1.0]
        all_fractions = np.array(fractions[side])
        for k, (panel, piece, forward) in enumerate(steps):
            inside = all_fractions[(all_fractions >= at[k] - 1e-9) & (all_fractions <= at[k + 1] + 1e-9)]
            local = np.clip((inside - at[k]) / (at[k + 1] - at[k]), 0, 1)
            local[0], local[-1] = 0.0, 1.0
            made[panel, piece] = local if forward else 1 - local[::-1]
    return made
