"""What this room hears of: a moderator's decision; what it keeps for how long; which pages it has for everybody."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from frontrow.web import retention
from frontrow.web.moderation.signals import decided
from frontrow.web.reach.sitemap import Entry


def listen() -> None:
    decided.connect(_decided, weak=False, dispatch_uid="sponsors")
    term = _("That a sponsor's picture was seen, without who saw it: so that nothing counts twice.")
    retention.keep(retention.Term("sponsor-showings", term, 1, _sweep))


def _decided(case: Any, **_: Any) -> None:
    from frontrow.web.moderation.models import State
    from frontrow.web.sponsors.actions.bring_picture import reviewed

    if case.kind == "creative" and case.state in (State.LET_THROUGH, State.REFUSED):
        reviewed(case.target.partition(":")[2], case.state == State.LET_THROUGH)


def _sweep(before: datetime) -> int:
    from frontrow.web.sponsors.models import Counted

    return Counted.objects.filter(at__lt=before).delete()[0]


def entries() -> Iterable[Entry]:
    """The pages that search engines are shown."""
    from frontrow.web.sponsors.models import Campaign

    yield Entry(reverse("sponsors"))
    for slug in Campaign.running().values_list("sponsor__slug", flat=True).distinct():
        yield Entry(reverse("sponsor", args=[slug]))
