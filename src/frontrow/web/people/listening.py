"""An organiser by role is staff, and no longer when the role ends: however a membership comes and goes."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from frontrow.web.people.models import Membership, Role


def listen() -> None:
    """Connect, once a process."""
    post_save.connect(_begun, Membership, dispatch_uid="staff begins")
    post_delete.connect(_ended, Membership, dispatch_uid="staff ends")


def _begun(instance: Membership, **_: Any) -> None:
    user = instance.user
    if instance.role == Role.ORGANISER and not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])


def _ended(instance: Membership, **_: Any) -> None:
    from django.contrib.auth import get_user_model

    if instance.role == Role.ORGANISER:
        get_user_model().objects.filter(pk=instance.user_id, is_superuser=False).update(is_staff=False)
