"""Draws surfaces by ray casting: vertex-baked soft light, per-pixel cloth and skin. No GPU, no browser."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation

from frontrow.look.camera import Camera
from frontrow.look.floor import floor_shadow
from frontrow.look.light import Rays
from frontrow.look.shade import shaded
from frontrow.look.studio import IVORY, developed
from frontrow.look.surface import FLOOR, Lit, Surface

Array = NDArray[Any]

SPARSE = 4  # pixels between the rays that find where the figure is
STEP = 0.08  # of the brightest: pixels that differ by more from a neighbour are looked at more closely


def picture(
    surfaces: Sequence[Surface],
    camera: Camera,
    size: tuple[int, int] = (900, 1200),
    samples: int = 2,
    quality: int = 32,
    background: str = IVORY,
    floor: bool = True,
) -> NDArray[np.uint8]:
    """The surfaces in the studio, as an image (height, width, 3) uint8.

    samples: rays along each side of a pixel where the picture changes, one elsewhere; quality: light rays a vertex.
    Same input, same picture.
    """
    width, height = size
    solid = Rays(*((s.positions, s.triangles) for s in surfaces))
    scene = Rays(*((s.positions, s.triangles) for s in surfaces), FLOOR)
    lit = [Lit(s, scene, i, quality) for i, s in enumerate(surfaces)]
    rays = Rays(*((x.positions, x.triangles) for x in lit))
    paper = np.array([int(background[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    image = np.empty((height, width, 3))
    image[:] = paper
    scale = camera.height / height
    if floor:
        image *= floor_shadow(camera, size, solid, quality)[:, :, None]
    places = np.concatenate([camera.seen_at(x.positions) for x in lit]) / scale
    x0, y0 = np.floor(places.min(axis=0)).astype(int) - 2
    x1, y1 = np.ceil(places.max(axis=0)).astype(int) + 3
    x0, x1 = max(x0, -width // 2), min(x1, width - width // 2)
    y0, y1 = max(y0, -height // 2), min(y1, height - height // 2)

    def seen(x: Array, y: Array) -> Array:
        """Colour and cover (n, 4) at points in pixels right of and above the middle; colours count as covered."""
        color, there = _seen(lit, rays, camera, (x * scale).astype(np.float32), (y * scale).astype(np.float32))
        out = np.zeros((len(x), 4), np.float32)
        out[there] = np.c_[developed(color[there]), np.ones(int(there.sum()))]
        return out

    gy, gx = np.meshgrid(np.arange(y1, y0, -1) - 0.5, np.arange(x0, x1) + 0.5, indexing="ij")
    sparse = (slice(None, None, SPARSE), slice(None, None, SPARSE))
    hit = _anything(rays, camera, gx[sparse] * scale, gy[sparse] * scale)
    near = np.repeat(np.repeat(binary_dilation(hit, np.ones((3, 3))), SPARSE, axis=0), SPARSE, axis=1)
    near = near[: gx.shape[0], : gx.shape[1]]
    drawn = np.zeros((*gx.shape, 4), np.float32)
    drawn[near] = seen(gx[near], gy[near])
    if samples > 1:
        busy = _changes(drawn)
        part = (np.arange(samples) + 0.5) / samples - 0.5
        ox, oy = (o.ravel() for o in np.meshgrid(part, part))
        closely = seen((gx[busy][:, None] + ox).ravel(), (gy[busy][:, None] + oy).ravel())
        drawn[busy] = closely.reshape(-1, samples**2, 4).mean(axis=1)
    r, c = height // 2 - y1, x0 + width // 2
    under = image[r : r + drawn.shape[0], c : c + drawn.shape[1]]
    under[:] = drawn[:, :, :3] + (1 - drawn[:, :, 3:]) * under
    return np.asarray(np.rint(np.clip(image, 0, 1) * 255), np.uint8)


def _changes(drawn: Array) -> NDArray[np.bool_]:
    """The pixels (h, w) that differ visibly from one beside them."""
    out = np.zeros(drawn.shape[:2], bool)
    for axis in (0, 1):
        step = np.abs(np.diff(drawn, axis=axis)).max(axis=2) > STEP
        before = (slice(None, -1), slice(None)) if axis == 0 else (slice(None), slice(None, -1))
        after = (slice(1, None), slice(None)) if axis == 0 else (slice(None), slice(1, None))
        out[before] |= step
        out[after] |= step
    return out


def _anything(rays: Rays, camera: Camera, x: Array, y: Array) -> NDArray[np.bool_]:
    """Whether anything is seen through points (h, w) of the target plane, metres."""
    view = camera.directions(x.ravel(), y.ravel())
    return rays.blocked(np.broadcast_to(np.asarray(camera.eye, np.float32), view.shape), view).reshape(x.shape)


def _seen(lit: Sequence[Lit], rays: Rays, camera: Camera, x: Array, y: Array) -> tuple[Array, Array]:
    view = camera.directions(x, y)
    which, _, u, v = rays.first(np.broadcast_to(np.asarray(camera.eye, np.float32), view.shape), view)
    color = np.zeros((len(x), 3), np.float32)
    start = 0
    for item in lit:
        mine = np.flatnonzero((which >= start) & (which < start + len(item.triangles)))
        if len(mine):
            b = np.stack([1 - u[mine] - v[mine], u[mine], v[mine]], axis=1)
            color[mine] = shaded(item, which[mine] - start, b, view[mine])
        start += len(item.triangles)
    return color, which >= 0
