"""How busy each hour of the day is, from what was seen in the last weeks: the curve along which budgets are spent."""

import time
from datetime import timedelta

from django.db.models import Sum
from django.db.models.functions import ExtractHour
from django.utils import timezone

from frontrow.recommend.sponsor.pacing import EVEN, HOURS, busy_hours
from frontrow.web.sponsors.models import Tally

DAYS, FRESH = 14, 600.0
_read: tuple[float, tuple[float, ...]] = (float("-inf"), EVEN)


def busy() -> tuple[float, ...]:
    """By hour (UTC), at most ten minutes old; even while little is known."""
    global _read
    if time.monotonic() - _read[0] > FRESH:
        rows = Tally.objects.filter(hour__gte=timezone.now() - timedelta(days=DAYS))
        sums = dict(rows.order_by().values_list(ExtractHour("hour")).annotate(Sum("seen")))
        _read = time.monotonic(), busy_hours([float(sums.get(hour, 0)) for hour in range(HOURS)])
    return _read[1]
