"""Ask the worker for a look in every size of its chart, after the looks themselves."""

from django.conf import settings
from django.db import transaction

from frontrow.web.audit.actor import HOUSE
from frontrow.web.audit.record import record
from frontrow.web.fitting.models import SizeAsset, SizeRun
from frontrow.web.fitting.spec import chart_of, size_spec
from frontrow.web.season.models import Look
from frontrow.web.studio.actions.drape import enqueued, needed
from frontrow.web.studio.spec import digest, look_spec

MEASURING = -10  # priorities; a look's own task has 0
FIRST = ("M", "S", "L", "XS", "XL", "2XL", "3XL")  # the sizes most asked for come first, of every look


@transaction.atomic
def drape_sizes(look: Look) -> int:
    """Enqueue the sizes of `look` that are not made as it stands, and its measures; how many sizes that was."""
    from frontrow.web.fitting.tasks import measure_sizes

    sizes = [size for size in FIRST if size in settings.SIZE_RUN]
    if not sizes:
        return 0
    run, _ = SizeRun.objects.get_or_create(look=look, defaults={"chart": chart_of(look)})
    if run.digest != run_digest(look):
        measure_sizes.enqueue(look.pk)
    count = sum(drape_size(SizeAsset.objects.get_or_create(look=look, size=size)[0]) for size in sizes)
    if count:
        record(HOUSE, "drape_sizes", look, sizes=count)
    return count


def drape_size(asset: SizeAsset) -> bool:
    """Enqueue one size unless it is made or being made as its look stands. True if so."""
    from frontrow.web.fitting.tasks import make_size

    wanted = digest(size_spec(asset.look, asset.size))
    if not needed(asset, wanted):
        return False
    task = make_size.using(priority=MEASURING - 1 - FIRST.index(asset.size)).enqueue(asset.look_id, asset.size)
    enqueued(asset, wanted, str(task.id))
    return True


def run_digest(look: Look) -> str:
    """Names what the finished measures of all sizes are measured from."""
    return digest({**look_spec(look), "chart": chart_of(look)})
