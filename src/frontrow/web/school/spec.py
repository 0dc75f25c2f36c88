"""What a student's look is made from."""

from typing import Any

from frontrow.web.school.models import Work
from frontrow.web.studio.spec import cloth_source, spec_of


def work_spec(work: Work) -> dict[str, Any]:
    """One garment, worn by its size's own body. Nothing in the files names class, student or look."""
    garment = {
        "name": work.pattern or "garment",
        "pattern": work.source,
        "fabric": work.fabric,
        "cloth": cloth_source(work.fabric),
        "size": work.size,
        "color": work.colour or None,
        "options": work.options,
    }
    return spec_of(f"class-{work.key}", "Class", f"{work.chart}/{work.size}", work.finish, [garment], 0)
