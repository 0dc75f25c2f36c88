"""What cases keep about an account: its pieces that were looked at, and what it wrote in an appeal."""

from typing import Any

from django.db import transaction

from frontrow.web.audit.actor import HOUSE
from frontrow.web.audit.record import record, unname
from frontrow.web.moderation.models import OPEN, Case, State
from frontrow.web.personal import Whose


class Cases:
    """What of hers waits for a moderator, or was decided about."""

    def export(self, whose: Whose) -> list[dict[str, Any]]:
        return [
            {
                "what": case.target,
                "title": case.title,
                "state": case.state,
                "opened": case.opened_at.isoformat(),
                "decided": case.decided_at and case.decided_at.isoformat(),
                "reasons": [{"code": each.code, "weight": each.weight, "words": each.words} for each in case.told],
                "note": case.note,
                "appeal": case.appeal,
            }
            for case in _of(whose)
        ]

    @transaction.atomic
    def erase(self, whose: Whose) -> int:
        """The case stays without its author and words: that something was judged is the house's own record."""
        gone = 0
        for case in _of(whose):
            was = case.target
            case.target, case.url = f"{case.kind}:{case.pk}", "/"  # an address may be made of her words
            case.author, case.title, case.excerpt, case.appeal, case.picture = None, "–", "", "", ""
            case.note = ""
            case.state = State.WITHDRAWN if case.state in OPEN else case.state
            case.save()
            unname(was)
            record(HOUSE, "forget_case_author", case.target, case=case.pk)
            gone += 1
        return gone


def _of(whose: Whose) -> list[Case]:
    return list(Case.objects.filter(author=whose.user)) if whose.user is not None else []
