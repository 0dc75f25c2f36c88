"""What the desk keeps about somebody: her talks, for thirty days."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from frontrow.web.desk.models import Talk
from frontrow.web.personal import Whose

DAYS = 30


def sweep(before: datetime) -> int:
    """Remove the talks in which nobody said anything since."""
    return Talk.objects.filter(last_at__lt=before).delete()[1].get("desk.Talk", 0)


class Talks:
    def export(self, whose: Whose) -> list[dict[str, Any]]:
        return [
            {
                "began": talk.began_at.isoformat(),
                "state": talk.state,
                "email": talk.email,
                "satisfaction": talk.rating,
                "said": [
                    {"who": said.who, "text": said.text, "at": said.at.isoformat()} for said in talk.messages.all()
                ],
            }
            for talk in Talk.objects.filter(_of(whose)).prefetch_related("messages")
        ]

    def erase(self, whose: Whose) -> int:
        return Talk.objects.filter(_of(whose)).delete()[1].get("desk.Talk", 0)


def _of(whose: Whose) -> Q:
    mine = Q(pk__in=[])
    if whose.holder:
        mine |= Q(holder=whose.holder)
    if whose.user is not None:
        mine |= Q(user=whose.user)
    return mine
