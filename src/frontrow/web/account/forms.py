"""The forms of accounts, in the words of this house and without placeholders."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

UNREADABLE = (KeyError, AttributeError, TypeError, ValueError, IndexError, InvalidSignature, UnsupportedAlgorithm)
WORDS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "password": _("Password"),
    "oldpassword": _("The password you have"),
    "code": _("Code"),
    "name": _("Name"),
    "passwordless": _("Sign in with it alone, without a password"),
}


class Plain:
    """Labels of ours, one field for a new password, its rule said beside it."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""
            field.label = WORDS.get(name, field.label)
        if new := self.fields.get("password1"):
            new.label = _("Password") if "email" in self.fields else _("The new password")
            new.help_text = password_validators_help_texts()[0]
            new.max_length = 200


class SignIn(Plain, account.LoginForm):
    """By address or, for an organiser made on the command line, by name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"

    def user_credentials(self) -> dict[str, str]:
        """Tried as an address and as a name, each once: a wrong password costs a slow hash every time."""
        return {"username": self.cleaned_data["login"].lower(), "password": self.cleaned_data["password"]}

    def add_prefix(self, field_name: str) -> str:
        """The names that browsers and their keepers of passwords know."""
        return "username" if field_name == "login" else field_name


class SignUp(Plain, account.SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].max_length = 150  # what a name of an account may have
        self.fields["email"].widget.attrs["maxlength"] = "150"

    def clean_email(self) -> str:
        from django.core.exceptions import ValidationError

        email: str = super().clean_email()
        if len(email) > 150:
            raise ValidationError(_("That address is too long."))
        return email

    def add_prefix(self, field_name: str) -> str:
        return "password" if field_name == "password1" else field_name


class NewAddress(forms.Form):
    email = forms.EmailField(
        label=_("The new address"), max_length=150, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class ChangePassword(Plain, account.ChangePasswordForm):
    pass


class SetPassword(Plain, account.SetPasswordForm):
    pass


class AskForPassword(Plain, account.ResetPasswordForm):
    pass


class ChoosePassword(Plain, account.ResetPasswordKeyForm):
    pass


class Again(Plain, account.ReauthenticateForm):
    pass


class Code(Plain, base.AuthenticateForm):
    pass


class CodeAgain(Plain, base.ReauthenticateForm):
    pass


class AddApp(Plain, totp.ActivateTOTPForm):
    pass


class Guarded:
    """What a browser is said to have answered may be anything; what cannot be read is a wrong code and no failure."""

    def full_clean(self) -> None:
        try:
            super().full_clean()  # type: ignore[misc]
        except UNREADABLE:
            self.cleaned_data: dict[str, Any] = {}
            self.add_error("credential", get_adapter().validation_error("incorrect_code"))  # type: ignore[attr-defined]


class PasskeySignIn(Guarded, webauthn.LoginWebAuthnForm):
    pass


class PasskeyCode(Guarded, webauthn.AuthenticateWebAuthnForm):
    pass


class PasskeyAgain(Guarded, webauthn.ReauthenticateWebAuthnForm):
    pass


class AddPasskey(Guarded, Plain, webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = 60
        self.fields["name"].widget.attrs["maxlength"] = "60"
        if not self.is_bound:
            self.fields["passwordless"].initial = True

    def clean_name(self) -> str:
        return super().clean_name()[:60]


class NamePasskey(Plain, webauthn.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = 60
        self.fields["name"].widget.attrs["maxlength"] = "60"

    def clean_name(self) -> str:
        return self.cleaned_data["name"][:60]
