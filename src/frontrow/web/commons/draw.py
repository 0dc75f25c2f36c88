"""Pictures of what is offered: cloth by its weave and print, patterns flat, a venue's plan, a pose, a score's notes.

Only the worker imports it.
"""

import io
import tempfile
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from numpy.typing import NDArray
from PIL import Image

from frontrow.body import FINISHES, named_body, pose_frames
from frontrow.body.clips import clips
from frontrow.body.stance import stance
from frontrow.fabric import Fabric, print_image
from frontrow.fabric.library import loads
from frontrow.look.camera import Camera
from frontrow.look.colour import linear
from frontrow.look.figure import ZONES
from frontrow.look.picture import picture
from frontrow.look.poster import ZONE_COLORS
from frontrow.look.surface import Surface
from frontrow.show.lineup import venue
from frontrow.show.score import BAR, PHRASE, score
from frontrow.web.commons.kinds import checked
from frontrow.web.commons.models import Kind
from frontrow.web.studio.limits import flat

INK, LINE, ACCENT = "#12110f", "#b9b2a4", "#b23c22"
ACROSS = 0.5  # metres of cloth that a swatch shows
HELD = 60  # frame of the pose clip in which it is held


def drawn(kind: str, source: str) -> bytes:
    """The file's picture: WebP of a fabric or a pose, SVG of the others. Raises UserError."""
    if kind == Kind.FABRIC:
        return _webp(swatch(loads(source.encode(), "fabric.yaml")))
    if kind == Kind.PATTERN:
        with tempfile.TemporaryDirectory(dir=settings.HOME.work) as folder:
            path = Path(folder) / "pattern.yaml"
            path.write_text(source, encoding="utf-8")
            return bold(flat(path, "women", "M")).encode()
    data = checked(kind, source)
    if kind == Kind.POSE:
        return _webp(held(data))
    return (plan(data) if kind == Kind.VENUE else notes(data)).encode()


def bold(drawing: str) -> str:
    """A flat pattern (`frontrow.pattern.svg`) with lines that are seen where it is small."""
    wide = float(drawing.split('viewBox="0 0 ', 1)[1].split(" ", 1)[0])
    return drawing.replace('stroke-width="0.35"', f'stroke-width="{max(0.35, wide / 300):.2f}"', 1)


def _webp(pixels: NDArray[np.uint8]) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "WEBP", quality=86)
    return out.getvalue()


