"""A stranger's pattern is read and draped in a process of its own, with little time and memory."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from frontrow.errors import UserError

CHECK_SECONDS = 20
MAKE_SECONDS = 900
MEMORY_BYTES = 3 << 30
CHILD = ["-m", "frontrow.web.studio.child"]
TOO_MUCH = "This pattern takes more time or memory than the studio allows; use fewer or simpler panels."


def examine(path: Path, chart: str, size: str) -> None:
    """Check a pattern file for a size of a chart ("women" | "men"). Raises UserError, in one sentence."""
    _call("check", {"path": str(path), "chart": chart, "size": size}, CHECK_SECONDS, None)


def apart(
    spec: dict[str, Any], name: str, target: Path, progress: Callable[[str, float], None]
) -> dict[str, Any]:
    """`make_files` in a limited process of its own."""
    job = {"spec": spec, "name": name, "target": str(target)}
    answer: dict[str, Any] = _call("make", job, MAKE_SECONDS, progress)
    return answer


def _call(
    job: str, arguments: dict[str, Any], seconds: int, progress: Callable[[str, float], None] | None
) -> Any:
    """Run `job` in a child; it prints one JSON line for each step and one for the end."""
    child = subprocess.Popen(
        [sys.executable, *CHILD, job],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=lambda: _limit(seconds),
        env={**os.environ, "NUMBA_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )
    assert child.stdin and child.stdout
    with child:
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
    raise UserError(TOO_MUCH)


def _limit(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20, 64 << 20))
    os.nice(5)
