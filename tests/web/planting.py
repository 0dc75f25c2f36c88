"""Puts somebody into every table there is: a model's fields say by name and type what of her belongs there."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from frontrow.web.tables import NOBODY, TABLES, How

# What cannot be guessed from a field: words with a form of their own.
GIVEN: dict[str, dict[str, Any]] = {
    "django_tasks_database.DBTaskResult": {
        "status": "SUCCESSFUL",
        "args_kwargs": lambda her: {"args": ["shop/sent", her.email, "en", {"to": her.word}, {}], "kwargs": {}},
        "task_path": "frontrow.web.letters.send_letter",
        "queue_name": "default",
        "backend_name": "default",
        "finished_at": lambda her: timezone.now(),
    },
    "moderation.Case": {"kind": "story"},
    "people.Membership": {"role": "teacher"},
    "shop.Order": {"state": "shipped", "address": lambda her: {"street": her.kept}, "name": lambda her: her.kept},
    "shop.OrderLine": {"measures": lambda her: {"height": 1.7342}, "title": lambda her: {"en": her.kept}},
}
ADDRESS = "203.0.113.77"  # of nobody: RFC 5737
HERS = ("holder", "visitor", "learns")


@dataclass
class Her:
    """Marks that nobody else has. word: in whatever she wrote. kept: in bills and at the desk."""

    user: Any
    holder: str
    visitor: str
    email: str
    word: str = field(default_factory=lambda: f"zyx{secrets.token_hex(6)}")
    kept: str = field(default_factory=lambda: f"kept{secrets.token_hex(6)}")

    @property
    def marks(self) -> tuple[str, ...]:
        return self.holder, self.visitor, self.email, self.word, ADDRESS


def every_table() -> dict[str, type[models.Model]]:
    """All tables by label, also those that only join two others."""
    return {model._meta.label: model for model in apps.get_models(include_auto_created=True) if model._meta.managed}


def plant(model: type[models.Model], her: Her) -> models.Model:
    """A row of hers."""
    given = GIVEN.get(model._meta.label, {})
    values = {}
    for each in model._meta.concrete_fields:
        if each.name in given:
            value = given[each.name]
            values[each.name] = value(her) if callable(value) else value
        elif (found := _value(each, her, model._meta.label)) is not None:
            values[each.name] = found
    return model._default_manager.create(**values)


def _value(each: Any, her: Her, label: str) -> Any:
    if each.primary_key and (isinstance(each, models.AutoField) or each.has_default()):
        return None
    if each.is_relation:
        return _related(each, her)
    if each.name in HERS:
        return getattr(her, each.name, her.visitor)
    word = her.word if not label or TABLES.get(label, NOBODY).how in (How.ERASED, How.ACCOUNT) else her.kept
    if isinstance(each, models.EmailField) or each.name == "email":
        return her.email
    if each.choices:
        return each.flatchoices[0][0]
    if isinstance(each, models.CharField | models.TextField):
        if each.max_length and each.max_length < len(word) + 8:
            return None if each.has_default() or each.blank else word[: each.max_length]
        return f"{word}{secrets.token_hex(4)}" if each.unique else word
    if each.has_default() or each.null or each.blank:
        return None
    if isinstance(each, models.DateTimeField):
        return timezone.now()
    if isinstance(each, models.DateField):
        return timezone.now().date()
    if isinstance(each, models.JSONField):
        return {"said": word}
    if isinstance(each, models.GenericIPAddressField):
        return ADDRESS
    if isinstance(each, models.BinaryField):
        return word.encode()
    return 1


def _related(each: Any, her: Her) -> Any:
    to = each.related_model
    if to is type(her.user):
        return her.user
    if each.null:
        return None
    rows = to._default_manager.order_by("pk")
    if name := _is_hers(to):
        rows = rows.filter(**{name: _value(to._meta.get_field(name), her, "")})
    return rows.first() or plant(to, her)


def _is_hers(model: Any) -> str:
    """The field by which a row is hers, "" for none."""
    names = {each.name for each in model._meta.concrete_fields}
    return next((name for name in (*HERS, "user", "author", "owner") if name in names), "")


def told(model: type[models.Model]) -> str:
    """Every value of every row of a table, as text."""
    return "\n".join(repr(row) for row in model._default_manager.values_list())
