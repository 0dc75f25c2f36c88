"""A page of `client/bench`: built, served on this machine alone, and opened in Chromium."""

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from frontrow.bench._browser import CLIENT, FLAGS
from frontrow.bench.browser_space import Quiet
from frontrow.errors import UserError


@contextmanager
def opened(name: str, environment: Mapping[str, str] | None = None) -> Iterator[tuple[Any, Path]]:
    """The tab with `<name>.html` as `<name>.config.ts` builds it, once it is ready, and the folder it is served from.

    environment: what the build is told beside this process's own. Raises UserError without a checkout or Chromium.
    """
    vite, node, chromium = CLIENT / "node_modules/vite/bin/vite.js", shutil.which("node"), shutil.which("chromium")
    if not vite.exists() or not node or not chromium:
        raise UserError("This bench builds a page of `client/` and opens it in Chromium: run it in a checkout.")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise UserError("This bench drives Chromium through playwright: pip install playwright.") from None
    with tempfile.TemporaryDirectory() as folder:
        config = str(CLIENT / "bench" / f"{name}.config.ts")
        command = [node, str(vite), "build", "-c", config, "--outDir", folder, "--emptyOutDir", "--logLevel", "error"]
        subprocess.run(command, cwd=CLIENT, env={**os.environ, **(environment or {})}, check=True)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            with sync_playwright() as driver:
                browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
                tab = browser.new_page()
                tab.goto(f"http://127.0.0.1:{server.server_port}/{name}.html")
                tab.wait_for_function("document.title == 'ready'")
                yield tab, Path(folder)
                browser.close()
        finally:
            server.shutdown()
            server.server_close()
