"""The worker's tasks of the fitting room: measure a look's sizes, drape a look in one of them."""

from pathlib import Path

from django_tasks import TaskContext, task

from frontrow.web.fitting.actions.drape_sizes import MEASURING, run_digest
from frontrow.web.fitting.models import SizeAsset, SizeRun
from frontrow.web.fitting.spec import chart_of, size_spec
from frontrow.web.season.models import Look
from frontrow.web.studio.spec import look_spec
from frontrow.web.studio.tasks import make_asset

FOLDER = Path("sizes")  # below the media folder


@task(priority=MEASURING)
def measure_sizes(look_id: int) -> str:
    """Measure a look's garments in every size, from their patterns."""
    from frontrow.web.fitting.make import measured

    look = Look.objects.filter(pk=look_id).first()
    if look is None:
        return "gone"
    wanted = run_digest(look)
    if SizeRun.objects.filter(look=look, digest=wanted).exists():
        return "unchanged"
    chart = chart_of(look)
    SizeRun.objects.filter(look=look).update(chart=chart, garments=measured(look_spec(look), chart), digest=wanted)
    return "measured"


@task(takes_context=True)
def make_size(context: TaskContext, look_id: int, size: str) -> str:
    """Drape a look in one size of its chart, in this process."""
    from frontrow.web.fitting.make import make_files

    asset = SizeAsset.objects.select_related("look").filter(look_id=look_id, size=size).first()
    if asset is None:
        return "gone"
    spec = size_spec(asset.look, size)
    return make_asset(asset, context.task_result.id, spec, FOLDER / asset.look.slug / size, make_files)
