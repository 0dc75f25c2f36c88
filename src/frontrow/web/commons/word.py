"""A joint show keeps its word: whatever changes it, by whichever page, it is hidden until all agree again."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from frontrow.web.commons.models import Joint
from frontrow.web.shows.models import Place, Show


def keep(show: Show) -> None:
    """Hide the show unless every house in it agrees to it as it stands."""
    joint = Joint.objects.select_related("show").filter(show=show, show__published=True).first()
    if joint and joint.missing():
        Show.objects.filter(pk=show.pk).update(published=False)


def listen() -> None:
    def place(instance: Place, **_: Any) -> None:
        show = Show.objects.filter(pk=instance.show_id).first()
        if show:
            keep(show)

    def saved(instance: Show, **_: Any) -> None:
        keep(instance)

    post_save.connect(place, Place, weak=False, dispatch_uid="joint-place")
    post_delete.connect(place, Place, weak=False, dispatch_uid="joint-place-gone")
    post_save.connect(saved, Show, weak=False, dispatch_uid="joint-show")
