"""An account: its orders; signing up, in and out; another password by mail."""

import logging
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordResetForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frontrow.errors import UserError
from frontrow.web.account.actions.close_account import close_account
from frontrow.web.account.actions.sign_up import sign_up
from frontrow.web.account.forms import SignInForm, SignUpForm
from frontrow.web.audit.actor import actor_of
from frontrow.web.shop.models import Order

log = logging.getLogger("frontrow.account")
PASSWORDS = "django.contrib.auth.backends.ModelBackend"


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    return render(request, "account/account.html", {"orders": Order.objects.filter(user=request.user)})


@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Open an account, and be signed in with the bag as it is."""
    form = SignUpForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                user = sign_up(actor_of(request), form.cleaned_data["email"], form.cleaned_data["password"])
                login(request, user, PASSWORDS)
                return redirect("checkout" if request.GET.get("next") == "checkout" else "account")
            except UserError as error:
                form.add_error("email", str(error))
    return render(request, "account/sign-up.html", {"form": form}, status=status)


@require_POST
@login_required
def close(request: HttpRequest) -> HttpResponse:
    try:
        close_account(actor_of(request))
    except UserError as error:
        messages.error(request, str(error))
        return redirect("account")
    logout(request)
    messages.success(request, _("Your account is closed."))
    return redirect("front")


class SignIn(auth.LoginView):
    template_name = "account/sign-in.html"
    authentication_form = SignInForm


class Letter(PasswordResetForm):
    """Leads to the address of this site. A request's Host is believed only where it is one of FRONTROW_HOSTS: whoever
    asks writes it, and the link in the mail is a key."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        site = urlsplit(settings.SITE)
        if site.netloc:
            kwargs["extra_email_context"] = {"protocol": site.scheme, "domain": site.netloc + site.path.rstrip("/")}
        elif "*" in settings.ALLOWED_HOSTS:
            log.error("A new password was asked for and no mail sent: FRONTROW_URL does not say where this site is.")
            return
        super().save(*args, **kwargs)


class Ask(auth.PasswordResetView):
    form_class = Letter
    template_name = "account/ask.html"
    email_template_name = "account/reset.txt"
    subject_template_name = "account/reset-subject.txt"


class Asked(auth.PasswordResetDoneView):
    template_name = "account/asked.html"


class Choose(auth.PasswordResetConfirmView):
    template_name = "account/choose.html"


class Chosen(auth.PasswordResetCompleteView):
    template_name = "account/chosen.html"


urls = [
    path("account/", account, name="account"),
    path("account/new/", new, name="sign-up"),
    path("account/close/", close, name="close-account"),
    path("account/sign-in/", SignIn.as_view(), name="sign-in"),
    path("account/sign-out/", auth.LogoutView.as_view(), name="sign-out"),
    path("account/password/", Ask.as_view(), name="password_reset"),
    path("account/password/asked/", Asked.as_view(), name="password_reset_done"),
    path("account/password/<uidb64>/<token>/", Choose.as_view(), name="password_reset_confirm"),
    path("account/password/chosen/", Chosen.as_view(), name="password_reset_complete"),
]
