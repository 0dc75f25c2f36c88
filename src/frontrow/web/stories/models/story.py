"""An article by a house or a contributor."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from frontrow.language.quality.words import length
from frontrow.web.licences import Licence
from frontrow.web.season.models import House, Look
from frontrow.web.stories.models.author import Author
from frontrow.web.stories.text import embedded, plain
from frontrow.web.translated import TranslatedField


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    OFFERED = "offered", _("offered")
    PUBLISHED = "published", _("published")
    REFUSED = "refused", _("refused")


PREFIX = "story-"  # of a story's name among the items that visitors look at


class Stories(models.QuerySet["Story"]):
    """Many stories, to be narrowed down."""

    def shown(self) -> "Stories":
        """What visitors may read."""
        return self.filter(state=State.PUBLISHED, published_at__lte=timezone.now())

    def by(self, user: Any) -> "Stories":
        """Those that this account may change: its own, and those of the houses for which it acts."""
        from frontrow.web.people.models import Membership, Role

        houses = Membership.objects.filter(user=user, role=Role.HOUSE).values("house")
        return self.filter(models.Q(author__user=user) | models.Q(house__in=houses))


class Story(models.Model):
    """title, line, text: in the languages it was written in. text: Markdown (see `stories.text`).

    house: written with or by this house, once `agreed`. checked: what the last check found (see `stories.check`).
    quality: of that check, 0 to 1. looks: those that the text shows.
    """

    slug = models.SlugField(_("slug"), unique=True, max_length=60)
    author = models.ForeignKey(Author, models.CASCADE, related_name="stories", verbose_name=_("author"))
    house = models.ForeignKey(
        House, models.SET_NULL, null=True, blank=True, related_name="stories", verbose_name=_("house")
    )
    agreed = models.BooleanField(_("the house agreed"), default=False)
    title = TranslatedField(_("title"))
    line = TranslatedField(_("line"), help_text=_("One sentence under the title."))
    text = TranslatedField(_("text"), long=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.CC_BY)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, db_index=True)
    cover = models.ForeignKey(
        "stories.Picture", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("cover")
    )
    looks = models.ManyToManyField(Look, related_name="stories", blank=True, verbose_name=_("looks"))
    checked = models.JSONField(_("what was found"), default=dict, editable=False)
    quality = models.FloatField(_("quality"), default=0.5, editable=False)
    made_at = models.DateTimeField(_("begun"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    objects = Stories.as_manager()

    class Meta:
        ordering = ["-published_at", "-changed_at"]
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def __str__(self) -> str:
        return str(self.title) or self.slug

    def get_absolute_url(self) -> str:
        return reverse("story", args=[self.slug])

    @property
    def item(self) -> str:
        """Its name in the event store, where looks and shows have theirs."""
        return PREFIX + self.slug

    @property
    def terms(self) -> Licence:
        return Licence(self.licence)

    @property
    def in_order(self) -> list[Look]:
        """The looks that it shows, in the order of its text."""
        names = embedded(str(self.text), "look")
        looks = self.looks.select_related("asset", "collection__house")
        return sorted(looks, key=lambda look: names.index(look.slug) if look.slug in names else len(names))

    @property
    def face(self) -> tuple[str, str] | None:
        """Address and words of the picture that stands for it: its cover, else the poster of a look that it shows."""
        if self.cover:
            return self.cover.url, str(self.cover.words)
        for look in self.in_order:
            if getattr(look, "asset", None) and look.asset.poster_url:
                return look.asset.poster_url, str(look)
        return None

    @property
    def minutes(self) -> int:
        """How long it takes to read, at 230 words a minute."""
        return max(1, round(length(plain(self.text.get(self.read_in, ""))) / 230))

    @property
    def languages(self) -> list[str]:
        return [code for code, _name in settings.LANGUAGES if self.text.get(code)]

    @property
    def read_in(self) -> str:
        """The language in which this reader gets it."""
        mine = get_language() or "en"
        return mine if mine in self.languages else next(iter(self.languages), mine)
