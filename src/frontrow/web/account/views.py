"""An account: its orders, its security, its end."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.internal.flows.manage_email import sync_user_email_address
from allauth.account.models import EmailAddress
from allauth.account.views import ConfirmEmailView, SignupView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frontrow.errors import UserError
from frontrow.web import personal
from frontrow.web.account.actions.change_address import ask_address, change_address, is_taken, stay
from frontrow.web.account.actions.close_account import close_account
from frontrow.web.account.adapter import SAID, THERE_IS_ONE
from frontrow.web.account.browsers import told
from frontrow.web.account.forms import NewAddress
from frontrow.web.account.second import needed
from frontrow.web.account.wishes import read, waits
from frontrow.web.audit.actor import actor_of
from frontrow.web.audit.record import record
from frontrow.web.shop.models import Order

MOVING = "moving"  # in the session: to which address, by the number of the wish, for the page to say


class SignUp(SignupView):
    template_name = "account/sign-up.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 400
        return response


class ConfirmAddress(ConfirmEmailView):
    """The link in the first letter. An address that another account took meanwhile is nobody else's."""

    template_name = "account/address.html"

    def get_object(self, queryset: Any = None) -> Any:
        """Of the address that the account has: to another one it moves with a link of `move`."""
        found = super().get_object(queryset)
        if found.email_address.email.lower() != found.email_address.user.email.lower():
            raise Http404
        return found

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            address = self.get_object().email_address
            if is_taken(address.email, address.user):
                messages.error(self.request, str(THERE_IS_ONE))
                return redirect("security")
            return super().post(*args, **kwargs)


class Code(AuthenticateView):
    """The second step; the button for a passkey is for those who have one."""

    template_name = "account/code.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = super().get_context_data(**kwargs)
        keys = Authenticator.objects.filter(user=self.stage.login.user, type=Authenticator.Type.WEBAUTHN)
        return facts if keys.exists() else {name: fact for name, fact in facts.items() if name != "js_data"}


class RemovePasskey(RemoveWebAuthnView):
    template_name = "account/passkey-remove.html"

    def form_valid(self, form: Any) -> HttpResponse:
        if not get_adapter().can_delete_authenticator(self.object):
            messages.error(self.request, _("Your role asks for a second step: add another one first."))
            return redirect("security")
        return super().form_valid(form)


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "account/account.html",
        {"orders": Order.objects.filter(user=request.user), "losses": personal.losses(personal.Whose(request.user))},
    )


@never_cache
@login_required
def security(request: HttpRequest) -> HttpResponse:
    """The password, the second step, and where somebody is signed in."""
    sync_user_email_address(request.user)
    found: dict[str, Any] = {"passkeys": []}
    for each in Authenticator.objects.filter(user=request.user):
        if each.type == Authenticator.Type.WEBAUTHN:
            found["passkeys"].append(each)
        else:
            found[each.type] = each
    asked = waits(request.user)
    sessions = sorted(UserSession.objects.purge_and_list(request.user), key=lambda one: one.created_at, reverse=True)
    facts = {
        "found": found,
        "codes_left": len(found["recovery_codes"].wrap().get_unused_codes()) if "recovery_codes" in found else 0,
        "needed": needed(request.user),
        "has_one": bool(found["passkeys"] or "totp" in found),
        "moving": asked,
        "moving_to": request.session.get(MOVING, {}).get(str(asked), ""),
        "address": _unconfirmed(request.user),
        "sessions": [(one, told(one.user_agent), one.is_current()) for one in sessions],
    }
    return render(request, "account/security.html", facts)


@require_POST
@login_required
def end_session(request: HttpRequest) -> HttpResponse:
    """End one session by its number, or all but this one."""
    sessions = [one for one in UserSession.objects.filter(user=request.user) if not one.is_current()]
    chosen = request.POST.get("session", "")
    if chosen != "others":
        sessions = [one for one in sessions if str(one.pk) == chosen]
    with transaction.atomic():
        end_sessions(request, sessions)
        record(actor_of(request), "end_sessions", f"user:{request.user.pk}", ended=len(sessions))
    messages.success(request, _("Ended. Whoever sits there has to sign in again."))
    return redirect("security")


@require_POST
@login_required
def confirm(request: HttpRequest) -> HttpResponse:
    """Send the letter that confirms the address once more."""
    sync_user_email_address(request.user)
    address = _unconfirmed(request.user)
    if address is not None and not send_verification_email_to_address(request, address):
        messages.info(request, _("A letter went a moment ago; please look for it first."))
    return redirect("security")


@never_cache
@login_required
def new_address(request: HttpRequest) -> HttpResponse:
    """Ask to move the account to another address, or let it stay where it is, which asks for no password."""
    if request.method == "POST" and "stay" in request.POST:
        stay(actor_of(request))
        request.session.pop(MOVING, None)
        messages.success(request, _("Your address stays as it is."))
        return redirect("security")
    return _ask_address(request)


@reauthentication_required
def _ask_address(request: HttpRequest) -> HttpResponse:
    form = NewAddress(request.POST if "email" in request.POST else None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                wish = ask_address(actor_of(request), request, form.cleaned_data["email"])
                request.session[MOVING] = {str(wish.asked): wish.email}
                return redirect("security")
            except UserError as error:
                form.add_error("email", str(error))
    return render(request, "account/new-address.html", {"form": form}, status=status)


@never_cache
@login_required
def move(request: HttpRequest, key: str) -> HttpResponse:
    """The link in the letter to a new address. Only who signs in with the account says yes: a letter that went to a
    stranger by a slip of the finger gives nothing away."""
    if request.method == "POST":
        try:
            change_address(actor_of(request), key)
            request.session.pop(MOVING, None)
            messages.success(request, SAID["account/messages/email_confirmed.txt"])
        except UserError as error:
            messages.error(request, str(error))
        return redirect("security")
    with transaction.atomic():
        wish = read(key, request.user)
    facts = {"confirmation": wish, "can_confirm": True, "email": wish.email if wish else ""}
    return render(request, "account/address.html", facts)


def _unconfirmed(user: Any) -> EmailAddress | None:
    """The account's own address, while nobody said that it is hers."""
    return EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=False).first()


@require_POST
@login_required
def close(request: HttpRequest) -> HttpResponse:
    try:
        close_account(actor_of(request), knowing="losses" in request.POST)
    except UserError as error:
        messages.error(request, str(error))
        return redirect("account")
    logout(request)
    messages.success(request, _("Your account is closed."))
    return redirect("front")
