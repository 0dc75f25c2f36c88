"""Signing up and in, by e-mail address."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.translation import gettext_lazy as _


def _email() -> forms.EmailField:
    return forms.EmailField(
        label=_("E-mail"), max_length=150, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )


class SignUpForm(forms.Form):
    email = _email()
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


class SignInForm(AuthenticationForm):
    """An address is the same in capitals."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["username"].label = _("E-mail")

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"]
        return name.lower() if "@" in name else name
