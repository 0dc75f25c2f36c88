"""What is for sale, where, and at what price. Amounts are whole numbers of the currency's smallest unit."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from moneyed import CURRENCIES, Money

from frontrow.web.season.models import Look, hex_colour
from frontrow.web.shop.till import as_money
from frontrow.web.translated import TranslatedField

MADE = "made"  # the size that is cut to the wearer
SIZES = ("XS", "S", "M", "L", "XL", "2XL", "3XL")

country_code = RegexValidator(r"^[A-Z]{2}$", _("Write a country as two capital letters, such as NO."))


def known_currency(code: str) -> None:
    if code not in CURRENCIES:
        raise ValidationError(_("Write a currency as its three letters, such as EUR."))


class Market(models.Model):
    """Countries that share a currency and a way of showing prices."""

    slug = models.SlugField(_("slug"), unique=True)
    title = TranslatedField(_("title"))
    currency = models.CharField(_("currency"), max_length=3, validators=[known_currency])
    with_tax = models.BooleanField(
        _("prices contain the tax"), default=True, help_text=_("If not, the tax is added at the checkout.")
    )
    delivery = models.PositiveBigIntegerField(
        _("delivery"), default=0, help_text=_("In the currency's smallest unit; contains the tax as the prices do.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    open = models.BooleanField(_("open"), default=True)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("market")
        verbose_name_plural = _("markets")

    def __str__(self) -> str:
        return str(self.title) or self.slug


class TaxRate(models.Model):
    """The tax on what is delivered to a country, or to one region of it; where there is none, nothing is delivered."""

    market = models.ForeignKey(Market, models.CASCADE, related_name="rates", verbose_name=_("market"))
    country = models.CharField(_("country"), max_length=2, validators=[country_code])
    region = models.CharField(_("region"), max_length=40, blank=True, help_text=_("Empty: the whole country."))
    name = models.CharField(_("name of the tax"), max_length=40, blank=True)
    percent = models.DecimalField(
        _("per cent"),
        max_digits=6,
        decimal_places=3,
        default=Decimal(0),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )

    class Meta:
        ordering = ["country", "region"]
        constraints = [models.UniqueConstraint(fields=["country", "region"], name="one_rate_a_place")]
        verbose_name = _("tax rate")
        verbose_name_plural = _("tax rates")

    def __str__(self) -> str:
        return f"{self.country} {self.region}".strip()


class Variant(models.Model):
    """A look in a size and a colour, or made to measure: what a bag and an order hold."""

    class Supply(models.TextChoices):
        STOCK = "stock", _("from stock")
        ORDER = "order", _("made to order")

    look = models.ForeignKey(Look, models.CASCADE, related_name="variants", verbose_name=_("look"))
    sku = models.CharField(_("article number"), max_length=60, unique=True)
    size = models.CharField(_("size"), max_length=8, help_text=_('"made": made to measure.'))
    colour = models.CharField(
        _("colour"), max_length=7, blank=True, validators=[hex_colour], help_text=_("Empty: as it walks.")
    )
    colour_name = TranslatedField(_("name of the colour"))
    supply = models.CharField(_("supply"), max_length=5, choices=Supply.choices, default=Supply.STOCK)
    stock = models.PositiveIntegerField(_("in stock"), default=0)
    days = models.PositiveSmallIntegerField(_("days to send"), default=2)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    active = models.BooleanField(_("for sale"), default=True)

    class Meta:
        ordering = ["look", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["look", "size", "colour"], name="one_variant_a_size_and_colour"),
            models.CheckConstraint(condition=models.Q(stock__gte=0), name="stock_is_never_negative"),
        ]
        verbose_name = _("variant")
        verbose_name_plural = _("variants")

    def __str__(self) -> str:
        return f"{self.look} ({self.size_text})"

    @property
    def size_text(self) -> str:
        """The size in the reader's words."""
        return gettext("made to measure") if self.made else self.size

    @property
    def made(self) -> bool:
        """Whether it is cut to the wearer."""
        return self.size == MADE

    @property
    def available(self) -> bool:
        return self.active and (self.supply == self.Supply.ORDER or self.stock > 0)


class Price(models.Model):
    """What a variant costs in a market; without one it is not sold there."""

    variant = models.ForeignKey(Variant, models.CASCADE, related_name="prices", verbose_name=_("variant"))
    market = models.ForeignKey(Market, models.CASCADE, related_name="prices", verbose_name=_("market"))
    amount = models.PositiveBigIntegerField(_("amount"), help_text=_("In the currency's smallest unit."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["variant", "market"], name="one_price_a_market")]
        verbose_name = _("price")
        verbose_name_plural = _("prices")

    def __str__(self) -> str:
        return str(self.money)

    @property
    def money(self) -> Money:
        return as_money(self.amount, self.market.currency)
