"""Set a rule or take it away; either is written down."""

from typing import Any

from django.db import transaction
from django.forms.models import model_to_dict

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.rules.models import Rule, RuleChange


@transaction.atomic
def set_rule(rule: Rule, actor: Actor) -> Rule:
    """Save a new or changed rule. Raises ValidationError; NotAllowed."""
    actor.needs("rules.change_rule" if rule.pk else "rules.add_rule")
    rule.full_clean()
    before = Rule.objects.filter(pk=rule.pk).first() if rule.pk else None
    rule.save()
    RuleChange.objects.create(by=actor.user, rule=str(rule), before=_plain(before), after=_plain(rule))
    record(actor, "set_rule", rule)
    return rule


@transaction.atomic
def drop_rule(rule: Rule, actor: Actor) -> None:
    actor.needs("rules.delete_rule")
    record(actor, "drop_rule", rule)
    RuleChange.objects.create(by=actor.user, rule=str(rule), before=_plain(rule), after=None)
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
