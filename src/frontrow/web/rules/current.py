"""The rules that recommendations follow now."""

import time
from collections.abc import Sequence

from django.db import close_old_connections

from frontrow.recommend.item import Item
from frontrow.recommend.rank.rules import Act, Rule, hidden
from frontrow.web.rules import models


def rules() -> list[Rule]:
    """Every rule, oldest first."""
    return [_rule(each) for each in models.Rule.objects.select_related("look", "house")]


def withheld(place: str, catalogue: Sequence[Item], region: str) -> frozenset[str]:
    """What may not be shown in a place to visitors of a region, for threads that answer no request of Django's."""
    close_old_connections()
    try:
        return hidden(rules(), catalogue, time.time(), place, region)
    finally:
        close_old_connections()


def _rule(each: models.Rule) -> Rule:
    act: Act = models.Rule.Act(each.act).value
    return Rule(
        act,
        item=each.look.slug if each.look else "",
        house=each.house.slug if each.house else "",
        place=each.place,
        position=each.position,
        regions=tuple(each.regions.upper().split()),
        starts=each.starts.timestamp() if each.starts else None,
        ends=each.ends.timestamp() if each.ends else None,
    )
