"""How accounts behave here: a name that is the address in small letters, letters by the worker, few words."""

import logging
import time
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from frontrow.web import letters
from frontrow.web.locks import address

log = logging.getLogger("frontrow.account")

MOMENT = 300.0  # seconds
THERE_IS_ONE = _("There is an account with this address; sign in, or ask for a new password.")

NOTICED = {  # what happened to an account, told to its owner by letter
    "account/email/email_changed": _("It has another address now; letters go there."),
    "account/email/password_changed": _("The password was changed."),
    "account/email/password_reset": _("A new password was chosen with a link from a mail."),
    "account/email/password_set": _("A password was set."),
    "mfa/email/totp_activated": _("An authenticator app was added."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed."),
    "mfa/email/webauthn_added": _("A passkey was added."),
    "mfa/email/webauthn_removed": _("A passkey was removed."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made."),
}
SAID = {  # what a page says after it was done; everything else goes without saying
    "account/messages/password_changed.txt": _("Your new password is set."),
    "account/messages/email_confirmation_sent.txt": _("A letter with a link is on its way."),
    "account/messages/email_confirmed.txt": _("Thank you, the address is yours."),
    "mfa/messages/totp_activated.txt": _("The authenticator app is added."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app is removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("These recovery codes are new; older ones open nothing."),
}


class Adapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_taken": THERE_IS_ONE,
        "email_password_mismatch": _("The address or the password is not right."),
        "username_password_mismatch": _("The address or the password is not right."),
        "incorrect_code": _("That code is not right."),
        "incorrect_password": _("That password is not right."),
        "enter_current_password": _("That password is not right."),
        "too_many_login_attempts": _("Too many attempts failed. Please wait five minutes."),
        "rate_limited": _("Too much at once: please wait a moment."),
    }

    def generate_unique_username(self, txts: list[str | None], regex: str | None = None) -> str:
        """The address itself, which is what the form has found to be free."""
        return next(text for text in txts if text and "@" in text).lower()

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        try:
            with transaction.atomic():
                return super().save_user(request, user, form, commit)
        except IntegrityError:  # the same form, sent twice at once
            messages.error(request, THERE_IS_ONE)
            raise ImmediateHttpResponse(redirect("sign-in")) from None

    def get_client_ip(self, request: HttpRequest) -> str:
        return address(request) or "0.0.0.0"

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not of somebody who signed in a moment ago."""
        request = context.request
        moments = [record["at"] for record in get_authentication_records(request, request.user)]
        return not moments or time.time() - moments[-1] > MOMENT

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("security")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Only paths go into a letter: where this site is, is known to the worker and not believed of a request."""
        language = get_language() or "en"
        if template_prefix in NOTICED:
            letters.post("account/noticed", email, language, {"what": str(NOTICED[template_prefix])})
        elif template_prefix.startswith("account/email/email_confirmation"):
            letters.post("account/confirm", email, language, {"link": urlsplit(context["activate_url"]).path})
        elif template_prefix == "account/email/password_reset_key":
            link = reverse("account_reset_password_from_key", args=[context["uid"], context["key"]])
            letters.post("account/reset", email, language, {"link": link})
        else:
            log.warning("there is no letter for %s", template_prefix)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        if text := message or SAID.get(message_template or ""):
            messages.add_message(request, level, text, extra_tags=extra_tags)
