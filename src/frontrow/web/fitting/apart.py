"""A visitor's own drape is made in a process of its own: niced, limited, told through a pipe and gone afterwards.

Her measures are neither in its arguments nor in its environment, and it writes no file.
"""

import json
import logging
import os
import select
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext_noop as N_

from frontrow.errors import UserError
from frontrow.web.fitting.outcome import Draped
from frontrow.web.home import home

SECONDS = 120  # of processor time
PATIENCE = 3  # by the clock, so many times as much
MEMORY_BYTES = 3 << 30
LOOK_UP = 0.25  # seconds between asking whether it is still wanted
FAILED = N_("The drape did not succeed; try another size, or try again.")
log = logging.getLogger("frontrow.fitting")


class Unwanted(Exception):
    """Nobody waits for it any more."""


def drape_apart(spec: dict[str, Any], progress: Callable[[str, float], None], wanted: Callable[[], bool]) -> Draped:
    """The look that `spec` describes, draped in a child. Raises UserError, or Unwanted as soon as `wanted()` is false.

    Whatever happens, the child is gone when this ends.
    """
    # the folder is for what belongs to the house, patterns and fabrics, and goes even when the child is killed
    with TemporaryDirectory(dir=home().work, prefix="fitting-") as folder, _child() as child:
        deadline = threading.Timer(SECONDS * PATIENCE, child.kill)
        deadline.daemon = True
        try:
            deadline.start()
            return _answer(child, {"spec": spec, "folder": folder}, progress, wanted)
        finally:
            deadline.cancel()
            child.kill()


def _answer(
    child: "subprocess.Popen[bytes]",
    told: dict[str, Any],
    progress: Callable[[str, float], None],
    wanted: Callable[[], bool],
) -> Draped:
    """Tell the child its job; it prints one JSON line for each step, one for the end, and the file after that."""
    assert child.stdin and child.stdout
    try:
        child.stdin.write(json.dumps(told).encode())
        child.stdin.close()
    except BrokenPipeError:
        raise RuntimeError("a fitting child did not start") from None
    said = b""
    for part in _parts(child.stdout.fileno(), wanted):
        said += part
        while b"\n" in said:
            line, _, said = said.partition(b"\n")
            message = json.loads(line)
            if "error" in message:
                raise UserError(message["error"])
            if "fault" in message:
                log.error("a drape in the fitting room failed: %s", message["fault"])
                raise UserError(FAILED)
            if "bytes" in message:
                rest = said + b"".join(_parts(child.stdout.fileno(), wanted))
                if len(rest) != message["bytes"]:
                    raise RuntimeError("a fitting child ended in the middle of its file")
                return Draped(rest, message["report"])
            progress(message["step"], message["share"])
    log.error("a drape in the fitting room ended with %s", child.wait())
    raise UserError(FAILED)


def _parts(pipe: int, wanted: Callable[[], bool]) -> Iterator[bytes]:
    while True:
        if not wanted():
            raise Unwanted
        if select.select([pipe], [], [], LOOK_UP)[0]:
            part = os.read(pipe, 1 << 20)
            if not part:
                return
            yield part


def _child() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "frontrow.web.fitting.child", str(SECONDS), str(MEMORY_BYTES)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path("/"),
        env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )
