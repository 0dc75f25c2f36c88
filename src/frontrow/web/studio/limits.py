"""A stranger's pattern is read and draped in a process of its own, with little time and memory."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from frontrow.errors import UserError

CHECK_SECONDS = 20
MAKE_SECONDS = 900
PATIENCE = 3  # a job may take so many times its CPU seconds by the clock
MEMORY_BYTES = 3 << 30
TOO_MUCH = "This pattern takes more time or memory than the studio allows; use fewer or simpler panels."


def examine(path: Path, chart: str, size: str) -> None:
    """Check a pattern file for a size of a chart ("women" | "men"). Raises UserError, in one sentence."""
    _call("check", {"path": str(path), "chart": chart, "size": size}, CHECK_SECONDS, None)


def flat(path: Path, chart: str, size: str) -> str:
    """A pattern drawn flat in a size of a chart, as SVG. Raises UserError."""
    drawing: str = _call("flat", {"path": str(path), "chart": chart, "size": size}, CHECK_SECONDS, None)
    return drawing


def apart(spec: dict[str, Any], name: str, target: Path, progress: Callable[[str, float], None]) -> dict[str, Any]:
    """`make_files` in a limited process of its own."""
    job = {"spec": spec, "name": name, "target": str(target)}
    answer: dict[str, Any] = _call("make", job, MAKE_SECONDS, progress)
    return answer


def _call(job: str, arguments: dict[str, Any], seconds: int, progress: Callable[[str, float], None] | None) -> Any:
    """Run `job` in a child, which is gone when this ends, in whatever way it ends."""
    with tempfile.TemporaryFile("w+") as told, child(job, seconds, MEMORY_BYTES, told) as running:
        deadline = threading.Timer(seconds * PATIENCE, running.kill)
        deadline.daemon = True
        try:
            deadline.start()
            return _answer(running, told, arguments, progress)
        finally:
            deadline.cancel()
            running.kill()


def _answer(
    child: "subprocess.Popen[str]",
    told: IO[str],
    arguments: dict[str, Any],
    progress: Callable[[str, float], None] | None,
) -> Any:
    """Tell the child its job; it prints one JSON line for each step and one for the end."""
    assert child.stdin and child.stdout
    child.stdin.write(json.dumps(arguments))
    child.stdin.close()
    for line in child.stdout:
        message = json.loads(line)
        if "error" in message:
            raise UserError(message["error"])
        if "result" in message:
            return message["result"]
        if progress:
            progress(message["step"], message["share"])
    code = child.wait()
    told.seek(0)
    words = told.read()[-4000:]
    if code < 0 or "MemoryError" in words:  # the system stopped it, or it asked for more than it may have
        raise UserError(TOO_MUCH)
    raise RuntimeError(f"the studio's child ended with {code}: {words}")


def child(job: str, seconds: int, memory: int, told: IO[str] | int) -> "subprocess.Popen[str]":
    """A process with limits of CPU seconds and bytes; what it complains about goes to `told`."""
    return subprocess.Popen(
        [sys.executable, "-m", "frontrow.web.studio.child", job, str(seconds), str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=told,
        text=True,
        env={**os.environ, "NUMBA_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )
