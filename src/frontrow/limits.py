"""Token buckets: how often one visitor, or one address, may do something."""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address


class Rate:
    """At most `burst` at once and `per_second` in the long run, for each key.

    Keys are forgotten, least recently used first, beyond `keys` of them; so memory is bounded.
    """

    def __init__(
        self,
        burst: float,
        per_second: float,
        keys: int = 50_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.burst = burst
        self.per_second = per_second
        self._keys = keys
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str, cost: float = 1.0) -> float:
        """Take `cost` tokens and return 0, or take none and return the seconds until they would be there."""
        now = self._clock()
        tokens, then = self._buckets.pop(key, (self.burst, now))
        tokens = min(self.burst, tokens + (now - then) * self.per_second)
        missing = cost - tokens
        self._buckets[key] = (tokens if missing > 0 else tokens - cost, now)
        if len(self._buckets) > self._keys:
            self._buckets.popitem(last=False)
        return max(0.0, missing / self.per_second)


def asker(peer: str, forwarded: str) -> str:
    """The address of who asks: `peer`, or where FRONTROW_PROXY says that this is a proxy, the one it tells of itself.

    forwarded: X-Forwarded-For. What stands before its last comma anybody may have written.
    """
    if forwarded and os.environ.get("FRONTROW_PROXY") == "1":
        return forwarded.rsplit(",", 1)[-1].strip()
    return peer


def household(address: str) -> str:
    """Who is asking, for limits: an IPv4 address, or the /64 network of an IPv6 household; else what was given."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if not isinstance(ip, IPv6Address):
        return str(ip)
    return str(ip.ipv4_mapped or f"{IPv6Address(int(ip) >> 64 << 64)}/64")
