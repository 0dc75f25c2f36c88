"""A visiting house brings a pattern: check it, keep it, have it draped."""

import tempfile
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.studio.actions.drape import drape_upload
from frontrow.web.studio.limits import examine
from frontrow.web.studio.models import PatternUpload, State

MINE_AT_ONCE = 2
ALL_AT_ONCE = 12
MINE_IN_ALL = 20
CHECKS = threading.BoundedSemaphore(2)  # checks at once; the other threads are for the pages


def bring_pattern(actor: Actor, file: str, name: str, pattern: str, **choices: Any) -> PatternUpload:
    """Check `pattern` (the text of `file`) and enqueue it.

    choices: fabric, colour, chart, size, finish. Raises UserError: the pattern's fault in one sentence, or
    that the queue is full.
    """
    waiting = PatternUpload.objects.filter(state__in=(State.WAITING, State.MAKING))
    if waiting.filter(holder=actor.holder).count() >= MINE_AT_ONCE:
        raise UserError(_("Two of your patterns are being draped; bring the next when one is done."))
    if waiting.count() >= ALL_AT_ONCE:
        raise UserError(_("The studio is full at the moment; try again in a few minutes."))
    if PatternUpload.objects.filter(holder=actor.holder).count() >= MINE_IN_ALL:
        raise UserError(_("You have brought twenty patterns; erase some on your page first."))
    check_file(file, pattern, choices["chart"], choices["size"])
    with transaction.atomic():
        upload = PatternUpload.objects.create(holder=actor.holder, name=name, source=pattern, **choices)
        record(actor, "bring_pattern", upload, fabric=upload.fabric, size=upload.size)
        drape_upload(upload)
    return upload


def check_file(file: str, pattern: str, chart: str, size: str) -> None:
    """Check the text of a stranger's `file` in a process with limits. Raises UserError, in one sentence."""
    if not CHECKS.acquire(blocking=False):
        raise UserError(_("The studio is full at the moment; try again in a minute."))
    try:
        with tempfile.TemporaryDirectory(dir=settings.HOME.work) as folder:
            path = Path(folder) / (Path(file).name[:60] or "pattern.yaml")
            path.write_text(pattern, encoding="utf-8")
            examine(path, chart, size)
    finally:
        CHECKS.release()
