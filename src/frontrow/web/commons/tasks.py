"""What the worker does for the commons: a picture of each version."""

import tempfile
from pathlib import Path

from django.conf import settings
from django_tasks import task

from frontrow.web.commons.models import Version


@task(priority=-3)  # after the looks themselves
def draw(version_id: int) -> str:
    """Draw a version's picture unless it is there."""
    from frontrow.web.commons.draw import drawn

    version = Version.objects.select_related("offer").filter(pk=version_id).first()
    if version is None:
        return "gone"
    target = Path(settings.MEDIA_ROOT) / version.picture
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=settings.HOME.work) as folder:
            part = Path(folder) / target.name
            part.write_bytes(drawn(version.offer.kind, version.source))
            part.replace(target)
    return target.name
