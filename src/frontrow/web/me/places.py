"""What is kept about an account, and about whoever was written to: how it is taken away and how it goes."""

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.db.models import Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from frontrow.web import personal
from frontrow.web.audit.models import AuditRow
from frontrow.web.me import log
from frontrow.web.personal import Whose
from frontrow.web.shop.models import Order


def register() -> None:
    """Say it, once a process. Letters come first: their addresses are found by what the others erase."""
    personal.register("letters", Letters())
    personal.register("account", Account())


class Account:
    """An account itself: it is taken away here, and goes when it is closed (`account/actions/close_account`)."""

    def export(self, whose: Whose) -> Any:
        user = whose.user
        if user is None:
            return {}
        return {
            "name": user.get_username(),
            "email": user.email,
            "opened": user.date_joined.isoformat(),
            "last sign-in": user.last_login.isoformat() if user.last_login else None,
            "roles": [str(role) for role in user.memberships.all()],
            "addresses": list(EmailAddress.objects.filter(user=user).values("email", "verified")),
            "second steps": [
                {"kind": step.type, "since": step.created_at.isoformat()}
                for step in Authenticator.objects.filter(user=user)
            ],
            "sessions": [
                {
                    "begun": one.created_at.isoformat(),
                    "seen": one.last_seen_at.isoformat(),
                    "ip": one.ip,
                    "with": one.user_agent,
                }
                for one in UserSession.objects.filter(user=user)
            ],
            "done": [
                {"at": row.at.isoformat(), "action": row.action, "what": row.target, "facts": row.facts}
                for row in AuditRow.objects.filter(by=user)
            ],
        }

    def erase(self, whose: Whose) -> int:
        """That a visitor with an account did something stays written without her; what staff did stays theirs."""
        if whose.user is None or whose.user.is_staff:
            return 0
        entries = LogEntry.objects.filter(user=whose.user).delete()[0]
        return entries + AuditRow.objects.filter(by=whose.user).update(by=None)


DONE = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)


class Letters:
    """Mails that went: their tasks hold the address. One that still waits is on its way, and goes a day after that."""

    def export(self, whose: Whose) -> Any:
        return [
            {"at": task.enqueued_at.isoformat(), "state": task.status, "what": task.task_path.rpartition(".")[2]}
            for task in _tasks(whose)
        ]

    def erase(self, whose: Whose) -> int:
        return _tasks(whose).filter(status__in=DONE).delete()[0] + log.blank(_words(whose))


def _tasks(whose: Whose) -> Any:
    """Tasks in whose arguments an address that any room keeps of her, or an id of hers, stands."""
    named = Q(pk__in=[])
    for word in _words(whose):
        named |= Q(args_kwargs__icontains=word)
    marks = [log.said(word) for word in _words(whose)]
    near = DBTaskResult.objects.filter(named).values_list("pk", "args_kwargs")
    hers = [pk for pk, told in near if any(mark.search(text.encode()) for text in _texts(told) for mark in marks)]
    return DBTaskResult.objects.filter(pk__in=hers)


def _texts(told: Any) -> Iterator[str]:
    """Every name and every value in plain data, as text."""
    if isinstance(told, dict):
        yield from told
        told = list(told.values())
    if isinstance(told, list):
        for each in told:
            yield from _texts(each)
    else:
        yield str(told)


def _words(whose: Whose) -> set[str]:
    """Her ids, and every address that any room keeps of her."""
    hers = Q(pk__in=[])
    if whose.holder:
        hers |= Q(holder=whose.holder)
    if whose.user is not None:
        hers |= Q(user=whose.user)
    words = set(Order.objects.filter(hers).values_list("email", flat=True)) | {whose.holder, whose.visitor}
    words |= set(_addresses(personal.export(whose, without="letters")))
    return words - {""}


def _addresses(told: Any) -> Iterator[str]:
    """Every value called email in plain data."""
    if isinstance(told, dict):
        if isinstance(address := told.get("email"), str):
            yield address
        for each in told.values():
            yield from _addresses(each)
    elif isinstance(told, list):
        for each in told:
            yield from _addresses(each)
