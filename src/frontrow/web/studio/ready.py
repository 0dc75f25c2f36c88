"""What is ready, for whoever tells visitors: one small query."""

from pathlib import Path

from django.conf import settings
from django.db import close_old_connections

from frontrow.web.studio.models import LookAsset


def ready_looks() -> dict[str, str]:
    """Slug to GLB URL of every look that has been made."""
    close_old_connections()
    assets = LookAsset.objects.exclude(glb="").values_list("look__slug", "glb")
    return {slug: f"/media/{glb}" for slug, glb in assets}


def guests_url() -> str | None:
    """The newest file of the seated audience, once the worker has made it."""
    files = sorted((Path(settings.MEDIA_ROOT) / "guests").glob("*.glb"), key=lambda path: path.stat().st_mtime)
    return f"{settings.MEDIA_URL}guests/{files[-1].name}" if files else None