def swatch(fabric: Fabric, size: int = 720) -> NDArray[np.uint8]:
    """Half a metre of cloth, (size, size, 3): its print or colour, in soft folds that say how it takes light."""
    if fabric.print:
        repeat = max(1, round(size * fabric.print.scale / ACROSS))
        tile = print_image(fabric.print, repeat)
        times = -(-size // repeat)
        base = np.tile(tile, (times, times, 1))[:size, :size].astype(float) / 255
    else:
        base = np.tile(np.array([int(fabric.color[i : i + 2], 16) / 255 for i in (1, 3, 5)]), (size, size, 1))
    y, x = np.mgrid[0:size, 0:size] / size
    stiff = np.clip(np.log10(max(fabric.bend_warp, 1e-8)) + 7, 0, 4) / 4  # limp cloth has more and deeper folds
    fold = np.sin(2 * np.pi * (x * (4.5 - 3 * stiff) + 0.35 * np.sin(2.2 * y + 0.6) + 0.2 * y))
    shine = 0.1 + 0.5 * (1 - fabric.roughness) + 0.25 * fabric.anisotropy
    light = 0.9 + (0.08 + 0.05 * (1 - stiff)) * fold
    thread = _weave(fabric.weave, size)
    out = base * light[..., None] * thread[..., None] + shine * 0.28 * np.clip(fold - 0.62, 0, 1)[..., None]
    return np.asarray(np.clip(255 * out, 0, 255), np.uint8)


def _weave(weave: str, size: int) -> NDArray[np.float64]:
    """(size, size) the shadow between threads, drawn coarser than it is so that it is seen."""
    y, x = np.mgrid[0:size, 0:size]
    if weave in ("twill", "satin"):
        return np.asarray(1 + 0.03 * np.sin(2 * np.pi * (x + (2.0 if weave == "satin" else 1.0) * y) / 7))
    if weave == "jersey":
        return np.asarray(1 + 0.03 * np.sin(2 * np.pi * x / 7) * np.abs(np.sin(np.pi * y / 6)))
    grain = 0.022 * (np.sin(2 * np.pi * x / 5) + np.sin(2 * np.pi * y / 5))
    return np.asarray(1 + grain * (1.6 if weave == "crepe" else 1.0))


def held(data: dict[str, Any], size: tuple[int, int] = (600, 800)) -> NDArray[np.uint8]:
    """A mannequin in the pose, (height, width, 3)."""
    body = named_body("runway-f")
    clip = clips(body, names=("pose",), held=stance(data))["pose"]
    frame = slice(HELD, HELD + 1)
    positions = pose_frames(body, clip.rotations[frame], clip.roots[frame])[0].astype(float)
    porcelain, count = FINISHES["porcelain"], len(positions)
    tints = np.array([linear(getattr(porcelain, ZONE_COLORS[zone])) for zone in ZONES])
    zone = body.mannequin.triangle_zone(body.sex).astype(int)
    rough = np.array([porcelain.roughness, 0.8, 0.4, 0.6, porcelain.roughness, 0.25])
    surface = Surface(
        positions=positions,
        triangles=np.asarray(body.mannequin.triangles),
        color=np.tile(linear(porcelain.color), (count, 1)),
        roughness=np.full(count, porcelain.roughness),
        paint=np.c_[tints[zone], rough[zone]],
        clearcoat=porcelain.clearcoat,
        coat_roughness=porcelain.clearcoat_roughness,
    )
    tall = float(positions[:, 1].max())
    angle = np.radians(18.0)
    eye = (3.6 * tall * float(np.sin(angle)), 0.62 * tall, 3.6 * tall * float(np.cos(angle)))
    return picture([surface], Camera(eye, (0.0, 0.485 * tall, 0.0), tall / 0.89), size, samples=2, quality=16)


def plan(data: dict[str, Any]) -> str:
    """The venue from above, a metre ten units: runway, lanes, portal, the mark and the photographers."""
    hall = venue(data)
    long, wide, margin = 10 * hall.length, 10 * hall.width, 30
    width, height = long + 2 * margin, wide + 2 * margin + 30
    left, middle = margin, margin + wide / 2
    lanes = "".join(
        f'<path d="M{left:g} {middle + side * 10 * hall.lane:g}h{long - 10 * hall.mark:g}" stroke="{LINE}" '
        'stroke-dasharray="4 3"/>'
        for side in (-1, 1)
    )
    mark = left + long - 10 * hall.mark
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{4 * width:g}" '
        f'height="{4 * height:g}" fill="none" stroke="{INK}" font-family="Inter, sans-serif" font-size="14">'
        f'<rect x="{left}" y="{margin}" width="{long:g}" height="{wide:g}"/>{lanes}'
        f'<path d="M{left} {margin - 12}v{wide + 24:g}" stroke-width="3"/>'
        f'<circle cx="{mark:g}" cy="{middle:g}" r="3.5" fill="{ACCENT}" stroke="none"/>'
        f'<path d="M{left + long + 8:g} {margin}v{wide:g}" stroke-width="5" stroke-dasharray="2 3"/>'
        f'<path d="M{left} {margin + wide + 18:g}h{long:g}m0 -3v6m{-long:g} -6v6" stroke="{LINE}"/>'
        f'<text x="{left + long / 2:g}" y="{margin + wide + 40:g}" fill="{INK}" stroke="none" text-anchor="middle">'
        f"{hall.length:g} × {hall.width:g} m</text></svg>"
    )


def notes(data: dict[str, Any]) -> str:
    """Two bars of the score: the melody's notes above, the bass below, each as long as it sounds."""
    piece = score(data)
    beat, row, margin = 60.0, 16.0, 24.0
    wide, high = PHRASE * beat + 2 * margin, 12 * row + 2 * margin
    grid = "".join(
        f'<path d="M{margin + n * beat:g} {margin:g}v{12 * row:g}" stroke="{LINE}" '
        f'stroke-width="{0.5 + (n % 4 == 0)}"/>'
        for n in range(int(PHRASE) + 1)
    )
    melody = "".join(
        f'<rect x="{margin + at * beat:g}" y="{margin + (6 - step) * row + 3:g}" width="{0.7 * beat:g}" '
        f'height="{row - 6:g}" fill="{ACCENT}"/>'
        for at, step in piece.motif
    )
    bass = "".join(
        f'<rect x="{margin + (at + bar * BAR) * beat:g}" y="{margin + 10 * row:g}" width="{length * beat:g}" '
        f'height="{row:g}" fill="{INK}"/>'
        for bar in range(2)
        for at, length in piece.bass
    )
    said = escape(" · ".join(str(degree + 1) for degree in piece.chords))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high + 20:g}" width="{2 * wide:g}" '
        f'height="{2 * high + 40:g}" font-family="Inter, sans-serif" font-size="22">{grid}{melody}{bass}'
        f'<text x="{margin:g}" y="{high + 10:g}" fill="{INK}">{escape(str(data["key"]))} minor · {said}</text></svg>'
    )
