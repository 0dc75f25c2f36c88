"""Set a rule or take it away; either is written down."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.forms.models import model_to_dict

from frontrow.web.rules.models import Rule, RuleChange


@transaction.atomic
def set_rule(rule: Rule, by: AbstractBaseUser | None) -> Rule:
    """Save a new or changed rule. Raises ValidationError."""
    rule.full_clean()
    before = Rule.objects.filter(pk=rule.pk).first() if rule.pk else None
    rule.save()
    RuleChange.objects.create(by=by, rule=str(rule), before=_plain(before), after=_plain(rule))
    return rule


@transaction.atomic
def drop_rule(rule: Rule, by: AbstractBaseUser | None) -> None:
    RuleChange.objects.create(by=by, rule=str(rule), before=_plain(rule), after=None)
    rule.delete()


def _plain(rule: Rule | None) -> dict[str, Any] | None:
    if rule is None:
        return None
    said = model_to_dict(rule, exclude=["id"])
    for name in ("starts", "ends"):
        said[name] = said[name].isoformat() if said[name] else None
    said["look"] = rule.look.slug if rule.look else None
    said["house"] = rule.house.slug if rule.house else None
    return said
