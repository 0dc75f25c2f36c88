"""FrontRow: the house blend, for any log."""

from functools import partial

from frontrow.recommend.log import Log
from frontrow.recommend.models.blend import Blend, Component
from frontrow.recommend.models.ease import EASE
from frontrow.recommend.models.hot import Hot
from frontrow.recommend.models.neighbours import ItemKNN
from frontrow.recommend.models.next_item import WHOLE, NextItem
from frontrow.recommend.models.paths import Paths
from frontrow.recommend.models.rules import Rules

TIMES = 1e7  # timestamps below are places in a sequence: nothing is hot


class FrontRow(Blend):
    """The next-item ridge, paths, rules, co-interest and what is hot now, blended by shares learnt from the log.

    question: from what the shares are learnt (see `held_out.questions`): "live" and "next" for the very next thing a
    visitor does, "later" for all she will do in the days to come, when what is hot counts more.
    """

    def __init__(self, question: str = "live") -> None:
        super().__init__(lambda log: components(log, question), question)


def components(log: Log, question: str) -> list[Component]:
    """What a log of this size can afford and has the times for, and how loud each is before anything is learnt."""
    soon = question != "later"
    near = partial(EASE, 500.0) if len(log.items) <= WHOLE else partial(ItemKNN, 200, 10.0)
    hot = {1.0: 0.2}
    if len(log) and log.at[-1] >= TIMES:
        hot |= dict.fromkeys((0.3, 0.1, 0.03, 0.01), 0.05) if soon else {0.3: 0.2, 0.1: 0.4, 0.03: 0.4, 0.01: 0.3}
    return [
        Component(NextItem, 1.9 if soon else 0.3),
        Component(Paths, 2.8 if soon else 0.3),
        Component(partial(Rules, 0.5, 0.25), 0.8 if soon else 0.1),
        Component(partial(near, half_life=5.0), 1.2 if soon else 0.5),
        Component(partial(near, half_life=50.0), 0.0 if soon else 0.5),
        *(Component(partial(Hot, share), loud, bent=False) for share, loud in hot.items()),
    ]
