"""The drawing board: patterns are read and drawn flat in one process of their own, which stays for the next.

A page wants its drawing at once, and starting a process for each takes seconds; so this one is kept. A pattern that
takes more of the processor than `SECONDS`, or too much memory, ends it and is not drawn again for a while; the next
drawing starts another. Nobody's pattern is blamed for a busy machine, nor for a fault of ours.
"""

import atexit
import json
import logging
import select
import signal
import subprocess
import threading
import time
from contextlib import suppress
from typing import Any

from frontrow.errors import UserError
from frontrow.web.studio.limits import MEMORY_BYTES, TOO_MUCH, child

log = logging.getLogger("frontrow.studio")

SECONDS = 15  # of the processor, for one drawing; it takes 0.05 to 0.3
WAIT = 45.0  # seconds by the clock, after which a drawing is given up
STARTING = 60.0  # seconds that the process may take to be there, on a busy machine
QUEUE = 20.0  # seconds that a page waits for its turn
AGAIN = 120.0  # seconds after which a pattern that took too much is tried again
BUSY = "The drawing board is busy; try again in a moment."
FAULT = "The drawing board failed at this pattern; the fault is ours, and it is noted."
ENDED = (0, -signal.SIGTERM)  # how the process ends when no pattern is to blame
LIFE = 24 * 3600  # CPU seconds of one process


class TooMuch(Exception):
    """The process ended over a pattern."""


class Board:
    """One process, one drawing at a time; safe to use from several threads."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._slow: dict[int, float] = {}  # a pattern's hash, when it was given up

    def ask(self, job: str, **arguments: Any) -> Any:
        """What a job of `frontrow.web.studio.drawing` answers. Raises UserError."""
        source = hash(arguments.get("source", ""))
        if time.monotonic() - self._slow.get(source, -AGAIN) < AGAIN:
            raise UserError(TOO_MUCH)
        if not self._turn.acquire(timeout=QUEUE):
            raise UserError(BUSY)
        try:
            return self._answer(job, arguments)
        except TooMuch:
            self._slow = {source: time.monotonic(), **dict(list(self._slow.items())[:99])}
            raise UserError(TOO_MUCH) from None
        finally:
            self._turn.release()

    def _answer(self, job: str, arguments: dict[str, Any]) -> Any:
        running = self._running()
        assert running.stdin
        try:
            running.stdin.write(json.dumps([job, arguments, SECONDS]) + "\n")
            running.stdin.flush()
            line = self._line(running, WAIT)
        except (TimeoutError, BrokenPipeError):
            log.warning("the drawing board gave up `%s` after %s s: the machine is busy", job, WAIT)
            self.close()
            raise UserError(BUSY) from None
        if not line.endswith("\n"):  # it ended: too long, or too much memory
            ended = running.wait()
            self.close()
            if ended in ENDED:
                raise UserError(BUSY)
            log.warning("the drawing board ended with %s at `%s`", ended, job)
            raise TooMuch
        told = json.loads(line)
        if "fault" in told:
            log.error("the drawing board failed at `%s`: %s", job, told["fault"][-4000:])
            raise UserError(FAULT)
        if "error" in told:
            raise UserError(told["error"])
        return told["result"]

    def _running(self) -> "subprocess.Popen[str]":
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._child = child("board", LIFE, MEMORY_BYTES, subprocess.DEVNULL)
            try:
                self._line(self._child, STARTING)  # it says that it is there
            except TimeoutError:
                self.close()
                raise UserError(BUSY) from None
        return self._child

    @staticmethod
    def _line(running: "subprocess.Popen[str]", seconds: float) -> str:
        assert running.stdout
        if not select.select([running.stdout], [], [], seconds)[0]:
            raise TimeoutError
        return running.stdout.readline()  # written at once, so that it is whole

    def close(self) -> None:
        """End the process; the next drawing starts another."""
        running, self._child = self._child, None
        if running is None:
            return
        running.kill()
        for pipe in (running.stdin, running.stdout):
            if pipe:
                with suppress(BrokenPipeError):
                    pipe.close()
        running.wait()


board = Board()
atexit.register(board.close)
