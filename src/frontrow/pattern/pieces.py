"""What a cutter needs of a draft: whole pieces, how often each is cut, and what is drawn on them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontrow.pattern.flat import Draft, FlatPanel
from frontrow.pattern.seams import outward

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CutPiece:
    """One piece as it is cut, seen from the right side of the cloth; metres, without seam allowance.

    outline: (k, 2), counter-clockwise, not closed; darts are not cut out, their legs are among `marks`: lines (k, 2)
    drawn inside. grain: (2, 2), along the warp. drills: (k, 2), where buttons are sewn. mirrored: every second one is
    cut mirrored.
    """

    name: str
    quantity: int
    mirrored: bool
    outline: Array
    marks: tuple[Array, ...]
    grain: Array
    drills: Array


def cut_pieces(draft: Draft) -> list[CutPiece]:
    """The pieces of a draft; a panel on the fold is one whole piece, of a pair the left one is drawn."""
    return [_piece(panel) for panel in draft.panels.values()]


def _piece(panel: FlatPanel) -> CutPiece:
    turn = np.array([float(outward(panel.place)), 1.0])
    fold = panel.cut == "fold"
    walk: list[Array] = []
    marks: list[Array] = []
    for piece in panel.pieces:
        line = piece.line * turn
        if fold and np.abs(line[:, 0]).max() < 1e-6:
            continue
        (marks if piece.dart else walk).append(line)
    marks += [each.line * turn for each in panel.folds]
    drills = panel.buttons.reshape(-1, 2) * turn
    outline = np.vstack(walk) if not fold else _unfolded(walk)
    if fold:
        marks += [line * [-1.0, 1.0] for line in list(marks)]
        drills = np.vstack([drills, drills * [-1.0, 1.0]])
    outline = _once(outline)
    if _signed_area(outline) < 0:
        outline = outline[::-1]
    middle = np.array([0.0 if fold else outline[:, 0].mean(), (outline[:, 1].min() + outline[:, 1].max()) / 2])
    along = np.array([np.sin(panel.grain), np.cos(panel.grain)]) * 0.3 * np.ptp(outline[:, 1])
    pair = panel.cut == "pair"
    grain = np.stack([middle - along, middle + along])
    quantity = (2 if pair else 1) * panel.layers
    return CutPiece(panel.name, quantity, pair, outline, tuple(marks), grain, drills)


def _unfolded(walk: list[Array]) -> Array:
    """The whole outline of a panel on the fold: its half, begun where it leaves the fold, and the half's mirror."""
    joined = np.vstack(walk)
    on_fold = np.abs(joined[:, 0]) < 1e-6
    gaps = np.flatnonzero(on_fold & np.roll(on_fold, 1))
    half = np.roll(joined, -int(gaps[0]), axis=0) if gaps.size else joined
    return np.vstack([half, (half * [-1.0, 1.0])[::-1]])


def _once(outline: Array) -> Array:
    """Without points that repeat the one before."""
    apart = np.linalg.norm(outline - np.roll(outline, 1, axis=0), axis=1) > 1e-6
    return outline[apart]


def _signed_area(outline: Array) -> float:
    x, y = outline.T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2


def laid_out(pieces: list[CutPiece], gap: float = 0.03) -> tuple[list[Array], tuple[float, float]]:
    """Where each piece goes on one sheet, side by side: its shift (2,), and the sheet's width and height, metres."""
    shifts, x = [], gap
    tall = max(float(np.ptp(piece.outline[:, 1])) for piece in pieces)
    for piece in pieces:
        low = piece.outline.min(axis=0)
        shifts.append(np.array([x, gap]) - low)
        x += float(np.ptp(piece.outline[:, 0])) + gap
    return shifts, (x, tall + 2 * gap)
