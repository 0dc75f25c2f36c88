"""A pattern for cutting rooms: DXF with the layers of AAMA/ASTM D6673, a block a piece, millimetres.

Layers (ASTM D6673-10, table 1): 1 boundary, 7 grain line, 8 internal lines, 13 drill holes, 15 text.
"""

import numpy as np
from numpy.typing import NDArray

from frontrow.pattern.flat import Draft
from frontrow.pattern.pieces import CutPiece, cut_pieces, laid_out

Array = NDArray[np.float64]
BOUNDARY, GRAIN, INTERNAL, DRILL, TEXT = "1", "7", "8", "13", "15"
HEAVY = 8  # mm, height of letters


def dxf(*drafts: Draft) -> str:
    """An ASCII DXF document (release 12) of the drafts' pieces at full size, each a block inserted side by side."""
    pieces = [piece for draft in drafts for piece in cut_pieces(draft)]
    shifts, _ = laid_out(pieces)
    blocks = [_block(piece, f"P{number}") for number, piece in enumerate(pieces)]
    inserts = [
        (0, "INSERT", 8, BOUNDARY, 2, f"P{number}", 10, shift[0] * 1000, 20, shift[1] * 1000, 30, 0)
        for number, shift in enumerate(shifts)
    ]
    parts = [
        (0, "SECTION", 2, "HEADER", 9, "$ACADVER", 1, "AC1009", 0, "ENDSEC"),
        (0, "SECTION", 2, "BLOCKS"),
        *blocks,
        (0, "ENDSEC", 0, "SECTION", 2, "ENTITIES"),
        *inserts,
        (0, "ENDSEC", 0, "EOF"),
    ]
    return "".join(_written(part) for part in parts)


def _block(piece: CutPiece, name: str) -> tuple[object, ...]:
    words = [f"Piece Name: {piece.name}", f"Quantity: {piece.quantity}", "Units: METRIC"]
    middle = piece.outline.mean(axis=0)
    inside: list[object] = []
    inside += _line(piece.outline, BOUNDARY, closed=True)
    for mark in piece.marks:
        inside += _line(mark, INTERNAL)
    inside += _line(piece.grain, GRAIN)
    for spot in piece.drills:
        inside += [0, "POINT", 8, DRILL, *_at(spot)]
    for row, text in enumerate(words):
        at = middle + np.array([0.01, -0.015 * row])
        inside += [0, "TEXT", 8, TEXT, *_at(at), 40, HEAVY, 1, _plain(text)]
    head = (0, "BLOCK", 8, BOUNDARY, 2, name, 70, 0, 10, 0, 20, 0, 30, 0, 3, name)
    return (*head, *inside, 0, "ENDBLK", 8, BOUNDARY)


def _line(points: Array, layer: str, closed: bool = False) -> list[object]:
    out: list[object] = [0, "POLYLINE", 8, layer, 66, 1, 10, 0, 20, 0, 30, 0, 70, int(closed)]
    for point in points:
        out += [0, "VERTEX", 8, layer, *_at(point)]
    return [*out, 0, "SEQEND", 8, layer]


def _at(point: Array) -> tuple[object, ...]:
    return 10, point[0] * 1000, 20, point[1] * 1000, 30, 0


def _plain(text: str) -> str:
    """Release 12 knows no Unicode, and a line break would begin another group."""
    return " ".join(text.encode("ascii", "replace").decode().split())


def _written(part: tuple[object, ...]) -> str:
    return "".join(f"{value:.3f}\n" if isinstance(value, float) else f"{value}\n" for value in part)
