"""The flat pattern as a drawing: outlines, folds, darts, grainlines and names, to scale, as SVG."""

from html import escape

import numpy as np
from numpy.typing import NDArray

from frontrow.pattern.flat import Draft, FlatPanel
from frontrow.pattern.seams import outward

Array = NDArray[np.float64]
GAP = 0.05


def svg(draft: Draft, width_px: int = 1200) -> str:
    """An SVG document, one unit a centimetre, panels side by side, without inline styles or scripts.

    Panels on the fold are drawn whole with the fold dashed; of a pair the left one is drawn. Classes `cut`,
    `fold`, `dart`, `pleat`, `button`, `grain` and `name` may be styled by the page; the attributes are the default.
    """
    shapes, x, tall = [], GAP, 0.0
    for panel in draft.panels.values():
        outline = _turned(panel, panel.outline)
        if panel.cut == "fold":
            low, high = -np.abs(outline[:, 0]).max(), np.abs(outline[:, 0]).max()
        else:
            low, high = outline[:, 0].min(), outline[:, 0].max()
        top = outline[:, 1].max()
        shift = np.array([x - low, top + GAP])
        shapes.append(_panel(panel, shift))
        x += high - low + GAP
        tall = max(tall, top - outline[:, 1].min())
    wide, tall = x * 100, (tall + 2 * GAP) * 100
    high_px = round(width_px * tall / wide)
    title = f"{draft.pattern.title}: {len(draft.panels)} panels, {draft.area:.2f} m²"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.1f} {tall:.1f}" '
        f'width="{width_px}" height="{high_px}" role="img" fill="none" stroke="currentColor" '
        'stroke-width="0.35" stroke-linejoin="round" font-family="Inter, sans-serif" font-size="2.6">'
        f"<title>{escape(title)}</title>{''.join(shapes)}</svg>"
    )


def _turned(panel: FlatPanel, line: Array) -> Array:
    """As seen from the right side of the cloth."""
    return line * [outward(panel.place), 1.0]


def _path(lines: list[Array], shift: Array, closed: bool = False) -> str:
    parts = []
    for line in lines:
        spots = [f"{(px + shift[0]) * 100:.2f},{(shift[1] - py) * 100:.2f}" for px, py in line]
        parts.append("M" + "L".join(spots) + ("Z" if closed else ""))
    return "".join(parts)


def _buttons(panel: FlatPanel, shift: Array) -> str:
    spots = _turned(panel, panel.buttons) + np.array([shift[0], 0.0])
    return "".join(
        f'<circle class="button" stroke-width="0.2" cx="{x * 100:.1f}" cy="{(shift[1] - y) * 100:.1f}" r="1"/>'
        for x, y in spots
    )


def _panel(panel: FlatPanel, shift: Array) -> str:
    cuts: list[Array] = []
    darts: list[Array] = []
    folds: list[Array] = []
    creases: list[Array] = []
    backs: list[Array] = []
    for piece in panel.pieces:
        line = _turned(panel, piece.line)
        both = [line, line * [-1, 1]] if panel.cut == "fold" else [line]
        if panel.cut == "fold" and np.abs(line[:, 0]).max() < 1e-6:
            folds.append(line)
        elif piece.dart:
            darts += both
        else:
            cuts += both
    for fold in panel.folds:
        line = _turned(panel, fold.line)
        both = [line, line * [-1, 1]] if panel.cut == "fold" else [line]
        (creases if fold.mountain else backs).extend(both)
    outline = _turned(panel, panel.outline)
    whole = [outline, outline * [-1, 1]] if panel.cut == "fold" else [outline]
    middle = np.array([0.0 if panel.cut == "fold" else outline[:, 0].mean(), outline[:, 1].mean()])
    reach = 0.3 * np.ptp(outline[:, 1])
    along = np.array([np.sin(panel.grain), np.cos(panel.grain)]) * reach
    side = np.array([0.02 if panel.cut == "fold" else 0.0, 0.0])
    grain = np.stack([middle + side - along, middle + side + along])
    tip = grain[1]
    barb = [tip + np.array([[-0.008, -0.015], [0, 0], [0.008, -0.015]])]
    name = panel.name.replace("_", " ") + (" · pair" if panel.cut == "pair" else " · on the fold")
    at = (middle + side + [0.01, 0.0] + shift * [1, 0])[0] * 100, (shift[1] - middle[1]) * 100
    text = f'<text class="name" fill="currentColor" stroke="none" x="{at[0]:.1f}" y="{at[1]:.1f}">'
    return (
        f'<g data-panel="{escape(panel.name)}">'
        f'<path class="cloth" fill="none" stroke="none" d="{_path(whole, shift, True)}"/>'
        f'<path class="cut" d="{_path(cuts, shift)}"/>'
        f'<path class="dart" stroke-width="0.2" d="{_path(darts, shift)}"/>'
        f'<path class="pleat" stroke-width="0.2" d="{_path(creases, shift)}"/>'
        f'<path class="pleat" stroke-width="0.2" stroke-dasharray="0.5 0.7" d="{_path(backs, shift)}"/>'
        f"{_buttons(panel, shift)}"
        f'<path class="fold" stroke-width="0.2" stroke-dasharray="1.6 0.8" d="{_path(folds, shift)}"/>'
        f'<path class="grain" stroke-width="0.2" d="{_path([grain, *barb], shift)}"/>'
        f"{text}{escape(name)}</text></g>"
    )
