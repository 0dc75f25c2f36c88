"""Privacy in plain words: what is kept, for what, how long, and what noise hides; with an example drawn live."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache

from frontrow.privacy import Example, example, guessed
from frontrow.recommend.insight.release import SHARES
from frontrow.web.consents import switches
from frontrow.web.insight.actions.release import PLANNED, cost
from frontrow.web.ledger import ledger
from frontrow.web.retention import Term, terms

LEAST, MOST = 2, 1_000_000  # visitors in the example
USUAL = 120
WIDE = 40.0  # how much of the picture's width, in percent, three deviations take on either side
NOISE = {
    "more": (0.1, gettext_lazy("Ten times less budget")),
    "here": (1.0, gettext_lazy("As it is here")),
    "less": (1000.0, gettext_lazy("A thousand times more budget")),
}


@dataclass(frozen=True)
class Dot:
    """A draw: its number and its place in the picture, in percent."""

    value: int
    x: float


@never_cache
def privacy(request: HttpRequest) -> HttpResponse:
    """`visitors` and `noise` in the address set the example; what cannot be meant is as usual."""
    asked = request.GET.get("visitors", "")
    visitors = int(asked) if asked.isdecimal() and asked.isascii() and len(asked) < 9 else USUAL
    visitors = min(max(visitors, LEAST), MOST)
    noise = request.GET.get("noise", "here")
    budget = ledger().budget
    drawn = example(visitors, cost() * SHARES["season"] * NOISE.get(noise, NOISE["here"])[0])
    return render(
        request,
        "me/privacy.html",
        {
            "switches": switches(request),
            "terms": [(term.what, _time(term)) for term in terms()],
            "epsilon": budget.epsilon,
            "planned": PLANNED,
            "visitors": visitors,
            "without": visitors - 1,
            "noises": [(name, word, name == noise) for name, (_times, word) in NOISE.items()],
            "drawn": drawn,
            "rows": _rows(drawn, visitors),
            "right": round(drawn.right),
            "season": round(guessed(budget.rho)),
            "off": round(1.96 * drawn.deviation),
        },
    )


def _rows(drawn: Example, visitors: int) -> list[tuple[Any, list[Dot]]]:
    reach = max(3 * drawn.deviation, 2.0)

    def dots(values: Sequence[int]) -> list[Dot]:
        return [Dot(value, round(50 + WIDE * max(min((value - visitors) / reach, 1.2), -1.2), 2)) for value in values]

    return [(_("With you"), dots(drawn.with_her)), (_("Without you"), dots(drawn.without_her))]


def _time(term: Term) -> str:
    """A time as it is said: days, months, years."""
    if term.days >= 365:
        years = round(term.days / 365.25)
        return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}
    if term.days >= 60:
        months = round(term.days / 30.44)
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    days = max(round(term.days), 1)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
