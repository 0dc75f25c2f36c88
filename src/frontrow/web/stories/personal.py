"""What stories keep about somebody: what she wrote, under which name, and what her browser likes."""

from datetime import datetime
from typing import Any

from django.db import transaction

from frontrow.web.audit.actor import HOUSE
from frontrow.web.audit.record import named, record, unname
from frontrow.web.moderation.actions.withdraw_case import withdraw_case
from frontrow.web.personal import Whose
from frontrow.web.stories.models import Applause, Author, Story

APPLAUSE_DAYS = 400


def tidy(before: datetime) -> int:
    """Likes that are older go."""
    return Applause.objects.filter(at__lt=before).delete()[0]


class Written:
    """What she wrote under her own name, and what her browser likes."""

    def export(self, whose: Whose) -> dict[str, Any]:
        author = Author.objects.filter(user=whose.user).first() if whose.user is not None else None
        liked = Applause.objects.filter(holder=whose.holder) if whose.holder else Applause.objects.none()
        found: dict[str, Any] = {
            "liked": list(liked.values_list("story__slug", flat=True)),
            "author": {"name": author.name, "line": dict(author.line)} if author else {},
            "stories": [_exported(story) for story in author.stories.all()] if author else [],
        }
        return found if any(found.values()) else {}

    @transaction.atomic
    def erase(self, whose: Whose) -> int:
        """Everything she wrote goes, published or not; a house that wrote along loses it as well."""
        gone = Applause.objects.filter(holder=whose.holder).delete()[0] if whose.holder else 0
        if whose.user is None:
            return gone
        for author in Author.objects.filter(user=whose.user):
            for story in author.stories.all():
                withdraw_case(HOUSE, story)
                record(HOUSE, "delete_story", story)
                unname(named(story))
                story.delete()
                gone += 1
            author.delete()
            gone += 1
        return gone


def _exported(story: Story) -> dict[str, Any]:
    return {
        "slug": story.slug,
        "state": story.state,
        "title": dict(story.title),
        "line": dict(story.line),
        "text": dict(story.text),
        "licence": story.licence,
        "published": story.published_at and story.published_at.isoformat(),
        "pictures": [
            {"file": picture.path, "words": dict(picture.words), "credit": picture.credit, "licence": picture.licence}
            for picture in story.pictures.all()
        ],
    }
