"""Give the houses their figures: once, with noise, paid for in the ledger."""

from typing import Any

from frontrow.privacy import private_counts
from frontrow.recommend.insight.release import SHARES, release
from frontrow.web.insight.models import Released
from frontrow.web.insight.reading import forget, segmented, visits
from frontrow.web.ledger import ledger
from frontrow.web.season.models import Look

PLANNED = 14  # releases that a season's budget is meant for: one a day for two weeks


def release_figures() -> Released:
    """Raises BudgetSpent; then nothing is released."""
    forget()
    book = ledger()
    rho = book.budget.rho / PLANNED
    before = book.spent()
    told = release(visits(), houses(), book, rho)
    plain: dict[str, Any] = {house: figures.plain() for house, figures in told.items()}
    if counts := segmented():
        found = private_counts(counts, book, "segments", rho * SHARES["segments"])
        segments = {number: [count.value, count.error, count.clear] for number, count in found.items()}
        plain = {house: figures | {"segments": segments} for house, figures in plain.items()}
    return Released.objects.create(rho=book.spent() - before, houses=plain)


def houses() -> dict[str, str]:
    """The house of each published look, by slug."""
    looks = Look.objects.filter(published=True).values_list("slug", "collection__house__slug")
    return dict(looks)
