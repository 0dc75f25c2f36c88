"""Work that shares nothing, side by side on this machine's processors."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def beside(*tasks: Callable[[], Any]) -> list[Any]:
    """What each task returns, in their order, whatever the number of processors; raises what the first to fail raised.

    The first runs in the calling thread, so that it may report progress to whoever is not used to threads. The others
    gain from threads as far as they are compiled code that lets go of Python's lock.
    """
    if len(tasks) < 2 or processors() < 2:
        return [task() for task in tasks]
    with ThreadPoolExecutor(processors() - 1) as pool:
        others = [pool.submit(task) for task in tasks[1:]]
        return [tasks[0](), *(other.result() for other in others)]
