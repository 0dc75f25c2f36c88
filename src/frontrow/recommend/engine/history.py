"""A visitor's interactions as a history that a model can be asked about."""

from collections.abc import Sequence

from frontrow.recommend.events import Interaction
from frontrow.recommend.genuine import genuine
from frontrow.recommend.ranking import Touch
from frontrow.recommend.reason import HERE
from frontrow.recommend.taste import taste


def history_of(recent: Sequence[Interaction], look: str | None = None) -> list[Touch]:
    """What somebody likes by what she did, the look whose page is open last, as if she had saved it just now."""
    recent = genuine(recent)
    now = max((done.at for done in recent), default=0.0)
    history = [touch for touch in taste(recent, now) if touch.item != look]
    return history if look is None else [*history, Touch(look, 1.0, HERE)]
