"""The rules that recommendations follow now."""

from frontrow.recommend.rank.rules import Act, Rule
from frontrow.web.rules import models


def rules() -> list[Rule]:
    """Every rule, oldest first."""
    return [_rule(each) for each in models.Rule.objects.select_related("look", "house")]


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
