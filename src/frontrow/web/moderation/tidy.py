"""Cases that were decided or withdrawn long ago go; the audit keeps that they were decided."""

from datetime import datetime

from django.db.models import Q

from frontrow.web.moderation.models import OPEN, Case


def tidy(before: datetime) -> int:
    """Erase the cases that were closed before then; how many."""
    old = Q(decided_at__lt=before) | Q(decided_at=None, opened_at__lt=before)
    return Case.objects.filter(old).exclude(state__in=OPEN).delete()[0]
