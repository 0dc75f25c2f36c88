"""What follows when an account, its password or its second step changes: an audit row, and other sessions end."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.db import transaction
from django.http import HttpRequest

from frontrow.web.account.actions.change_address import follow
from frontrow.web.account.second import PASSED, STEPS
from frontrow.web.audit.actor import Actor, Kind
from frontrow.web.audit.record import record


def listen() -> None:
    """Connect, once a process."""
    account.user_signed_up.connect(_signed_up, dispatch_uid="audit sign-up")
    account.password_changed.connect(_password, dispatch_uid="audit password")
    account.password_reset.connect(_password_reset, dispatch_uid="audit reset")
    account.email_confirmed.connect(_confirmed, dispatch_uid="audit address")
    account.email_changed.connect(_moved, dispatch_uid="audit moved")
    mfa.authenticator_added.connect(_added, dispatch_uid="audit step added")
    mfa.authenticator_removed.connect(_removed, dispatch_uid="audit step removed")


def _write(user: Any, action: str, **facts: Any) -> None:
    with transaction.atomic():
        kind = Kind.STAFF if user.is_staff else Kind.ACCOUNT
        record(Actor(kind, user), action, f"user:{user.pk}", **facts)


def _signed_up(user: Any, **_: Any) -> None:
    _write(user, "sign_up")


def _password(user: Any, **_: Any) -> None:
    _write(user, "change_password")


def _password_reset(user: Any, **_: Any) -> None:
    _write(user, "reset_password")


def _confirmed(email_address: Any, **_: Any) -> None:
    _write(email_address.user, "confirm_address")


def _moved(user: Any, from_email_address: Any, to_email_address: Any, **_: Any) -> None:
    if from_email_address is not None:
        with transaction.atomic():
            follow(user, from_email_address.email, to_email_address.email)
            _write(user, "change_address")


def _added(request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    """The session that adds the first has passed, and those that were opened without it end."""
    _write(user, "add_second_step", type=authenticator.type)
    if authenticator.type in STEPS:
        request.session[PASSED] = True
        if Authenticator.objects.filter(user=user, type__in=STEPS).count() == 1:
            end_other_sessions(request, user)


def _removed(user: Any, authenticator: Authenticator, **_: Any) -> None:
    _write(user, "remove_second_step", type=authenticator.type)
