"""Tell houses what the works of the commons are looked at, over all who use them: once, with noise, from the ledger."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.recommend.insight.pooled import pooled
from frontrow.recommend.insight.release import plain
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.commons.models import Kind, Offer, Pooled, State, Use
from frontrow.web.insight.reading import visits
from frontrow.web.ledger import ROOMS, alone, ledger
from frontrow.web.people.models import Role
from frontrow.web.season.models import Look

SHARE = ROOMS["commons"]  # of the season's budget is for these figures,
PLANNED = 4  # over so many releases, and no more
APART = timedelta(days=1)


def release_pooled(actor: Actor) -> Pooled:
    """Raises UserError when there is nothing to tell or it was told today, BudgetSpent, NotAllowed; then nothing is
    released and nothing spent."""
    actor.must(Role.ORGANISER)
    with alone():
        return _release(actor)


def _release(actor: Actor) -> Pooled:
    last = Pooled.objects.first()
    if last and timezone.now() - last.at < APART:
        raise UserError(_("The pooled figures were released within the last day; wait, to spare the budget."))
    if Pooled.objects.count() >= PLANNED:
        raise UserError(_("What the season's privacy budget has for pooled figures is spent."))
    groups = looks_of_offers()
    if not groups:
        raise UserError(_("No work of the commons is in a look yet."))
    book = ledger("commons")
    rho = SHARE * book.budget.rho / PLANNED
    told = pooled(visits(), groups, book, rho)
    with transaction.atomic():
        released = Pooled.objects.create(rho=rho, offers={slug: plain(count) for slug, count in told.items()})
        record(actor, "release_pooled", released)
    return released


def looks_of_offers() -> dict[str, set[str]]:
    """The published looks of every house that each offer is in, by its slug; public knowledge, whoever came."""
    found: dict[str, set[str]] = {}
    shown = Look.objects.shown()
    for use in Use.objects.filter(version__offer__state=State.OPEN).select_related("version__offer", "house"):
        theirs = shown.filter(collection__house=use.house)
        if use.kind == Kind.FABRIC:
            slugs = set(theirs.filter(garments__fabric=use.thing).values_list("slug", flat=True))
        elif use.kind == Kind.PATTERN:
            slugs = set(theirs.filter(garments__pattern__slug=use.thing).values_list("slug", flat=True))
        elif use.kind == Kind.POSE:
            slugs = {look.slug for look in theirs if look.pose == use.data}
        else:
            continue
        if slugs and use.version:
            found.setdefault(use.version.offer.slug, set()).update(slugs)
    return found


def told_of(offer: Offer) -> tuple[int, int] | None:
    """About how many visitors, and within how many of the truth in 95 of 100 releases; None when it is not told, or
    cannot be told from nobody."""
    last = Pooled.objects.first()
    value, error, clear = (last.offers.get(offer.slug) if last else None) or (0, 0, False)
    return (max(int(value), 0), round(error)) if clear else None
