"""The same work in this process or on many machines: what is asked of one part must not depend on the others."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

from frontrow.errors import UserError

Shared = TypeVar("Shared")
Part = TypeVar("Part")
Found = TypeVar("Found")


class Workers(Protocol):
    """Whoever does a work part by part."""

    def each(self, work: Callable[[Shared, Part], Found], shared: Shared, parts: Sequence[Part]) -> Iterator[Found]:
        """work(shared, part) of every part, in their order."""
        ...


class Here:
    """One part after the other, in this process: the default."""

    def each(self, work: Callable[[Shared, Part], Found], shared: Shared, parts: Sequence[Part]) -> Iterator[Found]:
        return (work(shared, part) for part in parts)


class Cluster:
    """Parts are tasks of Ray (Moritz et al., OSDI 2018), one core each; what they share is sent to a machine once.

    workers: processes started on this machine. address: of a running cluster instead ("auto" finds it), each of whose
    machines has frontrow installed. Raises UserError where Ray is missing or does not answer.
    """

    def __init__(self, workers: int = 1, address: str | None = None) -> None:
        try:
            import ray
        except ImportError:
            raise UserError("more than one worker needs Ray; pip install 'frontrow[cluster]'") from None
        self.ray: Any = ray
        apart = {"env_vars": {name: "1" for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "NUMBA_NUM_THREADS")}}
        os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
        start = {"address": address} if address else {"num_cpus": workers, "include_dashboard": False}
        try:
            ray.init(**start, runtime_env=apart, ignore_reinit_error=True, logging_level="ERROR", log_to_driver=False)
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise UserError(
                f"no Ray cluster answers at {address}: {error}; start one with `ray start --head`"
            ) from None

    def each(self, work: Callable[[Shared, Part], Found], shared: Shared, parts: Sequence[Part]) -> Iterator[Found]:
        remote = self.ray.remote(num_cpus=1)(work)
        sent = self.ray.put(shared)
        return iter([self.ray.get(one) for one in [remote.remote(sent, part) for part in parts]])

    def close(self) -> None:
        """Let go of the cluster; processes that were started here end."""
        self.ray.shutdown()
