"""Limits on how long something may take and how much memory it may hold."""

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType


class OutOfTime(BaseException):
    """The limit was reached before the work was done; no Exception, so that no library takes it for its own."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise OutOfTime inside the block after `seconds`, as soon as Python code runs again.

    Only the main thread of a system with timers can be stopped; elsewhere the block takes as long as it takes.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_: int, __: FrameType | None) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.01))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def memory_held(share: float = 0.9) -> Iterator[None]:
    """Inside, an allocation beyond this share of the free memory raises MemoryError, where the system (Linux) lets us
    say so; else the kernel would end the process without a word."""
    try:
        told = Path("/proc/meminfo").read_text().split("MemAvailable:")[1].split()[0]
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (OSError, IndexError):
        yield
        return
    most = pages * resource.getpagesize() + int(share * 1024 * int(told))
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    least = min(one for one in (most, soft, hard) if one != resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_AS, (least, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
