"""Clothes as visitors see them in the mirror: drawn by the shipped client in Chromium, and where they truly are."""

import base64
import io
import json
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from frontrow.bench._browser import CLIENT, FLAGS
from frontrow.bench._mirror.people import Lens, Person, Shot
from frontrow.bench.browser_space import Quiet
from frontrow.errors import UserError
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
    vite, node, chromium = CLIENT / "node_modules/vite/bin/vite.js", shutil.which("node"), shutil.which("chromium")
    if not vite.exists() or not node or not chromium:
        raise UserError("This bench builds a page of `client/` and opens it in Chromium: run it in a checkout.")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise UserError("This bench drives Chromium through playwright: pip install playwright.") from None
    with tempfile.TemporaryDirectory() as name:
        config = str(CLIENT / "bench" / "wearing.config.ts")
        command = [node, str(vite), "build", "-c", config, "--outDir", name, "--emptyOutDir", "--logLevel", "error"]
        subprocess.run(command, cwd=CLIENT, check=True)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=name))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            with sync_playwright() as driver:
                browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
                tab = browser.new_page()
                tab.goto(f"http://127.0.0.1:{server.server_port}/wearing.html")
                tab.wait_for_function("document.title == 'ready'")
                yield Fitting(tab, Path(name))
                browser.close()
        finally:
            server.shutdown()
            server.server_close()
