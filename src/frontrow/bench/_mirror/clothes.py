"""Clothes as visitors see them in the mirror: drawn by the shipped client in Chromium, and where they truly are."""

import base64
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from frontrow.bench._mirror.opened import opened
from frontrow.bench._mirror.people import Lens, Person, Shot
from frontrow.look.camera import Camera
from frontrow.look.light import Rays

Mask = NDArray[np.bool_]
DRAWN = 230  # of 255: what is as opaque is cloth, what is less is the shade beside it
LANDMARKS = 33


def cloth_seen(person: Person, lens: Lens, turn: float) -> Mask:
    """(h, w) where the camera of a shot sees cloth: what its rays meet first. The first surface is the body."""
    joints = person.joints
    foot = 0.5 * (joints["thigh.L"] + joints["thigh.R"]) * [1, 0, 1]
    angle = np.radians(turn)
    eye = foot + np.array([np.sin(angle), 0.0, np.cos(angle)]) * lens.away + [0, lens.eye, 0]
    target = foot + np.array([0.0, lens.at, 0.0])
    camera = Camera((eye[0], eye[1], eye[2]), (target[0], target[1], target[2]), lens.shows)
    width, height = lens.size
    pixel = lens.shows / height
    x, y = np.meshgrid((np.arange(width) + 0.5 - width / 2) * pixel, (height / 2 - np.arange(height) - 0.5) * pixel)
    ways = camera.directions(x.ravel(), y.ravel())
    scene = Rays(*((surface.positions, surface.triangles) for surface in person.surfaces))
    triangle = scene.first(np.broadcast_to(eye, ways.shape), ways)[0].astype(np.int64)
    return np.asarray(triangle >= len(person.surfaces[0].triangles)).reshape(height, width)


def tracked(shot: Shot) -> dict[str, Any]:
    """What a tracker without error finds in a shot."""
    nothing = {"x": 0.5, "y": 0.5, "z": 0.0, "visibility": 0.0}
    image, world = [[dict(nothing) for _ in range(LANDMARKS)] for _ in range(2)]
    for k, (x, y) in shot.image.items():
        a, b, c = (float(v) for v in shot.world[k])
        image[k] = {"x": float(x), "y": float(y), "z": 0.0, "visibility": 1.0}
        world[k] = {"x": a, "y": b, "z": c, "visibility": 1.0}
    return {"at": 0, "image": image, "world": world}


class Fitting:
    """A page that puts clothes on people."""

    def __init__(self, tab: Any, folder: Path) -> None:
        self._tab, self._folder = tab, folder

    def dress(self, glb: bytes) -> None:
        (self._folder / "look.mirror.glb").write_bytes(glb)
        self._tab.evaluate("glb => dress(glb)", "look.mirror.glb")

    def wear(self, shot: Shot, found: dict[str, Any]) -> tuple[Mask, float]:
        """(h, w) where cloth is drawn, and ms that drawing took."""
        Image.fromarray(shot.frame).save(self._folder / "frame.png", compress_level=1)
        drawn = self._tab.evaluate("([p, t]) => wear(p, JSON.parse(t), true)", ["frame.png", json.dumps(found)])
        picture = Image.open(io.BytesIO(base64.b64decode(drawn["png"].split(",")[1])))
        return np.asarray(picture)[..., 3] > DRAWN, float(drawn["ms"])


@contextmanager
def fitting() -> Iterator[Fitting]:
    """The clothes' half of the mirror. Raises UserError without a checkout or Chromium."""
    with opened("wearing") as (tab, folder):
        yield Fitting(tab, folder)
