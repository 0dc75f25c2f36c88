"""Drape sizes anew, although they are made or did not succeed."""

from collections.abc import Sequence

from django.db import transaction

from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.fitting.actions.drape_sizes import drape_size
from frontrow.web.fitting.models import SizeAsset


@transaction.atomic
def drape_again(actor: Actor, assets: Sequence[SizeAsset]) -> int:
    """Enqueue these sizes, whatever is there of them, unless they are on their way; how many that was. Raises
    NotAllowed."""
    actor.needs("fitting.change_sizeasset")
    count = 0
    for asset in assets:
        asset.digest = ""
        if drape_size(asset):
            record(actor, "drape_again", asset.look, size=asset.size)
            count += 1
    return count
