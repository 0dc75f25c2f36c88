"""The drawing board: patterns are read and drawn flat in one process of their own, which stays for the next.

A page wants its drawing at once, and starting a process for each takes seconds; so this one is kept. Whoever's pattern
keeps it longer than `SECONDS` ends it, and is not drawn again for a while; the next drawing starts another.
"""

import atexit
import json
import select
import subprocess
import threading
import time
from contextlib import suppress
from typing import Any

from frontrow.errors import UserError
from frontrow.web.studio.limits import MEMORY_BYTES, TOO_MUCH, child

SECONDS = 15.0  # by the clock, as the machine may be busy; a drawing takes 0.05 to 0.3
STARTING = 60.0  # seconds that the process may take to be there, on a busy machine
QUEUE = 20.0  # seconds that a page waits for its turn
AGAIN = 120.0  # seconds after which a pattern that took too long is tried again
BUSY = "The drawing board is busy; try again in a moment."
LIFE = 24 * 3600  # CPU seconds of one process


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
        except TimeoutError:
            self._slow = {source: time.monotonic(), **dict(list(self._slow.items())[:99])}
            raise UserError(TOO_MUCH) from None
        finally:
            self._turn.release()

    def _answer(self, job: str, arguments: dict[str, Any]) -> Any:
        running = self._running()
        assert running.stdin
        try:
            running.stdin.write(json.dumps([job, arguments]) + "\n")
            running.stdin.flush()
            told = json.loads(self._line(running, SECONDS))
        except (TimeoutError, BrokenPipeError, json.JSONDecodeError):  # too long, or too much memory
            self.close()
            raise TimeoutError from None
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
