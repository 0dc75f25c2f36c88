"""The tracker as visitors get it: built, served on this machine alone, and asked in Chromium."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image

from frontrow.bench._mirror.opened import opened
from frontrow.bench._mirror.people import Shot

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
    with opened("mirror", {"POSE": model}) as (tab, folder):
        yield Page(tab, folder)


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
