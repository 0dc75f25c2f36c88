"""How often one address was wrong about a code or a word: after ten times in five minutes it waits.

A school sits behind one address, so that what was right there goes on being right: a code that opened its class from
this address within the last hour is not held up by others' mistakes, nor is one student's word by another's.
"""

import time

from django.core.cache import cache
from django.db import transaction
from django.utils.crypto import salted_hmac

WRONG, WITHIN = 10, 300  # tries, seconds
OPENED = 3600  # seconds


class Guesses:
    """Counted in the cache that all processes share, under a keyed hash: no address is kept."""

    def __init__(self, address: str) -> None:
        self.address = address

    def too_many(self, *about: str) -> bool:
        return len(self._times(self._key("wrong", *about))) >= WRONG

    @transaction.atomic  # the cache is a table: two processes do not write over each other's counts
    def missed(self, *about: str) -> None:
        key = self._key("wrong", *about)
        cache.set(key, [*self._times(key), time.time()][-WRONG:], WITHIN)

    def opened(self, code: str) -> None:
        """A class has this code."""
        cache.set(self._key("opened", code), True, OPENED)

    def knows(self, code: str) -> bool:
        return bool(cache.get(self._key("opened", code)))

    def _times(self, key: str) -> list[float]:
        now = time.time()
        return [at for at in cache.get(key, []) if now - WITHIN < at <= now]

    def _key(self, *parts: str) -> str:
        return "class-" + salted_hmac("school.guesses", repr((self.address, *parts)), algorithm="sha256").hexdigest()
