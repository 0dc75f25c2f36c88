"""A look on a body for the fitting room, all of it in memory: what was measured on a visitor reaches no disk."""

from collections.abc import Callable

from frontrow.body import clips, walk
from frontrow.look import LookSpec
from frontrow.look.dress import QUALITIES, Dresser
from frontrow.look.level import NEAR
from frontrow.look.maker import sewn
from frontrow.look.ready import ready
from frontrow.look.spec import finish_of, wearer
from frontrow.web.fitting.outcome import Draped

Progress = Callable[[str, float], None]


def draped(look: LookSpec, quality: str, progress: Progress) -> Draped:
    """The look settled and walking on its wearer. Raises UserError for what is wrong with it or its wearer."""
    grade = QUALITIES["draft"]
    body = wearer(look.body)
    garments = sewn(look, body, grade.resolution, grade.rough)
    progress("draft", 1.0)
    able = clips(body)
    worn = Dresser(body, able, grade, look.seed, progress).wear(
        [g.sewn for g in garments], [g.fabric for g in garments]
    )
    progress("pack", 0.0)
    made = ready(look, body, finish_of(look.finish), walk(body), {"walk": able["walk"]}, garments, worn)
    return Draped(made.packed(NEAR), {"strain": {}})
