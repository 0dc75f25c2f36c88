"""A headset that is not there: the WebXR of `iwer`, put into a page before its own scripts; no bundle holds it."""

import base64
import io
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Page

MODULES = Path(__file__).parents[2] / "client/node_modules"
DEVICE = """
  window.device = new IWER.XRDevice(IWER.metaQuest3, {stereoEnabled: %s});
  device.installRuntime({forceInstall: true});"""
HELPERS = """
  const right = device.controllers.right, left = device.controllers.left;
  const frames = (n) => new Promise((done) => {
    const next = () => (n-- < 0 ? done() : requestAnimationFrame(next));
    next();
  });
  const point = (hand, at) => {                      // `at` and the hand's own place: metres in the visitor's room
    const d = ['x', 'y', 'z'].map((k) => at[k] - hand.position[k]), l = Math.hypot(...d);
    const q = [d[1] / l, -d[0] / l, 0, 1 - d[2] / l], n = Math.hypot(...q);
    hand.quaternion.set(q[0] / n, q[1] / n, q[2] / n, q[3] / n);
  };
  const press = async (hand) => {
    hand.updateButtonValue('trigger', 1); await frames(2); hand.updateButtonValue('trigger', 0); await frames(2);
  };
"""
READ = """(canvas) => new Promise((done) => requestAnimationFrame(
    () => done(document.querySelector(canvas).toDataURL('image/png'))))"""


@dataclass
class Headset:
    """A page with a headset: what happens in it is told by scripts that know the device's two hands."""

    page: Page
    canvas: str
    presence: str

    def do(self, script: str, argument: Any = None) -> Any:
        """Runs `script`, which knows `device`, `left`, `right`, `frames`, `point`, `press` and `presence`."""
        body = f"async (argument) => {{ {HELPERS} const presence = {self.presence}; {script} }}"
        return self.page.evaluate(body, argument)

    def wait(self, condition: str, seconds: float = 120) -> None:
        """Waits until `condition` holds. The page's policy forbids what Playwright's own waiting needs."""
        deadline = time.monotonic() + seconds
        while not self.do(f"return {condition}"):
            assert time.monotonic() < deadline, f"it never came to {condition}"
            time.sleep(0.25)

    def picture(self) -> "np.ndarray[Any, np.dtype[np.uint8]]":
        """What the headset shows, (height, width, 4) RGBA: both eyes side by side where there are two."""
        return pixels(self.page.evaluate(READ, self.canvas))


def pixels(data: str) -> "np.ndarray[Any, np.dtype[np.uint8]]":
    """The picture of a `data:` address, (height, width, 4) RGBA."""
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data.split(",")[1]))).convert("RGBA"))


def put_on(browser: Browser, *, stereo: bool, size: tuple[int, int], canvas: str, presence: str) -> Headset:
    """A page that believes in a headset; it has yet to go anywhere."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.set_default_timeout(120_000)
    page.add_init_script(path=MODULES / "iwer/build/iwer.min.js")
    page.add_init_script(DEVICE % json.dumps(stereo))
    return Headset(page, canvas, presence)


def into_room(headset: Headset) -> None:
    """Stands the headset in a captured living room, whose floor is at height 0. Call it before the page is opened."""
    room = (MODULES / "@iwer/sem/captures/living_room.json").read_text()
    headset.page.add_init_script(path=MODULES / "@iwer/sem/build/iwer-sem.min.js")
    headset.page.add_init_script(
        "device.installSEM(IWER_SEM.SyntheticEnvironmentModule);"
        f"addEventListener('DOMContentLoaded', () => device.sem.loadEnvironment({room}));"
    )
