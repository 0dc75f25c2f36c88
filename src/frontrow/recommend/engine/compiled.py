"""Compiling ahead: all that the engine runs is compiled once and kept on the disk."""

import threading

import numpy as np

from frontrow.recommend.engine.deeds import CODES, DEED
from frontrow.recommend.engine.histories import key
from frontrow.recommend.engine.lineup import Lineup
from frontrow.recommend.engine.ranker import Ranker
from frontrow.recommend.engine.rebuild import stand
from frontrow.recommend.engine.segment import freeze, leave
from frontrow.recommend.engine.state import State
from frontrow.recommend.events import EVENTS, Interaction
from frontrow.recommend.item import Item


def compile_all() -> None:
    """Do everything once, with two visitors and a few looks."""
    catalogue = [Item(f"look-{number}") for number in range(4)]
    done = [
        Interaction(visitor, f"look-{place % 4}", event, 1_795_000_000.0 + 60 * place, 9.0)
        for visitor in ("one", "other")
        for place, event in enumerate(EVENTS)
    ]
    state, lock = State([item.id for item in catalogue]), threading.RLock()
    deeds = np.zeros(2, DEED)
    deeds["item"], deeds["code"], deeds["worth"] = (0, 1), CODES.index("save"), 10
    segment = stand(state, np.array([key("one"), key("one")], np.uint64), deeds)
    state.observe(done)
    left = leave(state, 0, 0)
    state.observe([Interaction("one", "look-3", "save", 1_795_100_000.0)])
    freeze(state, lock, [segment], left, whole=True)
    ranker = Ranker(state, Lineup(catalogue, state.number), None, 0, lock)
    ranker.to("one", 4)
    ranker.to("nobody", 2)
    state.forget(key("one"))
