"""A pattern leaves the house at full size: for a cutting room (DXF) and on paper (PDF)."""

import itertools
import re
import zlib
from pathlib import Path

import numpy as np
import pytest

from frontrow.body import size_body
from frontrow.pattern import Draft, draft, dxf, load, pdf
from frontrow.pattern.pieces import cut_pieces, laid_out

PATTERNS = Path(__file__).parents[2] / "season" / "patterns"


@pytest.fixture(scope="module", params=["trousers", "dress", "coat"])
def drawn(request: pytest.FixtureRequest) -> Draft:
    return draft(load(PATTERNS / f"{request.param}.yaml"), size_body("women", "M").measures)


def area(outline: np.ndarray) -> float:
    x, y = outline.T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2


def groups(document: str) -> list[tuple[int, str]]:
    lines = document.splitlines()
    return [(int(code), value) for code, value in zip(lines[::2], lines[1::2], strict=True)]


def test_pieces_are_whole_and_have_the_cloth_of_the_draft(drawn: Draft) -> None:
    for piece, panel in zip(cut_pieces(drawn), drawn.panels.values(), strict=True):
        one = panel.area / (2 if panel.cut == "pair" else 1)
        # A dart's mouth is bridged and not cut out: the piece has the cloth of the dart besides its panel's.
        legs = [np.vstack([panel.pieces[i].line, panel.pieces[j].line]) for _, i, j in panel.darts]
        taken = sum(abs(area(leg)) for leg in legs) * (2 if panel.cut == "fold" else 1)
        assert area(piece.outline) == pytest.approx(one + taken, rel=1e-6)
        assert piece.quantity == (2 if panel.cut == "pair" else 1) * panel.layers
        if panel.cut == "fold":
            assert np.abs(piece.outline[:, 0].min() + piece.outline[:, 0].max()) < 1e-9


def test_darts_are_drawn_and_not_cut(drawn: Draft) -> None:
    for piece, panel in zip(cut_pieces(drawn), drawn.panels.values(), strict=True):
        legs = 2 * len(panel.darts) * (2 if panel.cut == "fold" else 1)
        folds = len(panel.folds) * (2 if panel.cut == "fold" else 1)
        assert len(piece.marks) == legs + folds


def test_pieces_do_not_lie_on_each_other(drawn: Draft) -> None:
    pieces = cut_pieces(drawn)
    shifts, (wide, tall) = laid_out(pieces)
    boxes = [(piece.outline + shift) for piece, shift in zip(pieces, shifts, strict=True)]
    for left, right in itertools.pairwise(boxes):
        assert left[:, 0].max() < right[:, 0].min()
    assert all((box >= 0).all() and (box <= [wide, tall]).all() for box in boxes)


def test_the_dxf_has_a_block_a_piece_in_millimetres_on_the_layers_of_the_trade(drawn: Draft) -> None:
    codes = groups(dxf(drawn))
    assert codes[0] == (0, "SECTION") and codes[-1] == (0, "EOF")
    assert sum(code == (0, "BLOCK") for code in codes) == len(drawn.panels)
    assert sum(code == (0, "INSERT") for code in codes) == len(drawn.panels)
    first = cut_pieces(drawn)[0]
    begins = codes.index((0, "VERTEX"))
    spots = dict(codes[begins : begins + 5])
    assert spots[8] == "1"
    assert np.allclose([float(spots[10]), float(spots[20])], first.outline[0] * 1000, atol=0.001)
    assert {value for code, value in codes if code == 8} <= {"1", "7", "8", "13", "15"}


def test_the_pdf_page_is_at_full_size(drawn: Draft) -> None:
    document = pdf(drawn)
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", document)
    assert box
    _, (wide, _tall) = laid_out(cut_pieces(drawn))
    assert float(box[1]) == pytest.approx(wide / 0.0254 * 72, abs=0.01)
    packed = document.split(b"stream\n")[1].split(b"\nendstream")[0]
    content = zlib.decompress(packed).decode()
    side = 0.05 / 0.0254 * 72
    assert f"{side:.2f} {side:.2f} re S" in content
    start = int(document.rsplit(b"startxref\n", 1)[1].split()[0])
    assert document[start : start + 4] == b"xref"
    for number, place in enumerate(re.findall(rb"(\d{10}) 00000 n", document), 1):
        assert document[int(place) :].startswith(b"%d 0 obj" % number)


def test_a_title_cannot_break_out_of_the_documents() -> None:
    from dataclasses import replace

    pattern = load(PATTERNS / "tshirt.yaml")
    odd = draft(replace(pattern, title="a) Tj (b\n0\nEOF\n服"), size_body("women", "M").measures)
    content = zlib.decompress(pdf(odd).split(b"stream\n")[1].split(b"\nendstream")[0]).decode()
    assert "(a\\) Tj \\(b 0 EOF ?" in content
