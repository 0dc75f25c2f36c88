"""The second step of signing in: who has to take it, whether a session did, and the door that asks for it."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.static import serve

from frontrow.web.locks import View
from frontrow.web.people.models import Role
from frontrow.web.people.roles import holds

PASSED = "second_step"
STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
OPEN = ("colours", "icon")  # what the pages of an account are drawn with


def needed(user: Any) -> bool:
    """Whether the account may change what others see: an organiser's, a house's, or staff's."""
    if not settings.SECOND_STEP or not user.is_authenticated:
        return False
    return bool(user.is_staff or holds(user, Role.ORGANISER, Role.HOUSE))


def passed(request: HttpRequest) -> bool:
    """Whether this session gave a code or a passkey, or added the first one."""
    if request.session.get(PASSED):
        return True
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


class SecondStep:
    """Middleware: who needs a second step sees nothing but her account's pages until this session has taken it.

    Without one yet she is led to where she adds one: that is the grace of her first time.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or self._open(request, view):
            return None
        if passed(request) or not needed(request.user):
            return None
        says = _("Your role asks for a second step when you sign in.")
        if request.path.startswith("/api/"):
            return JsonResponse({"error": says}, status=403)
        messages.info(request, says)
        back = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        types = set(Authenticator.objects.filter(user=request.user, type__in=STEPS).values_list("type", flat=True))
        if not types:
            return redirect("security")
        way = "mfa_reauthenticate_webauthn" if Authenticator.Type.WEBAUTHN in types else "mfa_reauthenticate"
        return redirect(f"{reverse(way)}?{back}")

    @staticmethod
    def _open(request: HttpRequest, view: View) -> bool:
        match = request.resolver_match
        if match is None or view is serve or match.url_name in OPEN:
            return True
        return "account/" in match.route and not match.route.startswith(("admin/", "api/"))


class Adapter(DefaultMFAAdapter):
    """Keeps secrets encrypted with the house's own key; who needs a second step keeps the last one she has."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _lazy("That code is not right."),
        "cannot_delete_authenticator": _lazy("Your role asks for a second step: add another one first."),
        "unverified_email": _lazy("First confirm that the address of this account is yours."),
    }

    def get_totp_issuer(self) -> str:
        return "Front Row"

    def _get_site_name(self) -> str:
        return "Front Row"

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        return _("Passkey %(number)s") % {"number": 1 + Authenticator.objects.filter(user=user, type=type).count()}

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user=authenticator.user_id, type__in=STEPS).exclude(pk=authenticator.pk)
        return others.exists() or not needed(authenticator.user)


def _box() -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(b"second step:" + settings.SECRET_KEY.encode()).digest()))
