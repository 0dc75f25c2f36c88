"""A report as a picture: who was taken for whom, and whether it was as sure as it should have been."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from frontrow.language.classify.report import Report

IVORY, INK, GREY, HAIR, ACCENT = "#faf8f3", "#1a1815", "#8a857c", "#e3dfd5", "#9c2f24"
MARGIN, PANEL, NAMES = 56, 380, 30
NUMBERED = 26  # labels up to which each square carries its count


def draw(report: Report, path: Path, title: str) -> None:
    """Write a PNG. Rows are the truth, columns the answer; squares darken with the share of their row, in ink where
    right and in red where wrong. Labels taken for one another stand side by side."""
    met = np.flatnonzero(report.confusion.sum(axis=0) + report.confusion.sum(axis=1))
    order = [int(met[place]) for place in near(report.confusion[np.ix_(met, met)])]
    names = [_short(report.labels[place]) for place in order]
    counts = report.confusion[np.ix_(order, order)]
    cell = int(np.clip(900 // max(len(names), 1), 15, 44))
    small = _font(int(np.clip(cell - 3, 12, 15)))
    room = int(max(small.getlength(name) for name in names)) + 14
    side = cell * len(names)
    left, top = MARGIN + room, MARGIN + 92 + room
    width = max(left + side + 64 + PANEL, 900) + MARGIN
    height = max(top + side, MARGIN + 92 + 290 + PANEL) + MARGIN
    image = Image.new("RGB", (width, height), IVORY)
    pen = ImageDraw.Draw(image)
    pen.text((MARGIN, MARGIN - 12), title, INK, _font(30))
    told = f"{report.texts:,} texts held out, {len(names)} labels. Down: what they are. Across: what was said."
    pen.text((MARGIN, MARGIN + 32), told, GREY, _font(16))
    _names(image, pen, names, left, top, cell, small)
    _squares(pen, counts, left, top, cell)
    _figures(pen, report, left + side + 64, MARGIN + 92)
    _reliability(pen, report, left + side + 64, MARGIN + 92 + 290)
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, optimize=True)


def near(confusion: NDArray[np.int64]) -> list[int]:
    """An order of the labels in which those that are taken for one another are neighbours."""
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    if len(confusion) < 3:
        return list(range(len(confusion)))
    share = confusion / np.maximum(confusion.sum(axis=1, keepdims=True), 1)
    apart = 1 - np.clip(share + share.T, 0, 1)
    np.fill_diagonal(apart, 0)
    return [int(place) for place in leaves_list(linkage(squareform(apart, checks=False), "average"))]


def _names(image: Image.Image, pen: Any, names: list[str], left: int, top: int, cell: int, font: Any) -> None:
    for place, name in enumerate(names):
        middle = place * cell + cell / 2
        pen.text((left - 8, top + middle), name, INK, font, anchor="rm")
        strip = Image.new("L", (int(font.getlength(name)) + 4, cell + 6))
        ImageDraw.Draw(strip).text((0, strip.height / 2), name, 255, font, anchor="lm")
        turned = strip.rotate(90, expand=True)
        image.paste(INK, (round(left + middle - turned.width / 2), top - 8 - turned.height), turned)


def _squares(pen: Any, counts: NDArray[np.int64], left: int, top: int, cell: int) -> None:
    number = _font(int(np.clip(cell * 0.42, 9, 15)))
    share = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    side = cell * len(counts)
    for line in range(len(counts) + 1):
        if line % 5 == 0 or len(counts) <= NUMBERED:
            pen.line((left, top + line * cell, left + side, top + line * cell), HAIR)
            pen.line((left + line * cell, top, left + line * cell, top + side), HAIR)
    for row, column in np.argwhere(counts).tolist():
        strong = share[row, column] ** 0.5
        x, y = left + column * cell, top + row * cell
        fill = _mixed(INK if row == column else ACCENT, 0.10 + 0.90 * strong)
        pen.rectangle((x + 1, y + 1, x + cell - 1, y + cell - 1), fill)
        if len(counts) <= NUMBERED:
            middle = x + cell / 2, y + cell / 2
            pen.text(middle, str(counts[row, column]), IVORY if strong > 0.5 else INK, number, anchor="mm")
    pen.rectangle((left, top, left + side, top + side), outline=GREY)


def _figures(pen: Any, report: Report, left: int, top: int) -> None:
    rows = [
        ("accuracy", f"{report.accuracy:.4f}"),
        ("macro-F1", f"{report.macro_f1:.4f}"),
        ("AUC, one against the rest", "–" if report.auc is None else f"{report.auc:.4f}"),
        ("log loss", f"{report.loss:.4f}"),
        ("calibration error (ECE)", f"{report.ece:.4f}"),
    ]
    for place, (name, value) in enumerate(rows):
        y = top + place * 42
        pen.text((left, y + 14), name, GREY, _font(17), anchor="lm")
        pen.text((left + PANEL, y + 14), value, INK, _font(24), anchor="rm")
        pen.line((left, y + 36, left + PANEL, y + 36), HAIR)


def _reliability(pen: Any, report: Report, left: int, top: int) -> None:
    """How often it was right (up) when it was so sure (across); the area of a dot is its share of the texts."""
    side, base = PANEL - 40, top + PANEL
    x0, y0 = left + 40, base - 40
    pen.text((left, top - 52), "When it is so sure, how often is it right?", INK, _font(17))
    for tick in range(0, 101, 25):
        at = side * tick / 100
        pen.line((x0, y0 - at, x0 + side, y0 - at), HAIR)
        pen.text((x0 - 8, y0 - at), f"{tick}", GREY, _font(13), anchor="rm")
        pen.text((x0 + at, y0 + 16), f"{tick} %", GREY, _font(13), anchor="mm")
    pen.line((x0, y0, x0 + side, y0 - side), GREY)
    for said, right, texts in report.reliability:
        radius = 4 + 12 * (texts / report.texts) ** 0.5
        x, y = x0 + side * said, y0 - side * right
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=_mixed(ACCENT, 0.75), outline=IVORY)


def _mixed(color: str, share: float) -> tuple[int, ...]:
    ground, over = (np.array([int(one[at : at + 2], 16) for at in (1, 3, 5)]) for one in (IVORY, color))
    return tuple((ground + (over - ground) * share).round().astype(int).tolist())


def _short(name: str) -> str:
    return name if len(name) <= NAMES else name[: NAMES - 1] + "…"


def _font(size: int) -> Any:
    return ImageFont.load_default(size)
