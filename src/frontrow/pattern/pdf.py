"""Patterns on paper at full size: a PDF page each, as large as its pieces need, for a print shop or a plotter."""

import zlib

import numpy as np
from numpy.typing import NDArray

from frontrow.errors import UserError
from frontrow.pattern.flat import Draft
from frontrow.pattern.pieces import CutPiece, cut_pieces, laid_out

Array = NDArray[np.float64]
POINT = 72 / 0.0254  # points a metre
LARGEST = 14_400  # points: the longest page that PDF readers promise (ISO 32000-1, annex C.2)
SQUARE = 0.05  # metres: a square to measure, which shows that nothing was scaled
FOOT = 0.1  # metres of paper for it below the pieces


def pdf(*drafts: Draft) -> bytes:
    """A PDF document, a page a draft, at full size. Raises UserError when a page cannot be so large."""
    return _document([_page(draft) for draft in drafts])


def _page(draft: Draft) -> tuple[bytes, float, float]:
    """What is drawn on a draft's page, and the page's width and height in points."""
    pieces = cut_pieces(draft)
    shifts, (wide, tall) = laid_out(pieces)
    width, height = wide * POINT, (tall + FOOT) * POINT
    if max(width, height) > LARGEST:
        raise UserError(f"{draft.pattern.title} needs a sheet of {wide:.1f} m; PDF pages end at 5.08 m.")
    drawn = [_piece(piece, shift + np.array([0.0, FOOT])) for piece, shift in zip(pieces, shifts, strict=True)]
    foot = _square() + _text(
        f"{draft.pattern.title} - at full size, no seam allowance; the square is 5 cm", np.array([0.1, 0.03]), 12
    )
    return "\n".join([*drawn, foot]).encode("ascii"), width, height


def _piece(piece: CutPiece, shift: Array) -> str:
    middle = piece.outline.mean(axis=0) + shift
    cut = f"cut {piece.quantity}" + (", mirrored pair" if piece.mirrored else "")
    parts = ["1 w", _path(piece.outline + shift, closed=True), "0.5 w"]
    parts += [_path(mark + shift) for mark in piece.marks]
    parts += [_path(piece.grain + shift), _head(piece.grain + shift)]
    parts += [_path(spot + shift + SPOT, closed=True) for spot in piece.drills]
    return "\n".join([*parts, _text(f"{piece.name.replace('_', ' ')} - {cut}", middle + np.array([0.01, 0.0]), 14)])


SPOT = np.array([[0.003, 0.0], [0.0, 0.003], [-0.003, 0.0], [0.0, -0.003]])


def _head(grain: Array) -> str:
    """The arrow's head at the upper end of a grain line."""
    along = (grain[1] - grain[0]) / np.linalg.norm(grain[1] - grain[0])
    across = np.array([-along[1], along[0]])
    sides = [grain[1] - 0.015 * along + side * 0.008 * across for side in (1, -1)]
    return _path(np.stack([sides[0], grain[1], sides[1]]))


def _path(points: Array, closed: bool = False) -> str:
    spots = [f"{x:.2f} {y:.2f}" for x, y in points * POINT]
    return f"{spots[0]} m " + " ".join(f"{spot} l" for spot in spots[1:]) + (" s" if closed else " S")


def _square() -> str:
    return f"1 w {0.03 * POINT:.2f} {0.025 * POINT:.2f} {SQUARE * POINT:.2f} {SQUARE * POINT:.2f} re S"


def _text(words: str, at: Array, size: int) -> str:
    plain = " ".join(words.encode("ascii", "replace").decode().split())
    safe = plain.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F1 {size} Tf {at[0] * POINT:.2f} {at[1] * POINT:.2f} Td ({safe}) Tj ET"


def _document(pages: list[tuple[bytes, float, float]]) -> bytes:
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for content, width, height in pages:
        packed = zlib.compress(content, 9)
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.2f} {height:.2f}] "
            f"/Contents {len(objects) + 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed)
        objects += [page.encode(), stream]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
