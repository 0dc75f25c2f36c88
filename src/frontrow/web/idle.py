"""What a worker does while the queue is empty."""

from frontrow.web.daily import Daily
from frontrow.web.shop.tidy import Tidy


class Idle:
    """Every job that looks at the clock itself, one after the other."""

    def __init__(self) -> None:
        self._jobs = (Tidy(), Daily())

    def __call__(self) -> None:
        for job in self._jobs:
            job()
