"""Count a showing that was seen: once, within what one browser may add, paid for while there is a budget.

No audit row: a count is of a showing and not of anybody's deed, and what is counted is in the tally.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from frontrow.recommend.sponsor.figures import LONGEST
from frontrow.web.sponsors.caps import may_count
from frontrow.web.sponsors.model import teach
from frontrow.web.sponsors.models import Counted, Creative, Pays, Review, Tally
from frontrow.web.sponsors.showing import Showing


@dataclass(frozen=True)
class Result:
    """counted: whether it counts now for the first time. campaign: whose it was, or None."""

    counted: bool
    campaign: int | None = None


@transaction.atomic
def count_showing(showing: Showing, seconds: float, seen: dict[int, int]) -> Result:
    """seconds: for which it has been seen so far; told again, the difference is added. seen: in this browser, today."""
    creative = Creative.objects.select_related("campaign").filter(pk=showing.creative, review=Review.APPROVED).first()
    if creative is None:
        return Result(False)
    whole = min(max(int(seconds), 1), LONGEST)
    known = Counted.objects.select_for_update().filter(word=showing.word).first()
    fresh = False
    if known is None:
        if not may_count(seen, creative.campaign_id):
            return Result(False, creative.campaign_id)
        known, fresh = Counted.objects.get_or_create(word=showing.word, defaults={"seconds": whole})
    if not fresh:
        if whole > known.seconds:
            tally(showing, seconds=whole - known.seconds)
            Counted.objects.filter(pk=known.pk).update(seconds=whole)
        return Result(False, creative.campaign_id)
    tally(showing, seen=1, seconds=whole)
    teach(showing.facts, clicked=False)
    if creative.campaign.pays == Pays.SEEN:
        creative.campaign.charge(showing.price)
    return Result(True, creative.campaign_id)


def tally(showing: Showing, **added: int) -> None:
    """Add to the sums of this hour."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    row, _ = Tally.objects.get_or_create(hour=hour, creative_id=showing.creative, place=showing.place)
    Tally.objects.filter(pk=row.pk).update(**{name: F(name) + count for name, count in added.items()})
