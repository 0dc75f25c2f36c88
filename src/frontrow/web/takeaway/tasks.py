"""The worker's task: a look's files for game engines."""

import os
from pathlib import Path

from django.conf import settings
from django_tasks import task

from frontrow.web.season.models import Look
from frontrow.web.takeaway.models import ENDINGS, files_of, folder_of, licence_of


@task()
def make_game(look_id: int) -> str:
    """Make the files of a look as it is made now; all of them appear, or none."""
    from frontrow.look.decode import Decoded
    from frontrow.look.game import Credit, figure, rigged_glb, skel_usdz, vrm, vrma

    look = Look.objects.select_related("asset", "collection__house").filter(pk=look_id).first()
    if look is None or not look.asset.glb:
        return "gone"
    licence = licence_of(look)
    if not licence.given or files_of(look):
        return "not given out" if not licence.given else "unchanged"
    made = figure(Decoded.open(Path(settings.MEDIA_ROOT) / look.asset.glb))
    credit = Credit(look.house.name, licence.url, licence.commercial, licence.changes)
    told = {"author": look.house.name, "licence": licence.url}
    files = (rigged_glb(made, told), vrm(made, credit), vrma(made), skel_usdz(made))
    folder = folder_of(look)
    for ending, data in zip(ENDINGS, files, strict=True):
        draft = folder / f".{look.asset.digest}.{ending}.{os.getpid()}"
        draft.write_bytes(data)
        draft.replace(folder / f"{look.asset.digest}.{ending}")
    return "made"
