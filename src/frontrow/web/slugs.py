"""Addresses made of names."""

import secrets
from typing import Any

from django.utils.text import slugify


def free_slug(model: Any, title: str, taken: tuple[str, ...] = (), largest: int = 40) -> str:
    """An address that nothing of this kind has yet: the title's, or a drawn one where it has no Latin letters.

    taken: what the room's other pages are called.
    """
    wished = slugify(title)[:largest].strip("-")
    if wished and wished not in taken and not model.objects.filter(slug=wished).exists():
        return wished
    return f"{wished or model._meta.model_name}-{secrets.token_hex(3)}"
