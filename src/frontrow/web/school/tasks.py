"""The worker's task: drape a student's look, with the studio's limits of time and memory."""

import shutil
from pathlib import Path

from django.conf import settings
from django_tasks import TaskContext, task

from frontrow.web.school.actions.drape_work import finish
from frontrow.web.school.models import Work
from frontrow.web.school.spec import work_spec
from frontrow.web.studio.limits import apart
from frontrow.web.studio.models import State
from frontrow.web.studio.tasks import make_asset


@task(takes_context=True)
def make_work(context: TaskContext, work_id: int, fine: bool = False) -> str:
    """Make a student's look in a process of its own; fine: as the season's looks are, for the show."""
    rows = Work.objects.filter(pk=work_id)
    work = rows.first()
    if work is None:
        return "gone"
    try:
        answer = make_asset(work, context.task_result.id, work_spec(work, fine), work.folder, apart)
    except Exception:
        if rows.exists():
            raise
    finally:  # a class that ends while its looks are made leaves nothing behind
        gone = not rows.exists()
        if gone:
            shutil.rmtree(Path(settings.MEDIA_ROOT) / work.folder, ignore_errors=True)
    if fine and answer == "refused":  # what was draped at the bench stays
        rows.exclude(glb="").update(state=State.READY, error="")
    if not gone and answer == "made" and (there := rows.get()).place:
        finish(there)
    return "gone" if gone else answer
