"""What a student's look is made from."""

from typing import Any

from frontrow.web.school.models import Work
from frontrow.web.studio.models import State
from frontrow.web.studio.spec import cloth_source, digest, spec_of

QUICK = {"full": "quick"}  # the house's quality -> that of a drape on the bench


def work_spec(work: Work, fine: bool = False) -> dict[str, Any]:
    """One garment, worn by its size's own body. Nothing in the files names class, student or look.

    fine: as looks of the season are made, for the class's show; without it fast, as a class waits at its benches.
    """
    garment = {
        "name": work.pattern or "garment",
        "pattern": work.source,
        "fabric": work.fabric,
        "cloth": cloth_source(work.fabric),
        "size": work.size,
        "color": work.colour or None,
        "options": work.options,
    }
    spec = spec_of(f"class-{work.key}", "Class", f"{work.chart}/{work.size}", work.finish, [garment], 0)
    return spec if fine else spec | {"quality": QUICK.get(spec["quality"], spec["quality"])}


def is_made(work: Work) -> bool:
    """Whether it is made as it stands, in whatever quality, or is being made."""
    wanted = {digest(work_spec(work, fine)) for fine in (False, True)}
    if work.state in (State.WAITING, State.MAKING) and work.task:
        return work.wanted in wanted
    return work.state == State.READY and work.digest in wanted


def is_finished(work: Work) -> bool:
    """Whether it is made as finely as looks of the season are, or about to be."""
    return digest(work_spec(work, fine=True)) in (work.digest, work.wanted)


def is_finishing(work: Work) -> bool:
    """Whether what is being made is the same look more finely, while its quick drape is seen."""
    return (
        bool(work.glb)
        and work.state == State.MAKING
        and work.digest == digest(work_spec(work))
        and work.wanted == digest(work_spec(work, fine=True))
    )
