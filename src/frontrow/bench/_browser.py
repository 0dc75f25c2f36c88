"""Chromium beside the benches: pages of `client/bench`, served by Vite on this machine alone."""

import base64
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontrow.errors import UserError

CLIENT = Path(__file__).parents[3] / "client"
FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
SECONDS = 60


@contextmanager
def page(name: str, port: int) -> Iterator[Any]:
    """The page `client/bench/<name>.html` in Chromium, ready; files are had under `/@fs/<absolute path>`.

    Raises UserError when the checkout's client, its node modules, playwright or Chromium is missing.
    """
    vite = CLIENT / "node_modules" / "vite" / "bin" / "vite.js"
    node, chromium = shutil.which("node"), shutil.which("chromium") or shutil.which("google-chrome")
    if not vite.exists() or not node:
        raise UserError("This bench opens pages of `client/` in a browser: run it in a checkout after `npm ci` there.")
    if not chromium:
        raise UserError("This bench needs Chromium on the path: install it.")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise UserError("This bench drives Chromium through playwright: pip install playwright.") from None
    config = (
        f"export default {{ root: {str(CLIENT)!r}, publicDir: false, server: {{ port: {port}, strictPort: true, "
        "host: '127.0.0.1', hmr: false, watch: null, fs: { strict: false } } }"
    )
    settings = CLIENT / "node_modules" / ".vite-bench.config.mjs"
    settings.write_text(config)
    served = subprocess.Popen([node, str(vite), "--config", str(settings)], cwd=CLIENT, stdout=subprocess.DEVNULL)
    try:
        _answers(f"http://127.0.0.1:{port}/bench/{name}.html")
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
            tab = browser.new_page()
            tab.set_default_timeout(1000 * SECONDS)
            tab.goto(f"http://127.0.0.1:{port}/bench/{name}.html")
            tab.wait_for_function("document.title == 'ready'")
            yield tab
            browser.close()
    finally:
        served.terminate()
        served.wait()


def _answers(url: str) -> None:
    for _ in range(10 * SECONDS):
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise UserError(f"{url} does not answer: is the port taken?")


def rows(text: str, dtype: type, width: int) -> NDArray[Any]:
    """Numbers that a page has sent in base 64, as (n, width)."""
    return np.frombuffer(base64.b64decode(text), dtype).reshape(-1, width)
