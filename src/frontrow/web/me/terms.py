"""How long what is kept that no room of its own keeps: sessions, mails, bags, numbers, rows of the audit, bills."""

from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from frontrow.errors import UserError
from frontrow.web.audit.actor import HOUSE, Kind
from frontrow.web.audit.models import AuditRow
from frontrow.web.audit.record import record
from frontrow.web.learning import store
from frontrow.web.me import log
from frontrow.web.people.models import Invitation
from frontrow.web.retention import Term, keep
from frontrow.web.shop.actions.forget_measures import forget_measures
from frontrow.web.shop.models import BagLine, Heard, Order, Payment, Refund, Saved, TestCharge
from frontrow.web.shop.states import State
from frontrow.web.studio.models import PatternUpload

SESSION = 90  # days, as SESSION_COOKIE_AGE


def register() -> None:
    """Say it, once a process."""
    keep(Term("mails", _("Mails that were sent, with the address they went to"), 1, _tasks))
    keep(
        Term(
            "log", _("The worker's log, with mails where no mail server is named: up to twice this"), log.DAYS, log.turn
        )
    )
    keep(Term("unpaid", _("Orders that nobody paid: name, address, everything"), 30, _unpaid))
    keep(Term("resting", _("What you did here, after you switched everything off"), 30, lambda at: _numbers(at, True)))
    keep(Term("invitations", _("Invitations that nobody took, with their address"), 30, _rows(Invitation, "until")))
    keep(Term("test bank", _("What the test bank remembers of a payment"), 30, _test_charges))
    keep(Term("measures", _("Measurements of what was sewn for you, after it was sent"), 90, _measures))
    keep(Term("payments heard", _("Messages of the payment provider"), 90, _rows(Heard, "at")))
    keep(Term("sessions", _("Your browser's session, after your last visit"), SESSION, _sessions))
    keep(Term("bags", _("Bags and saved looks that nobody came back to"), 183, _bags))
    keep(Term("patterns", _("Patterns you brought, and what was draped from them"), 183, _rows(PatternUpload, "at")))
    keep(Term("audit", _("That a visitor saved, ordered or chose something (without a name)"), 183, _visits))
    keep(Term("number", _("Your random number, with all you did under it"), 365, _numbers))
    keep(Term("audit of staff", _("What those responsible did at the desk"), 730, _desk))
    keep(Term("bills", _("Bills, as tax law demands"), 3653, _bills))


def _rows(model: Any, field: str) -> Any:
    return lambda before: int(model.objects.filter(**{f"{field}__lt": before}).delete()[0])


def _test_charges(before: datetime) -> int:
    """They have no date of their own: each goes with the payment it was for."""
    old = Payment.objects.filter(started_at__lt=before).values("key")
    return TestCharge.objects.filter(key__in=old).delete()[0]


def _tasks(before: datetime) -> int:
    done = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)
    return DBTaskResult.objects.filter(status__in=done, finished_at__lt=before).delete()[0]


def _sessions(before: datetime) -> int:
    """Each knows itself when it ends: SESSION days after it last changed."""
    seen = UserSession.objects.filter(last_seen_at__lt=before).delete()[0]
    return seen + Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


def _bags(before: datetime) -> int:
    return BagLine.objects.filter(at__lt=before).delete()[0] + Saved.objects.filter(at__lt=before).delete()[0]


def _numbers(before: datetime, resting: bool = False) -> int:
    """A cookie lives a year; what is kept under its number could be neither read nor erased by her afterwards."""
    return sum(store().erase(visitor) for visitor in store().past(before.timestamp(), resting))


def _visits(before: datetime) -> int:
    hers = Q(kind=Kind.VISITOR.value) | Q(kind=Kind.ACCOUNT.value)
    return AuditRow.objects.filter(hers, at__lt=before).delete()[0]


def _desk(before: datetime) -> int:
    entries = LogEntry.objects.filter(action_time__lt=before).delete()[0]
    return AuditRow.objects.filter(at__lt=before).delete()[0] + entries


def _measures(before: datetime) -> int:
    sewn = Order.objects.filter(shipped_at__lt=before, lines__measures__isnull=False).distinct()
    return sum(_tried(order) for order in sewn)


def _tried(order: Order) -> bool:
    try:
        forget_measures(HOUSE, order)
    except UserError:
        return False
    return True


def _unpaid(before: datetime) -> int:
    """Cancelled, and no money ever came: no bill was written."""
    gone = Order.objects.filter(state=State.CANCELLED, cancelled_at__lt=before)
    return _delete(gone.exclude(payments__state=Payment.State.CAPTURED), "forget_unpaid_order")


def _bills(before: datetime) -> int:
    return _delete(Order.objects.filter(placed_at__lt=before), "forget_bill")


def _delete(orders: Any, action: str) -> int:
    removed = 0
    for order in orders:
        with transaction.atomic():
            Refund.objects.filter(payment__order=order).delete()
            order.payments.all().delete()
            record(HOUSE, action, order)
            order.delete()
        removed += 1
    return removed
