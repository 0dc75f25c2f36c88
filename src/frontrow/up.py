"""Opens the house: prepares the home folder, starts the workers, serves everything on one port.

This module alone knows both `live` and `web`; they do not know each other.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType

from frontrow.errors import UserError
from frontrow.live.asgi import App
from frontrow.parent import end_with_parent

CLIENT = Path(__file__).resolve().parent / "client"


def application(role: str = "all") -> App:
    """The site as one ASGI application, for the home folder that FRONTROW_HOME names.

    role: "web" answers pages and files alone, "live" everything else and files, "all" both."""
    from frontrow.live import create
    from frontrow.privacy import server_key
    from frontrow.web.home import home
    from frontrow.web.setup import boot

    boot()
    from django.conf import settings

    from frontrow.web.desk.understanding import understanding
    from frontrow.web.learning import engine, store
    from frontrow.web.rules.current import withheld
    from frontrow.web.studio.ready import ready_looks
    from frontrow.web.wsgi import application as pages

    here, recommender = home(), engine()
    recommender.ranker()  # reads the catalogue from the database, which a request on the event loop must not
    if role != "live":  # so that no visitor's first question waits for it
        threading.Thread(target=understanding().words, name="desk", daemon=True).start()
    return create(
        store=None if role == "web" else store(),
        key=server_key(here.root),
        assets=CLIENT,
        media=here.media,
        pages=None if role == "live" else pages,
        ready=ready_looks,
        engine=recommender,
        withheld=partial(withheld, "front/for-you"),
        region=settings.REGION_HEADER,
    )


def default_workers() -> int:
    """One worker a core, at most four; they are niced, so that pages go first."""
    return min(4, os.cpu_count() or 1)


def stop_on_terminate() -> None:
    """Make SIGTERM unwind like Ctrl-C, so that the workers are told; uvicorn raises it once more."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)


class Workers:
    """Worker processes that are started again when they die, at most once a few seconds."""

    PAUSE = 3.0

    def __init__(self, home: Path, count: int) -> None:
        self._environment = {**os.environ, "FRONTROW_HOME": str(home)}
        self._log = (home / "worker.log").open("a")
        self._stopping = threading.Event()
        self._processes = [self._start() for _ in range(count)]
        self._watch = threading.Thread(target=self._keep, name="workers", daemon=True)
        self._watch.start()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "frontrow", "worker"]
        return subprocess.Popen(
            command,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            preexec_fn=end_with_parent if sys.platform == "linux" else None,
        )

    def _keep(self) -> None:
        while not self._stopping.wait(self.PAUSE):
            for index, process in enumerate(self._processes):
                if process.poll() is not None and not self._stopping.is_set():
                    self._processes[index] = self._start()

    def stop(self) -> None:
        """Ask every worker to put its task back and end; insist after ten seconds."""
        self._stopping.set()
        self._watch.join()
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
        self._log.close()


@contextmanager
def workers(home: Path, count: int) -> Iterator[None]:
    """`count` workers for as long as the block lasts."""
    running = Workers(home, count)
    try:
        yield
    finally:
        running.stop()


def check_port(host: str, port: int) -> None:
    """Raise UserError when something else already listens there."""
    import socket

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UserError(
                f"Port {port} of {host} cannot be opened ({error.strerror}); choose another with --port."
            ) from error
