"""The colour of cloth and skin at a point of a picture: the studio's light on fibres, lacquer and sheen."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.look.light import many_bounces
from frontrow.look.studio import BOXES, ambient, mirrored
from frontrow.look.surface import Lit

Array = NDArray[Any]

SPREAD = (-1.0, -0.5, 0.0, 0.5, 1.0)  # slopes across the threads of satin, at which it is looked at
WITHIN = 0.44  # of what threads mirror, the share that has gone through them (chosen by eye beside silk) …
LESS = 0.55  # … and the share of scattered light that this takes


def shaded(item: Lit, faces: Array, b: Array, view: Array) -> Array:
    s = item.surface
    corner = item.triangles[faces]

    def mixed(values: Array) -> Array:
        out = b[:, :1] * values[corner[:, 0]]
        out += b[:, 1:2] * values[corner[:, 1]]
        out += b[:, 2:] * values[corner[:, 2]]
        return np.asarray(out)

    n = mixed(item.normals)
    n /= np.maximum(_length(n), 1e-9)
    p = item.positions[corner]
    flat = np.cross(p[:, 1] - p[:, 0], p[:, 2] - p[:, 0])
    behind = (flat * view).sum(axis=1) > 0
    values = mixed(item.values)
    boxes = len(BOXES)
    light = np.where(behind[:, None], values[:, boxes + 1 : 2 * boxes + 2], values[:, : boxes + 1])
    base, rough = values[:, -4:-1], np.clip(values[:, -1], 0.05, 1)
    if item.paint is not None:
        base, rough = item.paint[faces, :3], np.clip(item.paint[faces, 3], 0.05, 1)
    n = np.where(behind[:, None], -n, n)
    facing = (n * view).sum(axis=1)  # a normal that leans away from the eye is bent back to the outline
    n = n - np.maximum(facing + 0.02, 0)[:, None] * view
    n /= _length(n)
    cos = np.clip(-(n * view).sum(axis=1), 0.02, 1)
    if item.uv is not None and s.print_ is not None:
        uv = (b[:, :, None] * item.uv[faces]).sum(axis=1)
        base = _tile(s.print_, uv / s.tile)
    # what is seen of a garment's inside lies by an opening, and light comes through the weave too
    open_ = np.maximum(many_bounces(light[:, 0], 0.5), np.where(behind, 0.25, 0.06))
    diffuse = ambient(n) * open_[:, None]
    middle = np.array([0, 1.0, 0])
    for k, box in enumerate(BOXES):
        to = np.asarray(box.centre) - middle
        to = (to / np.linalg.norm(to)).astype(n.dtype)
        lean = (n @ to + 0.22) / 1.22  # a wide box lights a little round the corner
        diffuse += (np.clip(lean, 0, None) * light[:, 1 + k])[:, None] * np.asarray(box.strength, n.dtype)
    out = diffuse * base * (1 - s.metallic) * (1 - LESS * s.anisotropy)
    spec_open = np.clip(light[:, 0] * 1.3, 0, 1)[:, None] * (0.35 + 0.65 * light[:, 1:].max(axis=1))[:, None]
    f0 = s.specular * (1 - s.metallic) + base * s.metallic
    grazing = np.maximum(1 - rough, s.specular)[:, None] * (1 - 0.8 * s.anisotropy)  # threads are round: they soften it
    fresnel = f0 + (grazing - f0) * ((1 - cos) ** 5)[:, None]
    if item.warp is None:
        out += fresnel * spec_open * mirrored(_mirror(n, view), rough)
    else:
        surface, within = _threads(n, view, rough, mixed(item.warp), s.anisotropy)
        out += fresnel * spec_open * surface
        out += WITHIN * s.anisotropy * spec_open * within * _tint(base)
    if s.clearcoat:
        coat = s.clearcoat * (0.04 + 0.96 * (1 - cos) ** 5)[:, None]
        out = out * (1 - coat) + coat * spec_open * mirrored(
            _mirror(n, view), np.full(len(n), 0.1 + 0.9 * s.coat_roughness)
        )
    if s.sheen:
        fuzz = (1 - cos) ** 2.2 * s.sheen * 0.55
        out += fuzz[:, None] * np.asarray(s.sheen_color, n.dtype) * diffuse
    return np.asarray(out)


def _length(v: Array) -> Array:
    return np.sqrt(np.einsum("nk,nk->n", v, v))[:, None]


def _mirror(n: Array, view: Array) -> Array:
    return np.asarray(view - 2 * (n * view).sum(axis=1, keepdims=True) * n)


def _threads(n: Array, view: Array, rough: Array, warp: Array, anisotropy: float) -> tuple[Array, Array]:
    """What cloth of parallel floats mirrors (n, 3): from their surface, and softer from within, before it is tinted.

    Threads are cylinders: light spreads across them and keeps together along them, once from the surface, white, and
    once through the fibre, in its colour and over a wider lobe (Sadeghi et al. 2013, A practical microcylinder
    appearance model for cloth rendering, secs. 4.1 and 4.2)."""
    across = np.cross(n, warp)
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-12)
    surface, within = np.zeros_like(n), np.zeros_like(n)
    for k in SPREAD:
        bent = n + 0.7 * anisotropy * k * across
        bent /= _length(bent)
        way = _mirror(bent, view)
        surface += mirrored(way, rough)
        within += mirrored(way, np.clip(rough + 0.05, 0, 1))
    return np.asarray(surface / len(SPREAD)), np.asarray(within / len(SPREAD))


def _tint(base: Array) -> Array:
    """The colour (n, 3) of light that has crossed a fibre once, where `base` is that of many crossings."""
    return np.asarray(np.sqrt(np.clip(base, 0, 1)))


def _tile(image: Array, at: Array) -> Array:
    """Bilinear samples of a repeating image (h, w, 3), v upwards, at (n, 2) tiles."""
    h, w = image.shape[:2]
    x, y = at[:, 0] * w - 0.5, -at[:, 1] * h - 0.5
    i, j = np.floor(x).astype(int), np.floor(y).astype(int)
    fx, fy = (x - i)[:, None], (y - j)[:, None]
    out = (1 - fx) * (1 - fy) * image[j % h, i % w] + fx * (1 - fy) * image[j % h, (i + 1) % w]
    out += (1 - fx) * fy * image[(j + 1) % h, i % w] + fx * fy * image[(j + 1) % h, (i + 1) % w]
    return np.asarray(out)
