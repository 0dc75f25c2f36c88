"""The worker's tasks: make a look of the season, make a pattern that a house brought."""

import logging
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django_tasks import TaskContext, task

from frontrow.errors import UserError
from frontrow.web.studio.limits import apart
from frontrow.web.studio.models import Asset, LookAsset, PatternUpload, State
from frontrow.web.studio.signals import look_made
from frontrow.web.studio.spec import digest, look_spec, upload_spec

GUESTS = "guests"  # below the media folder

log = logging.getLogger("frontrow.worker")


class Superseded(Exception):
    """Nobody waits for this any more: something else was asked for meanwhile, or the row is gone."""


Maker = Callable[[dict[str, Any], str, Path, Callable[[str, float], None]], dict[str, Any]]


@task(takes_context=True)
def make_look(context: TaskContext, look_id: int) -> str:
    """Make a look of the season, in this process."""
    from frontrow.web.studio.make import make_files

    asset = LookAsset.objects.select_related("look").filter(look_id=look_id).first()
    if asset is None:
        return "gone"
    spec = look_spec(asset.look)
    answer = make_asset(asset, context.task_result.id, spec, Path("looks") / asset.look.slug, make_files)
    if answer in ("made", "unchanged"):
        look_made.send(sender=LookAsset, look=asset.look)
    return answer


@task(takes_context=True)
def make_upload(context: TaskContext, upload_id: int) -> str:
    """Make a brought pattern, in a process of its own with limits: the file is a stranger's."""
    rows = PatternUpload.objects.filter(pk=upload_id)
    upload = rows.first()
    if upload is None:
        return "gone"
    try:
        answer = make_asset(upload, context.task_result.id, upload_spec(upload), upload.folder, apart)
    except Exception:
        if rows.exists():
            raise
    finally:  # whoever erases it while it is being made leaves nothing behind
        gone = not rows.exists()
        if gone:
            shutil.rmtree(Path(settings.MEDIA_ROOT) / upload.folder, ignore_errors=True)
    return "gone" if gone else answer


@task()
def make_mirror(look_id: int) -> str:
    """Make the clothes for the mirror of a look that was made without them."""
    from frontrow.look.decode import Decoded
    from frontrow.look.mirror import mirrored

    asset = LookAsset.objects.filter(look_id=look_id).exclude(glb="").first()
    if asset is None:
        return "gone"
    media = Path(settings.MEDIA_ROOT)
    data = mirrored(Decoded.open(media / asset.glb))
    target = media / (asset.glb.removesuffix(".near.glb") + ".mirror.glb")
    part = target.with_suffix(".part")
    part.write_bytes(data)
    part.rename(target)
    return target.name


@task()
def make_guests() -> str:
    """Make the seated audience of the stage."""
    from frontrow.look import guests

    folder = Path(settings.MEDIA_ROOT) / GUESTS
    folder.mkdir(parents=True, exist_ok=True)
    return guests.write(folder).name


def make_asset(asset: Asset, task_id: str, spec: dict[str, Any], folder: Path, maker: Maker) -> str:
    """Make what `asset` stands for into `folder` below the media folder, for the task that it waits for; the row says
    how far it is. Returns a word about how it went."""
    if asset.task and asset.task != str(task_id):
        return "superseded"
    name = digest(spec)
    if asset.state == State.READY and asset.digest == name:
        return "unchanged"
    mine = type(asset).objects.filter(pk=asset.pk, task=asset.task)
    mine.update(state=State.MAKING, step="", progress=0.0, error="")
    log.info("making %s", spec["slug"])
    began, media = time.monotonic(), Path(settings.MEDIA_ROOT)

    def files() -> dict[str, str]:
        endings = (("glb", "glb"), ("glb", "near.glb"), ("poster", "webp"), ("flat", "svg"))
        there = {
            field: f"{name}.{ending}" for field, ending in endings if (media / folder / f"{name}.{ending}").exists()
        }
        return {"flat": ""} | {field: str(folder / file) for field, file in there.items()}

    try:
        report = maker(spec, name, media / folder, _reporter(mine, files))
    except Superseded:
        log.info("%s is wanted otherwise now", spec["slug"])
        return "superseded"
    except UserError as error:
        mine.update(state=State.FAILED, error=str(error))
        log.warning("%s: %s", spec["slug"], error)
        return "refused"
    except Exception:
        mine.update(state=State.FAILED, error="")
        raise
    mine.update(state=State.READY, step="", progress=1.0, digest=name, report=report, **files())
    log.info("%s is ready after %.0f s", spec["slug"], time.monotonic() - began)
    _sweep(media / folder, keep={name, asset.digest})
    return "made"


def _reporter(mine: Any, files: Callable[[], dict[str, str]]) -> Callable[[str, float], None]:
    """Writes down how far it is; as soon as the look walks, pages show it, though its other moves are still made.

    Raises Superseded once the making is nobody's, so that the drapers go on to what somebody waits for."""
    last, walks = 0.0, False

    def report(step: str, share: float) -> None:
        nonlocal last, walks
        if step == "moves" and not walks:
            walks = True
            _still(mine.update(**files()))
        if time.monotonic() - last > 1.0:
            last = time.monotonic()
            _still(mine.update(step=step[:40], progress=max(0.0, min(1.0, share))))

    return report


def _still(rows: int) -> None:
    if not rows:
        raise Superseded


def _sweep(folder: Path, keep: set[str]) -> None:
    """Remove files of older makings; the one before stays for pages that are open."""
    for path in folder.glob("*"):
        if path.name.split(".")[0] not in keep:
            path.unlink(missing_ok=True)
