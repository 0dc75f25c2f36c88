"""What the commons keeps about somebody: which of a house's copies and agreements an account's hand is on."""

from typing import Any

from frontrow.web.commons.models import Part, Use
from frontrow.web.personal import Whose


class Hands:
    """A copy and an agreement are the house's and stay; who made them is forgotten."""

    def export(self, whose: Whose) -> Any:
        if whose.user is None:
            return {}
        told = {
            "copies": [
                {"house": use.house.slug, "what": str(use), "at": use.at.isoformat()}
                for use in Use.objects.filter(by=whose.user).select_related("house")
            ],
            "agreements": [
                {"house": part.house.slug, "show": part.joint.slug, "at": part.agreed_at.isoformat()}
                for part in Part.objects.filter(agreed_by=whose.user).select_related("house", "joint__show")
                if part.agreed_at
            ],
        }
        return {name: entries for name, entries in told.items() if entries}

    def erase(self, whose: Whose) -> int:
        if whose.user is None:
            return 0
        return Use.objects.filter(by=whose.user).update(by=None) + Part.objects.filter(agreed_by=whose.user).update(
            agreed_by=None
        )
