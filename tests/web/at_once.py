"""A queue for tests: what is to be done now is done at once, what is to be done later waits until the test says so."""

from typing import Any

from django_tasks.backends.immediate import ImmediateBackend


class AtOnce(ImmediateBackend):
    supports_defer = True
    waiting: list[tuple[Any, tuple[Any, ...]]] = []

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        if task.run_after is None:
            return super().enqueue(task, args, kwargs)
        self.waiting.append((task, tuple(args)))
        return None


def later() -> None:
    """Some minutes pass."""
    while AtOnce.waiting:
        task, args = AtOnce.waiting.pop(0)
        task.call(*args)
