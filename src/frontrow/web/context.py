"""What every page knows: the season, the visitor's choice about learning, her bag."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from frontrow.privacy import agreed, consent
from frontrow.web import doors
from frontrow.web.people.roles import holds
from frontrow.web.season.models import Season
from frontrow.web.shop.holder import holder_of
from frontrow.web.shop.models import BagLine, Saved


def current_season() -> Season | None:
    """The newest published season."""
    return Season.objects.filter(published=True).first()


def house_lights(request: HttpRequest) -> dict[str, Any]:
    holder = holder_of(request) if hasattr(request, "session") else ""
    return {
        "season": current_season(),
        "consent": consent(request.COOKIES),
        "asked": agreed(request.COOKIES) is not None,
        "at_work": _at_work(request.path_info),
        "doors": {name: doors.menu(name) for name in ("rooms", "more")},
        "works_here": holds(getattr(request, "user", None)),
        "languages": [{"code": code, "name": NATIVE.get(code, code)} for code, _ in settings.LANGUAGES],
        "saved_count": Saved.objects.filter(holder=holder).count() if holder else 0,
        "bag_count": BagLine.objects.filter(holder=holder).count() if holder else 0,
    }


# Rooms where people work, and nothing is learnt from what they look at: the question would only stand in their way.
AT_WORK = ("backstage", "insight", "account", "class", "lessons", "invitation")


def _at_work(path: str) -> bool:
    """path: with the language before the room, such as /en/backstage/queue/."""
    return path.strip("/").partition("/")[2].partition("/")[0] in AT_WORK


NATIVE = {"en": "English", "zh-hans": "简体中文"}
