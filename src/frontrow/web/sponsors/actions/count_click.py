"""Count a click on a showing that was counted: once, and paid for where a click is what is paid for."""

from django.db import transaction

from frontrow.web.sponsors.actions.count_showing import tally
from frontrow.web.sponsors.model import teach
from frontrow.web.sponsors.models import Counted, Creative, Pays
from frontrow.web.sponsors.showing import Showing


@transaction.atomic
def count_click(showing: Showing) -> bool:
    """Whether it counts: a click on what was never seen, or a second one, does not."""
    if not Counted.objects.filter(word=showing.word, clicked=False).update(clicked=True):
        return False
    tally(showing, clicked=1)
    teach(showing.facts, clicked=True)
    creative = Creative.objects.select_related("campaign").get(pk=showing.creative)
    if creative.campaign.pays == Pays.CLICK:
        creative.campaign.charge(showing.price)
    return True
