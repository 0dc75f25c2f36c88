"""Forms for keys and webhooks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontrow.web.keys.models import Event, Scope
from frontrow.web.people.models import Role
from frontrow.web.people.roles import holds, houses_of


class _Housed(forms.Form):
    """Whose it is: one of the houses that the account works for, or the whole site for an organiser."""

    house = forms.ModelChoiceField(queryset=None, required=False, label=_("Of"))

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organiser = holds(user, Role.ORGANISER)
        self.fields["house"].queryset = houses_of(user)  # type: ignore[attr-defined]
        self.fields["house"].required = not organiser
        self.fields["house"].empty_label = _("the whole site") if organiser else None  # type: ignore[attr-defined]
        if not organiser:
            self.initial.setdefault("house", houses_of(user).first())


NONE = {"required": _("Choose at least one.")}


class KeyForm(_Housed):
    name = forms.CharField(label=_("What for"), max_length=60)
    scopes = forms.MultipleChoiceField(
        label=_("It opens"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple, error_messages=NONE
    )
    field_order = ["name", "house", "scopes"]


class HookForm(_Housed):
    url = forms.URLField(label=_("Address"), max_length=300, assume_scheme="https")
    events = forms.MultipleChoiceField(
        label=_("It is told when"), choices=Event.choices, widget=forms.CheckboxSelectMultiple, error_messages=NONE
    )
    field_order = ["url", "house", "events"]
