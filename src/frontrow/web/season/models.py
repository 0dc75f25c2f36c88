"""What a season is made of: houses bring collections, a collection is looks, a look is garments on a body."""

import re
import tempfile
from decimal import Decimal
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from frontrow.body.stance import stance
from frontrow.errors import UserError
from frontrow.fabric.library import loads
from frontrow.web.translated import TranslatedField

hex_colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour as #rrggbb."))


class Season(models.Model):
    """One fashion week. The newest published season is the one on the front page."""

    slug = models.SlugField(_("slug"), unique=True)
    title = TranslatedField(_("title"))
    line = TranslatedField(_("line"), help_text=_("One sentence under the title."))
    text = TranslatedField(_("text"), long=True)
    accent = models.CharField(_("accent colour"), max_length=7, default="#b4232a", validators=[hex_colour])
    opens = models.DateField(_("opens"))
    published = models.BooleanField(_("published"), default=False)

    class Meta:
        ordering = ["-opens"]
        verbose_name = _("season")
        verbose_name_plural = _("seasons")

    def __str__(self) -> str:
        return str(self.title) or self.slug


class House(models.Model):
    """A label."""

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    line = TranslatedField(_("line"), help_text=_("One sentence that says what the house is."))
    story = TranslatedField(_("story"), long=True)
    new = models.BooleanField(
        _("new designer"),
        default=False,
        help_text=_("Shows for the first time: new designers have a share of what is recommended."),
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("house")
        verbose_name_plural = _("houses")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("house", args=[self.slug])


class Collection(models.Model):
    """What one house brings to one season."""

    season = models.ForeignKey(Season, models.CASCADE, related_name="collections", verbose_name=_("season"))
    house = models.ForeignKey(House, models.CASCADE, related_name="collections", verbose_name=_("house"))
    title = TranslatedField(_("title"))
    text = TranslatedField(_("text"), long=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["season", "house"], name="one_collection_a_season")]
        verbose_name = _("collection")
        verbose_name_plural = _("collections")

    def __str__(self) -> str:
        return f"{self.house} · {self.title}"


class Pattern(models.Model):
    """A sewing pattern: the YAML text itself, so that the database is complete. house: whose work it is."""

    slug = models.SlugField(_("slug"), unique=True)
    title = TranslatedField(_("title"))
    source = models.TextField(_("pattern file"))
    house = models.ForeignKey(
        House, models.SET_NULL, null=True, blank=True, related_name="patterns", verbose_name=_("whose it is")
    )

    class Meta:
        ordering = ["slug"]
        verbose_name = _("pattern")
        verbose_name_plural = _("patterns")

    def clean(self) -> None:
        """The file must read as a pattern; what is wrong is said in the reader's own sentence."""
        from frontrow.pattern import load  # here: it brings scipy and shapely, which no page needs

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{self.slug or 'pattern'}.yaml"
            path.write_text(self.source, encoding="utf-8")
            try:
                load(path)
            except UserError as error:
                raise ValidationError({"source": str(error)}) from None

    def __str__(self) -> str:
        return str(self.title) or self.slug


class Cloth(models.Model):
    """A fabric of the season, as its YAML text; fabrics of the library need no row here.

    house: whose work it is."""

    slug = models.SlugField(_("slug"), unique=True)
    title = TranslatedField(_("title"))
    source = models.TextField(_("fabric file"))
    house = models.ForeignKey(
        House, models.SET_NULL, null=True, blank=True, related_name="cloths", verbose_name=_("whose it is")
    )

    class Meta:
        ordering = ["slug"]
        verbose_name = _("fabric of the season")
        verbose_name_plural = _("fabrics of the season")

    def clean(self) -> None:
        """The file must read as a fabric; what is wrong is said in the reader's own sentence."""
        try:
            loads(self.source.encode(), f"{self.slug or 'fabric'}.yaml")
        except UserError as error:
            raise ValidationError({"source": str(error)}) from None

    def __str__(self) -> str:
        return str(self.title) or self.slug


class Looks(models.QuerySet["Look"]):
    """Many looks, to be narrowed down."""

    def shown(self) -> "Looks":
        """What visitors may see, keep and buy: the published looks of published seasons."""
        return self.filter(published=True, collection__season__published=True)


class Look(models.Model):
    """What one model wears on the runway."""

    slug = models.SlugField(_("slug"), unique=True)
    collection = models.ForeignKey(Collection, models.CASCADE, related_name="looks", verbose_name=_("collection"))
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    title = TranslatedField(_("title"))
    text = TranslatedField(_("text"), long=True)
    body = models.JSONField(
        _("body"), help_text=_('A named body ("runway-f"), a size ("women/M") or measurements in metres.')
    )
    finish = models.CharField(_("finish"), max_length=40, default="porcelain")
    price = models.DecimalField(
        _("price"), max_digits=9, decimal_places=2, default=Decimal(0), validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    colours = models.JSONField(
        _("also in the colours"),
        default=list,
        blank=True,
        help_text=_('A list such as [{"color": "#0d4a38", "title": {"en": "Bottle green"}}].'),
    )
    pose = models.JSONField(
        _("pose"), default=dict, blank=True, help_text=_("How it is held before the photographers; empty for as usual.")
    )
    published = models.BooleanField(_("published"), default=True)
    turn = models.PositiveIntegerField(default=0, editable=False)  # raised by "drape again"

    objects = Looks.as_manager()

    class Meta:
        ordering = ["collection__order", "number"]
        verbose_name = _("look")
        verbose_name_plural = _("looks")

    def __str__(self) -> str:
        return str(self.title) or self.slug

    def clean(self) -> None:
        """Each colour has its six figures and a name; the pose is one that a model can hold."""
        try:
            stance(self.pose, "pose")
        except UserError as error:
            raise ValidationError({"pose": str(error)}) from None
        for colour in self.colours if isinstance(self.colours, list) else [None]:
            written = isinstance(colour, dict) and isinstance(colour.get("color"), str)
            if not written or not re.fullmatch(r"#[0-9a-fA-F]{6}", colour["color"]) or not colour.get("title"):
                raise ValidationError(
                    {"colours": _('Write each colour as {"color": "#rrggbb", "title": {"en": "…"}}.')}
                )

    def get_absolute_url(self) -> str:
        return reverse("look", args=[self.slug])

    @property
    def house(self) -> House:
        return self.collection.house


class Garment(models.Model):
    """One garment of a look, listed in dressing order: next to the skin first."""

    look = models.ForeignKey(Look, models.CASCADE, related_name="garments", verbose_name=_("look"))
    order = models.PositiveSmallIntegerField(_("dressing order"), default=0)
    title = TranslatedField(_("title"))
    pattern = models.ForeignKey(Pattern, models.PROTECT, verbose_name=_("pattern"))
    fabric = models.CharField(_("fabric"), max_length=80)
    size = models.CharField(_("size"), max_length=8, default="M", help_text=_('"made": cut to the wearer.'))
    colour = models.CharField(_("colour"), max_length=7, blank=True, validators=[hex_colour])
    options = models.JSONField(_("options"), default=dict, blank=True)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("garment")
        verbose_name_plural = _("garments")

    def __str__(self) -> str:
        return str(self.title) or str(self.pattern)
