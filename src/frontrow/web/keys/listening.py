"""What the rooms do, as other programs are told of it."""

from typing import Any

from frontrow.web.keys.actions.tell_hooks import tell_hooks
from frontrow.web.keys.models import Event
from frontrow.web.season.models import Look
from frontrow.web.shop.states import State, order_moved
from frontrow.web.studio.signals import look_made

MOVES = {
    State.PAID: Event.ORDER_PAID,
    State.SHIPPED: Event.ORDER_SHIPPED,
    State.RETURNED: Event.ORDER_RETURNED,
    State.CANCELLED: Event.ORDER_CANCELLED,
}


def listen() -> None:
    look_made.connect(_made, weak=False, dispatch_uid="hooks")
    order_moved.connect(_moved, weak=False, dispatch_uid="hooks")


def _made(look: Look, **_: Any) -> None:
    for house in (None, look.house):
        tell_hooks(Event.LOOK_MADE, {"look": look.slug, "house": look.house.slug}, house)


def _moved(order: Any, was: str, now: str, **_: Any) -> None:
    """A house hears of its own lines; the whole site's hooks hear of the order once, with all of them."""
    if now not in MOVES:
        return
    lines = list(order.lines.select_related("variant__look__collection__house"))
    for house in {None, *(line.variant.look.house for line in lines if line.variant)}:
        own = [_line(line) for line in lines if house is None or (line.variant and line.variant.look.house == house)]
        tell_hooks(MOVES[State(now)], {"order": order.code, "state": str(now), "lines": own}, house)


def _line(line: Any) -> dict[str, Any]:
    return {"look": line.item, "sku": line.sku, "size": line.size, "quantity": line.quantity}
