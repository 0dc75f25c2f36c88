"""The photographer's studio of the posters: three soft boxes, an ivory cove, and what a surface mirrors of them."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

IVORY = "#f4f0e8"


@dataclass(frozen=True)
class SoftBox:
    """A rectangle of light: centre and half sides u, v in metres, and its linear RGB strength."""

    centre: tuple[float, float, float]
    u: tuple[float, float, float]
    v: tuple[float, float, float]
    strength: tuple[float, float, float]

    def points(self, count: int) -> NDArray[np.float64]:
        """`count` well-spread points (count, 3) on the box (the R2 sequence, Roberts 2018)."""
        k = np.arange(count)[:, None]
        a = (0.5 + k * np.array([0.7548776662466927, 0.5698402909980532])) % 1 * 2 - 1
        return np.asarray(self.centre) + a[:, :1] * np.asarray(self.u) + a[:, 1:] * np.asarray(self.v)


KEY = SoftBox((-2.2, 3.1, 2.3), (0.75, 0.0, 0.64), (-0.36, 0.62, -0.42), (2.50, 2.36, 2.14))
FILL = SoftBox((3.2, 1.5, 2.2), (0.45, 0.0, -0.65), (0.0, 1.3, 0.0), (0.26, 0.28, 0.32))
RIM = SoftBox((1.7, 2.4, -2.6), (0.9, 0.0, 0.5), (0.0, 0.9, 0.5), (1.7, 1.66, 1.6))
BOXES = (KEY, FILL, RIM)
AMBIENT_UP = np.array([0.40, 0.41, 0.44], np.float32)
AMBIENT_DOWN = np.array([0.34, 0.31, 0.28], np.float32)
EXPOSURE = 0.36
ROWS = 128  # of the panorama that surfaces mirror
MIDDLE = np.array([0.0, 1.1, 0.0])  # where the model stands
SOFTENED = 1.8  # reflections are of boxes with a diffuser this much larger
LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)


def ambient(normals: Array) -> Array:
    """The cove's light (n, 3) on surfaces that face `normals`: cool from above, warm from the floor."""
    up = 0.5 + 0.5 * normals[:, 1:2]
    return np.asarray(up * AMBIENT_UP + (1 - up) * AMBIENT_DOWN)


def mirrored(directions: Array, roughness: Array) -> NDArray[np.float32]:
    """What a surface of some roughness (n,) mirrors from unit directions (n, 3): linear RGB (n, 3)."""
    x, y, z = directions.T
    row = np.clip(((1 - y) * (ROWS / 2)).astype(np.int32), 0, ROWS - 1)
    column = ((np.arctan2(z, x) * (1 / (2 * np.pi)) + 0.5) * (2 * ROWS)).astype(np.int32) % (2 * ROWS)
    at = row * (2 * ROWS) + column
    steps = np.rint(np.asarray(roughness) * 20).astype(np.int32)
    out = np.empty((len(directions), 3), np.float32)
    for step in np.unique(steps):
        mine = steps == step
        out[mine] = _panorama(int(step))[at[mine]]
    return out


@cache
def _panorama(step: int) -> NDArray[np.float32]:
    """The studio in every direction, blurred for a roughness of step / 20: (ROWS * 2 ROWS, 3), rows by height."""
    y, turn = np.meshgrid(
        1 - (np.arange(ROWS) + 0.5) * 2 / ROWS, (np.arange(2 * ROWS) + 0.5) / (2 * ROWS), indexing="ij"
    )
    angle, flat = (turn - 0.5) * 2 * np.pi, np.sqrt(1 - y**2)
    directions = np.stack([flat * np.cos(angle), y, flat * np.sin(angle)], axis=2).reshape(-1, 3)
    roughness = max(step / 20, 0.05)
    out = 0.55 * ambient(directions)
    horizon = np.exp(-((directions[:, 1] + 0.06) ** 2) / (0.02 + 0.2 * roughness))
    out += (0.10 * horizon)[:, None]
    alpha = roughness**2
    lobe = 4 * np.pi * alpha**2  # solid angle, about, of what a rough surface mirrors at once
    for box in BOXES:
        centre, u, v = (np.asarray(x, float) for x in (box.centre, box.u, box.v))
        lu, lv = float(np.linalg.norm(u)), float(np.linalg.norm(v))
        normal = np.cross(u, v) / (lu * lv)
        to = centre - MIDDLE
        facing = directions @ normal
        t = to @ normal / np.where(np.abs(facing) < 1e-4, 1e-4, facing)
        at = t[:, None] * directions - to
        distance = float(np.linalg.norm(to))
        soft = 0.25 + 2 * alpha * distance
        wide, high = SOFTENED * lu, SOFTENED * lv
        inside = _soft_step((wide - np.abs(at @ (u / lu))) / soft) * _soft_step((high - np.abs(at @ (v / lv))) / soft)
        solid = 4 * wide * high / distance**2
        radiance = np.pi / (solid + lobe)  # for an irradiance of `strength` times pi
        out += np.where(t > 0, inside * radiance, 0)[:, None] * np.asarray(box.strength)
    return np.asarray(out, np.float32)


def _soft_step(x: Array) -> Array:
    return np.asarray(0.5 + 0.5 * np.tanh(1.5 * x))


def _filmed(x: Array) -> Array:
    return np.asarray(np.clip(x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14), 0, 1))


def developed(light: Array) -> Array:
    """Scene light (…, 3) as display sRGB 0..1: a filmic shoulder that keeps deep colours deep.

    Source: the rational curve of Narkowicz 2015 (ACES fit), then the sRGB transfer function.
    """
    x = np.maximum(light, 0) * EXPOSURE
    luminance = x @ LUMINANCE
    kept = _filmed(luminance) / np.maximum(luminance, 1e-6)  # the colour as it is …
    y = 0.5 * _filmed(x) + 0.5 * np.clip(x * kept[..., None], 0, 1)  # … and as film would have it
    return np.asarray(np.where(y <= 0.0031308, 12.92 * y, 1.055 * y ** (1 / 2.4) - 0.055))
