"""Keep a look, or let it go."""

from frontrow.web.season.models import Look
from frontrow.web.shop.models import Saved


def save_look(holder: str, look: Look) -> None:
    Saved.objects.get_or_create(holder=holder, look=look)


def unsave_look(holder: str, look: Look) -> None:
    Saved.objects.filter(holder=holder, look=look).delete()
