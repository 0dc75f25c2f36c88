"""What waits for a person's judgement, what was judged, and why."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from frontrow.web.moderation.words import KINDS
from frontrow.web.season.models import House
from frontrow.web.translated import translations

APPEAL_DAYS = 183  # how long a refusal can be appealed: six months, as the EU's DSA asks in article 20 (1)


class State(models.TextChoices):
    WAITING = "waiting", _("waiting")
    LET_THROUGH = "let_through", _("let through")
    REFUSED = "refused", _("refused")
    APPEALED = "appealed", _("appealed")
    WITHDRAWN = "withdrawn", _("withdrawn")


OPEN = (State.WAITING, State.APPEALED)


@dataclass(frozen=True)
class Reason:
    """code: what was found, a word for machines. weight: how much it counted, 0 to 1. words: for people."""

    code: str
    weight: float
    words: str


class Trusted(models.Model):
    """A house whose offers wait for no moderator: the organiser's word, which holds until it is taken back."""

    house = models.OneToOneField(House, models.CASCADE, related_name="trusted", verbose_name=_("house"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        ordering = ["house__name"]
        verbose_name = _("trusted house")
        verbose_name_plural = _("trusted houses")

    def __str__(self) -> str:
        return str(self.house)


class Case(models.Model):
    """One piece of somebody that a moderator looks at.

    kind: the room's word for it ("story"). target: as in the audit ("story:a-walk-in-linen"). url: where the piece can
    be seen by a moderator. reasons: [{code, weight, words}], words being one string or a mapping of languages.
    author: who may appeal, beside the people of `house`. language: in which the author is written to.
    """

    kind = models.CharField(_("kind"), max_length=20, db_index=True)
    target = models.CharField(_("what"), max_length=120, db_index=True)
    title = models.CharField(_("title"), max_length=200)
    excerpt = models.TextField(_("excerpt"), blank=True, max_length=1000)
    picture = models.CharField(_("picture"), max_length=300, blank=True)
    url = models.CharField(_("page"), max_length=300)
    reasons = models.JSONField(_("reasons"), default=list)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="cases", verbose_name=_("author")
    )
    house = models.ForeignKey(House, models.SET_NULL, null=True, related_name="cases", verbose_name=_("house"))
    language = models.CharField(_("language"), max_length=10, default="en")
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.WAITING, db_index=True)
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    appeal = models.TextField(_("appeal"), blank=True, max_length=2000)
    appealed_at = models.DateTimeField(_("appealed"), null=True)

    class Meta:
        ordering = ["opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["target"], condition=models.Q(state__in=("waiting", "appealed")), name="one_open_case"
            )
        ]
        verbose_name = _("case")
        verbose_name_plural = _("cases")

    def __str__(self) -> str:
        return f"{self.target}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def called(self) -> str:
        """Its kind, in the reader's language."""
        return str(KINDS.get(self.kind, self.kind))

    @property
    def told(self) -> list[Reason]:
        """The reasons in the reader's language, the weightiest first."""
        found = [
            Reason(str(each.get("code", "")), float(each.get("weight", 0)), str(translations(each.get("words"))))
            for each in self.reasons
        ]
        return sorted(found, key=lambda reason: -reason.weight)

    @property
    def may_be_appealed(self) -> bool:
        """Refused, not appealed before, not too long ago, and nothing newer about the same piece."""
        return (
            self.state == State.REFUSED
            and self.appealed_at is None
            and self.decided_at is not None
            and self.decided_at > timezone.now() - timedelta(days=APPEAL_DAYS)
            and not Case.objects.filter(target=self.target, pk__gt=self.pk).exists()
        )

    def concerns(self, user: Any) -> bool:
        """Whether the piece is this account's: its own, or that of a house for which it acts."""
        from frontrow.web.people.models import Membership, Role

        if user is None or not user.is_authenticated:
            return False
        if self.author_id == user.pk:
            return True
        held = Membership.objects.filter(user=user, role=Role.HOUSE, house=self.house_id)
        return self.house_id is not None and held.exists()
