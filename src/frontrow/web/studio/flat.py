"""The pattern pieces of a look on one sheet, at one scale."""

import re
from collections.abc import Sequence

GAP = 12.0  # centimetres between the sheets of two garments
BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)" width="\d+" height="\d+"')


def sheet(drawings: Sequence[str]) -> str:
    """One SVG out of several patterns' drawings (`frontrow.pattern.svg`, centimetres), below each other."""
    placed, width, y = [], 0.0, 0.0
    for drawing in drawings:
        box = BOX.search(drawing)
        if box is None:
            raise ValueError("a pattern drawing begins with its viewBox, width and height")
        w, h = float(box[1]), float(box[2])
        inner = BOX.sub(f'viewBox="0 0 {w:g} {h:g}" y="{y:g}" width="{w:g}" height="{h:g}"', drawing, count=1)
        placed.append(inner)
        width, y = max(width, w), y + h + GAP
    height = max(y - GAP, 0.0)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width * 4:.0f}" height="{height * 4:.0f}" color="#12110f">{"".join(placed)}</svg>'
    )
