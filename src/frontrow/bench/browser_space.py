"""The browser's half of `frontrow bench space`: a real Chromium opens `.drape` files and drapes them."""

import shutil
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

CLIENT = Path(__file__).resolve().parents[3] / "client"
MANNEQUIN = Path(__file__).resolve().parents[1] / "body" / "asset" / "mannequin.bin"
BUNDLE = """import {{ build }} from 'vite';
await build({{ configFile: false, root: {root!r}, logLevel: 'error', build: {{ outDir: {out!r}, emptyOutDir: false,
  lib: {{ entry: {entry!r}, formats: ['es'], fileName: () => 'space.js' }} }} }});"""
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *args: Any) -> None:
        pass


def times(files: Mapping[str, bytes], wearers: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, Any]:
    """Medians in milliseconds and the farthest a vertex is from Python's in metres, for each `.drape` file; a string
    that says why when there is no Chromium, no Playwright or no checkout with the client's sources."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return dict.fromkeys(files, "Playwright is not installed")
    if chromium is None or not (CLIENT / "node_modules" / "vite").is_dir():
        return dict.fromkeys(files, "no Chromium, or no client with its packages, is here")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        entry = str(CLIENT / "look" / "space" / "index.ts")
        script = BUNDLE.format(root=str(CLIENT), out=str(folder), entry=entry)
        subprocess.run(["node", "--input-type=module", "-e", script], cwd=CLIENT, check=True)
        shutil.copy(CLIENT / "look" / "space" / "bench.html", folder / "index.html")
        shutil.copy(MANNEQUIN, folder)
        for file, data in files.items():
            (folder / f"{file}.drape").write_bytes(data)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=name))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
                page = browser.new_page()
                page.goto(f"http://127.0.0.1:{server.server_port}/index.html")
                page.wait_for_selector("body[data-ready]", state="attached")
                return {
                    file: page.evaluate("([f, w]) => window.measure(f, w)", [f"{file}.drape", list(wearers[file])])
                    for file in files
                }
        finally:
            server.shutdown()
            server.server_close()
