"""The states of an order, and the only ways from one to another."""

from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontrow.errors import UserError


class State(models.TextChoices):
    PLACED = "placed", gettext_lazy("placed, to be paid")
    PAID = "paid", gettext_lazy("paid")
    SHIPPED = "shipped", gettext_lazy("on its way")
    RETURNED = "returned", gettext_lazy("returned")
    CANCELLED = "cancelled", gettext_lazy("cancelled")


MOVES = {
    State.PLACED: {State.PAID, State.CANCELLED},
    State.PAID: {State.SHIPPED, State.CANCELLED},
    State.SHIPPED: {State.RETURNED},
    State.RETURNED: set[State](),
    State.CANCELLED: set[State](),
}

DONE = (State.SHIPPED, State.RETURNED, State.CANCELLED)  # nothing is sewn for it any more

order_moved = Signal()  # order, was ("" for a new one), now: after the commit, once for each move


class WrongState(UserError):
    """What was asked for cannot be done with the order as it stands."""


def move(order: models.Model, to: State) -> None:
    """Bring an order, whose row this transaction holds locked, into another state. Raises WrongState."""
    was = State(order.state)  # type: ignore[attr-defined]
    if to not in MOVES[was]:
        raise WrongState(_("The order is %(state)s; that cannot be done any more.") % {"state": was.label})
    order.state = to  # type: ignore[attr-defined]
    changed = ["state"]
    for field in (f"{to}_at",):
        if hasattr(order, field):
            setattr(order, field, timezone.now())
            changed.append(field)
    order.save(update_fields=changed)
    announce(order, was)


def announce(order: models.Model, was: str) -> None:
    """Tell who listens to `order_moved`, after the commit."""
    now = order.state  # type: ignore[attr-defined]
    transaction.on_commit(lambda: order_moved.send_robust(type(order), order=order, was=was, now=now), robust=True)
