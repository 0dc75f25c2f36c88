"""Give organiser and houses their figures: once, with noise, paid for in the ledger."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from frontrow.errors import UserError
from frontrow.language.segments import title
from frontrow.recommend.insight.release import TRIALS, plain, release
from frontrow.recommend.people.segments import kept
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.insight.models import Released, Trial
from frontrow.web.insight.reading import forget, segmented, visits
from frontrow.web.insight.trials import counted
from frontrow.web.learning import names, store
from frontrow.web.ledger import ROOMS, alone, ledger
from frontrow.web.people.models import Role
from frontrow.web.season.models import Look

SHARE = ROOMS["insight"]  # of the season's budget is for these figures
PLANNED = 14  # releases that a season's budget is meant for: one a day for two weeks
APART = timedelta(hours=1)


class TooSoon(UserError):
    """Figures were released a moment ago; again would spend the budget for next to nothing."""


def release_figures(actor: Actor) -> Released:
    """Raises TooSoon, BudgetSpent or NotAllowed; then nothing is released and nothing spent."""
    actor.must(Role.ORGANISER)
    with alone():
        return _release(actor)


def _release(actor: Actor) -> Released:
    last = Released.objects.first()
    if last and timezone.now() - last.at < APART:
        raise TooSoon("the houses were given figures within the last hour; wait, or the budget goes for nothing")
    forget()
    position = _head(last.position if last else 0)
    book = ledger("insight")
    rho = cost()
    trials = {trial.slug: counted(trial) for trial in Trial.objects.all()[:TRIALS]}
    told = release(visits(), houses(), segmented(), book, rho, trials)
    titles = _titles()
    people = [{"title": titles.get(number, {}), "count": plain(count)} for number, count in told.segments.items()]
    figures: dict[str, Any] = {house: one.plain() | {"segments": people} for house, one in told.houses.items()}
    season = told.season.plain() | {"segments": people}
    with transaction.atomic():
        released = Released.objects.create(rho=rho, position=position, houses=figures, season=season)
        record(actor, "release_figures", released)
    return released


def _head(position: int) -> int:
    """Of the last entry of the log, which is not before `position`."""
    while page := store().since(position, 10_000):
        position = page[-1].position
    return position


def cost() -> float:
    """What one release costs, in rho."""
    return SHARE * ledger().budget.rho / PLANNED


def houses() -> dict[str, str]:
    """The house of each published look, by slug."""
    looks = Look.objects.filter(published=True).values_list("slug", "collection__house__slug")
    return dict(looks)


def _titles() -> dict[str, dict[str, str]]:
    """Each segment's title by number and language, as it is called on the day of the release."""
    segments, found = kept(settings.HOME.segments), dict[str, dict[str, str]]()
    for code, _ in settings.LANGUAGES if segments else ():
        with translation.override(code):
            called = names()
        for one in segments.segments if segments else ():
            found.setdefault(str(one.number), {})[code] = title(one, code, called)
    return found
