"""Put a look into the bag, in a size, or take a line out."""

from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.season.models import Look
from frontrow.web.shop.models import BagLine

SIZES = ("XS", "S", "M", "L", "XL", "2XL", "3XL")
MOST = 9


@transaction.atomic
def add_to_bag(holder: str, look: Look, size: str) -> BagLine:
    """One more of `look` in `size`, up to nine. Raises UserError for a size that nobody cuts."""
    if size not in SIZES:
        raise UserError(_("Choose one of the sizes."))
    line, made = BagLine.objects.get_or_create(holder=holder, look=look, size=size)
    if not made and line.quantity < MOST:
        line.quantity += 1
        line.save(update_fields=["quantity"])
    return line


def take_from_bag(holder: str, line: int) -> None:
    BagLine.objects.filter(holder=holder, pk=line).delete()
