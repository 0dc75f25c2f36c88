"""Who sells: what a bill must say of the house, from FRONTROW_SELLER (lines parted by "|")."""

from django.conf import settings


def seller() -> list[str]:
    """Name, address, tax number: a line each."""
    return [line.strip() for line in settings.SELLER.split("|") if line.strip()]
