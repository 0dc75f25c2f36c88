"""Stock: taken when an order is placed, given back when it comes to nothing."""

from collections.abc import Iterable

from django.db.models import F
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.shop.models.catalogue import Variant


class SoldOut(UserError):
    """There is less in stock than was asked for."""


def take(wanted: Iterable[tuple[Variant, int]]) -> None:
    """Take so many of each out of stock, all or (by the transaction around it) nothing. Raises SoldOut.

    Each is one UPDATE that holds only while enough is there; in the order of their ids, so that two buyers of the
    same things wait for each other and never for one another's.
    """
    for variant, quantity in sorted(wanted, key=lambda pair: pair[0].pk):
        if variant.supply != Variant.Supply.STOCK:
            continue
        enough = Variant.objects.filter(pk=variant.pk, active=True, stock__gte=quantity)
        if not enough.update(stock=F("stock") - quantity):
            left = Variant.objects.filter(pk=variant.pk).values_list("stock", flat=True).first() or 0
            words = {"look": variant.look, "size": variant.size_text, "left": left}
            raise SoldOut(
                _("Only %(left)d of %(look)s in %(size)s are left.") % words
                if left
                else _("%(look)s in %(size)s is sold out.") % words
            )


def give_back(given: Iterable[tuple[Variant | None, int]]) -> None:
    """Put so many of each back; what is made to order, or is not sold any more, is left alone."""
    there = [(variant, quantity) for variant, quantity in given if variant is not None]
    for variant, quantity in sorted(there, key=lambda pair: pair[0].pk):
        if variant.supply == Variant.Supply.STOCK:
            Variant.objects.filter(pk=variant.pk).update(stock=F("stock") + quantity)
