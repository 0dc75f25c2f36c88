"""The tracker as visitors get it: built, served on this machine alone, and asked in Chromium."""

import os
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

from PIL import Image

from frontrow.bench._browser import CLIENT, FLAGS
from frontrow.bench._mirror.people import Shot
from frontrow.bench.browser_space import Quiet
from frontrow.errors import UserError

MODELS = ("lite", "full", "heavy")


class Page:
    """A page with the tracker; `follow` asks it about pictures."""

    def __init__(self, tab: Any, folder: Path) -> None:
        self._tab = tab
        self._folder = folder

    def follow(self, shots: list[Shot], every: float = 0.0) -> list[dict[str, Any]]:
        """What is found in each picture, and how long it took. every: ms between pictures of one film; 0: photos."""
        names = [f"{k}.png" for k in range(len(shots))]
        for name, taken in zip(names, shots, strict=True):
            Image.fromarray(taken.frame).save(self._folder / name, compress_level=1)
        return self._tab.evaluate("([names, every]) => window.follow(names, every)", [names, every])


@contextmanager
def page(model: str = "full") -> Iterator[Page]:
    """The tracker with one of MediaPipe's landmark models. Raises UserError without a checkout or Chromium."""
    vite, chromium = CLIENT / "node_modules" / "vite" / "bin" / "vite.js", shutil.which("chromium")
    node = shutil.which("node")
    if not vite.exists() or not node or not chromium:
        raise UserError("This bench builds a page of `client/` and opens it in Chromium: run it in a checkout.")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise UserError("This bench drives Chromium through playwright: pip install playwright.") from None
    with tempfile.TemporaryDirectory() as name:
        config = str(CLIENT / "bench" / "mirror.config.ts")
        command = [node, str(vite), "build", "-c", config, "--outDir", name, "--emptyOutDir", "--logLevel", "error"]
        subprocess.run(command, cwd=CLIENT, env={**os.environ, "POSE": model}, check=True)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=name))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            with sync_playwright() as driver:
                browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
                tab = browser.new_page()
                tab.goto(f"http://127.0.0.1:{server.server_port}/mirror.html")
                tab.wait_for_function("document.title == 'ready'")
                yield Page(tab, Path(name))
                browser.close()
        finally:
            server.shutdown()
            server.server_close()


def cpu_seconds() -> float:
    """CPU time of this process's descendants that run now: the browser with all its helpers (Linux)."""
    parents, times = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
            times[int(entry.name)] = int(fields[11]) + int(fields[12])

    def mine(pid: int) -> bool:
        while pid and pid != os.getpid():
            pid = parents.get(pid, 0)
        return pid == os.getpid()

    return sum(time for pid, time in times.items() if pid != os.getpid() and mine(pid)) / os.sysconf("SC_CLK_TCK")
