"""Ask the worker to make a look; asking twice for the same thing asks once."""

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from frontrow.web.audit.actor import HOUSE, Actor
from frontrow.web.audit.record import record
from frontrow.web.season.models import Look
from frontrow.web.studio.models import Asset, LookAsset, PatternUpload, State
from frontrow.web.studio.ready import guests_url
from frontrow.web.studio.spec import digest, look_spec, upload_spec


@transaction.atomic
def drape(look: Look, again: bool = False, actor: Actor = HOUSE) -> bool:
    """Enqueue `look` unless it is made or being made as it stands; `again` makes it anew. True if so."""
    from frontrow.web.studio.tasks import make_look

    if again:
        look.turn += 1
        look.save(update_fields=["turn"])
    asset, _ = LookAsset.objects.get_or_create(look=look)
    wanted = digest(look_spec(look))
    if not needed(asset, wanted):
        _completed(look, asset)
        return False
    enqueued(asset, wanted, make_look.enqueue(look.pk).id)
    record(actor, "drape", look, again=again)
    return True


@transaction.atomic
def drape_upload(upload: PatternUpload) -> None:
    """Enqueue a brought pattern."""
    from frontrow.web.studio.tasks import make_upload

    enqueued(upload, digest(upload_spec(upload)), make_upload.enqueue(upload.pk).id)


def seat_guests() -> bool:
    """Enqueue the seated audience unless it is there or on its way. True when enqueued."""
    from frontrow.web.studio.tasks import make_guests

    under_way = DBTaskResult.objects.filter(task_path=make_guests.module_path).exclude(finished_at__isnull=False)
    if guests_url() or under_way.exists():
        return False
    make_guests.enqueue()
    return True


def _completed(look: Look, asset: LookAsset) -> None:
    """Enqueue the clothes for the mirror of a look that was made before there was one."""
    from frontrow.web.studio.tasks import make_mirror

    if asset.state == State.READY and not asset.mirror_url:
        make_mirror.enqueue(look.pk)


def needed(asset: Asset, wanted: str) -> bool:
    """Whether what `wanted` names is neither made nor being made."""
    if asset.state in (State.WAITING, State.MAKING) and asset.task:
        return asset.wanted != wanted
    return asset.state != State.READY or asset.digest != wanted


def enqueued(asset: Asset, wanted: str, task: str) -> None:
    """Write down that `task` will make what `wanted` names."""
    asset.state, asset.wanted, asset.task = State.WAITING, wanted, str(task)
    asset.step, asset.progress, asset.error = "", 0.0, ""
    asset.save()
