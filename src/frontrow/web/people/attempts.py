"""How often somebody tried to sign in is counted where all processes see it, and for an hour at most."""

from datetime import datetime

from django.core.cache import caches
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from frontrow.web.retention import Term, keep


def register() -> None:
    """Once a process."""
    what = _("How often somebody tried to sign in, by network address and by account")
    keep(Term("attempts", what, 1 / 24, lambda before: forget()))


def forget(now: datetime | None = None) -> int:
    """Remove the counts that are over; how many. The table clears itself only when it is full."""
    table = connection.ops.quote_name(caches["default"]._table)  # type: ignore[attr-defined]
    moment = connection.ops.adapt_datetimefield_value((now or timezone.now()).replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moment])
        return int(cursor.rowcount)
