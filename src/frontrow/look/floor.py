"""The soft shadow of a figure on the studio's floor."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.look.camera import Camera
from frontrow.look.light import Rays, openness

Array = NDArray[Any]

SMALL = 4  # the shadow is soft: one place in four by four pixels is enough


def floor_shadow(camera: Camera, size: tuple[int, int], rays: Rays, quality: int) -> Array:
    """What share (height, width) of the floor's light reaches each pixel; 1 above the floor."""
    width, height = size
    h, w = -(-height // SMALL), -(-width // SMALL)
    scale = camera.height / height
    across, down = (np.arange(w) + 0.5) * SMALL - width / 2, height / 2 - (np.arange(h) + 0.5) * SMALL
    gy, gx = np.meshgrid(down, across, indexing="ij")
    d = camera.directions(gx.ravel() * scale, gy.ravel() * scale)
    t = -camera.eye[1] / np.minimum(d[:, 1], -1e-6)
    at = np.asarray(camera.eye) + t[:, None] * d
    near = np.flatnonzero((d[:, 1] < 0) & (np.hypot(at[:, 0], at[:, 2]) < 1.1))
    light = np.ones(h * w)
    if len(near):
        up = np.tile([0.0, 1.0, 0.0], (len(near), 1))
        under = openness(rays, at[near], up, 2 * quality, far=0.25, lift=0.001)
        around = openness(rays, at[near], up, quality, far=0.9, lift=0.001)
        touch = openness(
            rays, at[near], up, quality, far=0.06, lift=0.001
        )  # dark where a sole or a hem meets the floor
        fade = np.clip((1.1 - np.hypot(at[near, 0], at[near, 2])) / 0.7, 0, 1)
        light[near] = 1 - (1 - under * (0.75 + 0.25 * around) * (0.5 + 0.5 * touch)) * 0.85 * fade
    coarse = light.reshape(h, w)
    return _enlarged(coarse, SMALL)[:height, :width]


def _enlarged(coarse: Array, factor: int) -> Array:
    """Bilinear enlargement by a whole factor, after a 3 × 3 blur that hides the rays' grain."""
    padded = np.pad(coarse, 1, mode="edge")
    for axis in (0, 1, 0, 1):
        padded = np.pad(padded, 1, mode="edge")
        padded = (np.roll(padded, 1, axis) + 2 * padded + np.roll(padded, -1, axis)) / 4
        padded = padded[1:-1, 1:-1]
    h, w = coarse.shape
    y = (np.arange(h * factor) + 0.5) / factor + 0.5
    x = (np.arange(w * factor) + 0.5) / factor + 0.5
    j, i = np.floor(y).astype(int), np.floor(x).astype(int)
    fy, fx = (y - j)[:, None], (x - i)[None, :]
    top = padded[j][:, i] * (1 - fx) + padded[j][:, i + 1] * fx
    low = padded[j + 1][:, i] * (1 - fx) + padded[j + 1][:, i + 1] * fx
    return np.asarray(top * (1 - fy) + low * fy)
