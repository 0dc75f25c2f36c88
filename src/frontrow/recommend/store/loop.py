"""An event loop in a thread of its own, for libraries that are asynchronous behind seams that are not."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Loop:
    """Runs coroutines of any thread until `stop`. name: of its thread."""

    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=name, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """The coroutine's result, waited for."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def soon(self, call: Callable[[], object]) -> None:
        """Have it called in the loop's thread; nothing is waited for."""
        self._loop.call_soon_threadsafe(call)

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
