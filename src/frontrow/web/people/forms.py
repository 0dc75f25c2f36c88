"""Inviting somebody, and accepting with a new account."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.translation import gettext_lazy as _

from frontrow.web.context import NATIVE
from frontrow.web.people.actions.invite import OF_A_HOUSE
from frontrow.web.people.models import Role


class InviteForm(forms.Form):
    """houses: those for which the sender may invite. organises: whether she may give every role."""

    email = forms.EmailField(label=_("E-mail"), max_length=150, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role"))
    house = forms.ModelChoiceField(label=_("House"), queryset=None, required=False, to_field_name="slug")
    language = forms.ChoiceField(
        label=_("Language of the letter"),
        choices=[(code, NATIVE.get(code, code)) for code, _name in settings.LANGUAGES],
    )

    def __init__(self, *args: Any, houses: Any, organises: bool, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        offered = list(Role) if organises else OF_A_HOUSE
        self.fields["role"].choices = [(role.value, role.label) for role in offered]  # type: ignore[attr-defined]
        house: Any = self.fields["house"]
        house.queryset, house.required = houses, not organises
        house.empty_label = _("No house") if organises else None
        if organises:
            house.help_text = _("For whom somebody of a house works, or a contributor writes.")


class PasswordForm(forms.Form):
    """The password of an account that an invitation makes."""

    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["password"].help_text = password_validators_help_texts()[0]

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password
