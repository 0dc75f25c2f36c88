"""FrontRow: the house blend, for any log."""

from collections.abc import Callable
from functools import partial

import numpy as np

from frontrow.recommend.log import Log
from frontrow.recommend.models.als import ALS
from frontrow.recommend.models.blend import TIMES, Blend, Component
from frontrow.recommend.models.ease import EASE
from frontrow.recommend.models.fresh import Fresh
from frontrow.recommend.models.hot import Hot
from frontrow.recommend.models.neighbours import ItemKNN
from frontrow.recommend.models.next_item import WHOLE, NextItem
from frontrow.recommend.models.paths import Paths
from frontrow.recommend.models.rules import Rules
from frontrow.recommend.models.spectral import Spectral
from frontrow.recommend.ranking import Recommender

SHORT = 30  # events a visitor below which histories are short
Voice = tuple[Callable[[], Recommender], float]


class FrontRow(Blend):
    """The next-item ridge, paths, rules, co-interest and what is hot now, blended by shares learnt from the log.

    question: from what the shares are learnt (see `held_out.questions`): "live" and "next" for the very next thing a
    visitor does, "later" for all she will do in the days to come, when what is hot counts more.
    """

    def __init__(self, question: str = "live") -> None:
        super().__init__(lambda log: components(log, question), question)


def components(log: Log, question: str) -> list[Component]:
    """What a log of this size can afford, has the times for and is long enough for.

    How loud each is before anything is learnt: as validation found it on MovieLens-1M for long histories, on Amazon
    Beauty for short ones; for "later", as much what is hot as who she is.
    """
    soon = question != "later"
    short = len(log) < SHORT * max(len(np.unique(log.user)), 1)
    quiet = 1.0 if soon else 0.2
    found = [Component(model, share * quiet) for model, share in (_short() if short else _long(len(log.items)))]
    if not short:
        found.append(Component(found[-1].make, 0.4 * quiet, again={"half_life": 50.0}))
    return found + _of_all(log, soon, short)


def _long(items: int) -> list[Voice]:
    near = partial(EASE, 500.0) if items <= WHOLE else partial(ItemKNN, 200, 10.0)
    return [
        (NextItem, 1.7),
        (Paths, 2.6),
        (partial(Rules, 0.5, 0.25), 0.7),
        (partial(near, half_life=5.0), 1.2),
    ]


def _short() -> list[Voice]:
    return [
        (NextItem, 0.3),
        (Paths, 0.3),
        (partial(Rules, 0.5, 0.2, 0.5, window=1), 1.4),
        (partial(Rules, 1.0, 0.2, 0.5, window=50, fade=0.5), 0.5),
        (Spectral, 2.2),
        (partial(ALS, half_life=2.0, sweeps=8), 2.0),
        (partial(ItemKNN, 200, 10.0, half_life=2.0), 0.8),
    ]


def _of_all(log: Log, soon: bool, short: bool) -> list[Component]:
    """What speaks of items alone, to all alike."""
    always = -0.5 if short else 0.2
    found = [Component(partial(Hot, 1.0), always if soon else 0.0, bent=False, alone=0.5)]
    if len(log) and log.at[-1] >= TIMES:
        lately = 0.05 if soon else 0.3
        found += [Component(partial(Hot, share), lately, bent=False, alone=0.2) for share in (0.3, 0.1, 0.03, 0.01)]
    if short:
        found.append(Component(Fresh, 1.2 if soon else 0.0, bent=False))
    return found
