"""Tell what was seen on a day: once, with noise, paid for in the ledger."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.privacy import Count
from frontrow.recommend.sponsor.figures import Tally as Sums
from frontrow.recommend.sponsor.figures import released
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.ledger import ROOMS, alone, ledger
from frontrow.web.people.models import Role
from frontrow.web.sponsors.models import Campaign, DayFigures, Tally

SHARE = ROOMS["sponsors"]  # of the season's budget is for sponsors,
PLANNED = 14  # over so many days


class NotYet(UserError):
    """The day is not over, or has been told."""


def release_day(actor: Actor, day: date) -> DayFigures:
    """Raises NotAllowed, NotYet, BudgetSpent; then nothing is told and nothing spent."""
    actor.must(Role.ORGANISER)
    with alone(), transaction.atomic():
        return _release(actor, day)


def _release(actor: Actor, day: date) -> DayFigures:
    if day >= timezone.now().astimezone(ZoneInfo("UTC")).date():
        raise NotYet(_("The day is not over yet."))
    if DayFigures.objects.filter(day=day).exists():
        raise NotYet(_("This day has been told already; a second telling would cost privacy again."))
    begins = datetime.combine(day, time(), ZoneInfo("UTC"))
    ends = begins + timedelta(days=1)
    ran = Campaign.objects.filter(starts__lt=ends, ends__gt=begins).order_by("pk")
    sums = {campaign.pk: _sums(campaign, begins, ends) for campaign in ran}
    if not sums:
        raise NotYet(_("No campaign ran on that day."))
    book = ledger("sponsors")
    rho = SHARE * book.budget.rho / PLANNED
    told = released(sums, day.isoformat(), book, rho)
    figures = {
        str(campaign): {name: _plain(getattr(one, name)) for name in ("seen", "seconds", "clicked")}
        for campaign, one in told.items()
    }
    made = DayFigures.objects.create(day=day, rho=rho, campaigns=figures)
    record(actor, "release_day", f"day:{day.isoformat()}")
    return made


def _sums(campaign: Campaign, begins: datetime, ends: datetime) -> Sums:
    rows = Tally.objects.filter(creative__campaign=campaign, hour__gte=begins, hour__lt=ends)
    found = rows.aggregate(Sum("seen"), Sum("seconds"), Sum("clicked"))
    return Sums(*(found[f"{name}__sum"] or 0 for name in ("seen", "seconds", "clicked")))


def _plain(count: Count) -> list[float | int | bool]:
    return [count.value, round(count.error, 2), count.clear]
