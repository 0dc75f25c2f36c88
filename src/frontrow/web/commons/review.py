"""A moderator's look at what is offered: asked for with each offer, and again when somebody reports one."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from frontrow.web.audit.actor import Actor
from frontrow.web.commons.models import Offer, State
from frontrow.web.moderation.actions.open_case import open_case
from frontrow.web.moderation.models import State as Verdict
from frontrow.web.moderation.words import in_each
from frontrow.web.people.models import Role
from frontrow.web.people.roles import holds

KIND = "commons"


def ask(offer: Offer, actor: Actor, report: str = "") -> None:
    """Put the offer before a moderator. report: what somebody said is wrong with it."""
    reason: dict[str, Any] = {"code": "offer", "weight": 0.3, "words": in_each(_("A new offer to the other houses."))}
    if report:
        reason = {"code": "reported", "weight": 0.8, "words": report}
    open_case(
        actor,
        KIND,
        offer,
        title=str(offer),
        url=offer.get_absolute_url(),
        reasons=[reason],
        excerpt=str(offer.text),
        house=offer.house,
    )


def decided(case: Any) -> None:
    """What the moderator said holds for the offer, unless the house has taken it back meanwhile."""
    if case.kind != KIND:
        return
    states = {Verdict.LET_THROUGH: State.OPEN, Verdict.REFUSED: State.REFUSED}
    offers = Offer.objects.filter(slug=case.target.partition(":")[2]).exclude(state=State.WITHDRAWN)
    if case.state in states:
        offers.update(state=states[case.state])


def may_see(offer: Offer, user: Any) -> bool:
    """What is not in the commons is seen by its house and by moderators."""
    if offer.state in (State.OPEN, State.WITHDRAWN):
        return True
    return holds(user, Role.MODERATOR) or holds(user, Role.HOUSE, house=offer.house)
