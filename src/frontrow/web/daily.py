"""What a worker with nothing to do does once a day: group the visitors anew."""

import logging
import time

from django.conf import settings

from frontrow.errors import UserError
from frontrow.recommend.people.labels import labels_of
from frontrow.recommend.people.lasting import lasting
from frontrow.recommend.people.profiles import material
from frontrow.recommend.people.segments import keep, kept, learn
from frontrow.recommend.people.touches import stored
from frontrow.web.learning import catalogue, store

log = logging.getLogger("frontrow.worker")
DAY, HOUR = 86_400.0, 3_600.0


class Daily:
    """Call it as often as you like; it looks at the clock, and tries again after an hour when there was nobody yet."""

    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self) -> bool:
        """Whether visitors were grouped now."""
        if time.monotonic() < self._next:
            return False
        self._next = time.monotonic() + HOUR
        path = settings.HOME.segments
        if path.exists() and time.time() - path.stat().st_mtime < DAY and (found := kept(path)) and len(found):
            return False
        try:
            made = material(stored(store()), labels_of(catalogue()))
            keep(lasting(learn(made.attention, made.space), kept(path)), path)
        except UserError as error:
            log.info("visitors are not grouped yet: %s", error)
            return False
        return True
