"""Everything held for a visitor, as plain data she can take away."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from frontrow.privacy import agreed, registry
from frontrow.web import personal
from frontrow.web.audit.actor import actor_of
from frontrow.web.consents import chosen
from frontrow.web.learning import known, store
from frontrow.web.shop.dismissed import dismissed
from frontrow.web.shop.holder import holder_of
from frontrow.web.shop.models import BagLine, Saved
from frontrow.web.shop.personal import exported, orders_of
from frontrow.web.studio.models import PatternUpload


def export(request: HttpRequest) -> dict[str, Any]:
    """What the site holds for this browser, by where it is held."""
    holder, who = holder_of(request), known(request)
    store()
    return {
        "exported": timezone.now().isoformat(timespec="seconds"),
        "consent": "not asked" if agreed(request.COOKIES) is None else sorted(chosen(request)),
        "visitor": who,
        "remembered": registry.export(who) if who else {},
        "saved": [
            {"look": saved.look.slug, "at": saved.at.isoformat()}
            for saved in Saved.objects.filter(holder=holder).select_related("look")
        ],
        "not_interested": sorted(dismissed(request)),
        "bag": [
            {"look": line.look.slug, "size": line.size, "quantity": line.quantity, "at": line.at.isoformat()}
            for line in BagLine.objects.filter(holder=holder).select_related("variant__look")
        ],
        "orders": [exported(order) for order in orders_of(actor_of(request))],
        "patterns": [
            {"name": upload.name, "fabric": upload.fabric, "size": upload.size, "pattern": upload.source}
            for upload in PatternUpload.objects.filter(holder=holder)
        ],
        "rooms": personal.export(personal.whose(request)),
    }
