"""How often is enough: counted in the visitor's own browser until midnight, and nowhere else.

The cookie says how many showings of each campaign were seen today, "12:3.14:1". It is set only while she agrees that
what is seen may be counted; a cookie that holds anything else is read as empty.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from frontrow.recommend.sponsor.figures import PER_CAMPAIGN, PER_DAY

SEEN, OFF = "fr_seen", "fr_sponsors"
YEAR = 365 * 24 * 3600
PATTERN = re.compile(r"\d{1,9}:\d{1,2}(\.\d{1,9}:\d{1,2}){0,11}")


def seen_today(request: HttpRequest) -> dict[int, int]:
    """Showings seen today in this browser, by campaign."""
    told = request.COOKIES.get(SEEN, "")
    if not PATTERN.fullmatch(told):
        return {}
    return {int(campaign): int(times) for campaign, _, times in (pair.partition(":") for pair in told.split("."))}


def full(seen: Mapping[int, int]) -> bool:
    """Whether this browser has seen enough of all sponsors today."""
    return sum(seen.values()) >= PER_DAY


def may_count(seen: Mapping[int, int], campaign: int) -> bool:
    """Whether one more showing of the campaign keeps within what one browser may add to a day."""
    return not full(seen) and seen.get(campaign, 0) < PER_CAMPAIGN


def remember(request: HttpRequest, response: HttpResponse, seen: Mapping[int, int]) -> None:
    """Write into her browser alone what it was shown today: {campaign: times}; forgotten at midnight UTC."""
    now = timezone.now().astimezone(UTC)
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), UTC)
    value = ".".join(f"{campaign}:{times}" for campaign, times in seen.items())
    left = int((midnight - now).total_seconds())
    response.set_cookie(SEEN, value, max_age=left, httponly=True, secure=request.is_secure(), samesite="Lax")


def off(request: HttpRequest) -> bool:
    """Whether she has said that she wants to see no sponsors."""
    return request.COOKIES.get(OFF) == "off"


def switch(request: HttpRequest, response: HttpResponse, on: bool) -> None:
    """Remember in her browser whether she wants to see sponsors."""
    if on:
        response.delete_cookie(OFF, samesite="Lax")
    else:
        response.set_cookie(OFF, "off", max_age=YEAR, httponly=True, secure=request.is_secure(), samesite="Lax")
