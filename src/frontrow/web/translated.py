"""A text in every language of the site: stored as JSON, edited side by side, shown in the reader's."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language


class Translations(dict[str, str]):
    """Language code to text; as a string it is the active language's text, else English, else any."""

    def __str__(self) -> str:
        return self.get(get_language() or "en") or self.get("en") or next(iter(self.values()), "")

    def __bool__(self) -> bool:
        return bool(str(self))


def translations(value: "Mapping[str, str] | str | None") -> Translations:
    """What files hold: a mapping of languages, or one string that serves for all of them."""
    if isinstance(value, Mapping):
        return Translations({str(k): str(v).strip() for k, v in value.items() if v})
    return Translations({"en": value.strip()} if value else {})


class TranslatedWidget(forms.MultiWidget):
    """One input a language, each marked with its language code."""

    template_name = "admin/translated.html"

    def __init__(self, long: bool) -> None:
        inner = forms.Textarea if long else forms.TextInput
        attributes = {"rows": 4, "cols": 70} if long else {"size": 60}
        super().__init__({code: inner({**attributes, "lang": code}) for code, _ in settings.LANGUAGES})

    def decompress(self, value: Mapping[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code, _ in settings.LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for subwidget, (_, label) in zip(context["widget"]["subwidgets"], settings.LANGUAGES, strict=True):
            subwidget["language"] = label
        return context


class TranslatedFormField(forms.MultiValueField):
    def __init__(self, *, long: bool = False, **kwargs: Any) -> None:
        for key in ("encoder", "decoder", "max_length"):
            kwargs.pop(key, None)
        fields = [forms.CharField(required=False) for _ in settings.LANGUAGES]
        super().__init__(fields, require_all_fields=False, widget=TranslatedWidget(long), **kwargs)

    def compress(self, values: list[str]) -> Translations:
        codes = [code for code, _ in settings.LANGUAGES]
        return Translations({c: v.strip() for c, v in zip(codes, values, strict=False) if v and v.strip()})

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.compress(data or []) != (initial or {}))


class TranslatedField(models.JSONField):
    """A JSON object of texts by language; `long` asks for text areas in the admin."""

    def __init__(self, *args: Any, long: bool = False, **kwargs: Any) -> None:
        self.long = long
        kwargs.setdefault("default", Translations)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.long:
            kwargs["long"] = True
        return name, path, args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Translations:
        return translations(super().from_db_value(value, expression, connection))

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(dict(translations(value)))

    def formfield(self, **kwargs: Any) -> Any:
        kwargs.pop("choices_form_class", None)
        kwargs.pop("form_class", None)
        return TranslatedFormField(
            long=self.long,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            required=not self.blank,
            help_text=self.help_text,
        )
