"""In one process, on one thread: how long a start, an event, a list and an erasure take, beside implicit's ALS.

Peer: implicit 0.7 (MIT, github.com/benfred/implicit), ALS (Hu, Koren, Volinsky 2008) with 64 factors on the same
interactions: it folds a visitor in (`recalculate_user`) and ranks; to forget one it is fitted again (15 rounds; one is
timed here). All times are the thread's own processor time, but for the start's.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from frontrow.bench._learning.world import BEGAN, SPAN, catalogue, crowd, names, visitor
from frontrow.recommend.engine import Engine
from frontrow.recommend.engine.compiled import compile_all
from frontrow.recommend.engine.histories import key
from frontrow.recommend.events import Interaction
from frontrow.recommend.store.sqlite import SqliteEventStore

ROUNDS = 15


def timed(times: int, act: Callable[[int], object]) -> tuple[float, float]:
    """Median and 99th percentile, milliseconds."""
    took = []
    for number in range(times):
        began = time.thread_time()
        act(number)
        took.append(1000 * (time.thread_time() - began))
    return float(np.median(took)), float(np.percentile(took, 99))


def ours(home: Path, items: int, people: int) -> dict[str, float]:
    rng, looks = np.random.default_rng(5), names(items)
    compile_all()
    store = SqliteEventStore(home / "inside.sqlite3")
    began, all_looks = time.perf_counter(), catalogue(items)
    made = time.perf_counter()
    engine = Engine(store, lambda: all_looks, home / "state")
    engine.ranker().to(visitor(1), 20)
    start = time.perf_counter() - made

    def some(number: int, deeds: int) -> list[Interaction]:
        who, at = visitor(int(rng.integers(min(people, 5_000)))), (BEGAN + SPAN) / 1000 + 60 * number
        return [Interaction(who, looks[rng.integers(items)], "save", at + place) for place in range(deeds)]

    for number in range(3_000):
        engine.observe(some(number, 1))
    found = {"start_s": start, "catalogue_s": made - began}
    for deeds in (1, 3):
        batches = [some(4_000 * (1 + deeds) + number, deeds) for number in range(3_000)]
        began = time.thread_time()
        for batch in batches:
            engine.observe(batch)
        found[f"events_s_in_batches_of_{deeds}"] = deeds * len(batches) / (time.thread_time() - began)
    ranker = engine.ranker()
    found["top20_ms"], found["top20_p99_ms"] = timed(300, lambda n: ranker.to(visitor(int(rng.integers(people))), 20))

    def learn_and_rank(number: int) -> None:
        done = some(90_000 + number, 1)
        engine.observe(done)
        ranker.to(done[0].visitor, 20)

    found["event_to_top20_ms"], found["event_to_top20_p99_ms"] = timed(300, learn_and_rank)
    longest = visitor(people + 1)
    many = [Interaction(longest, looks[rng.integers(items)], "click", BEGAN / 1000 + 999 * n) for n in range(512)]
    for one in many:
        engine.observe([one])
    state = ranker.state
    found["forget_512_deeds_ms"] = timed(1, lambda n: state.forget(key(longest)))[0]
    gone = rng.integers(people, size=200)
    found["forget_ms"], found["forget_p99_ms"] = timed(200, lambda n: state.forget(key(visitor(int(gone[n])))))
    store.close()
    return found


def theirs(events: int, items: int) -> dict[str, float]:
    import scipy.sparse as sp
    from implicit.als import AlternatingLeastSquares

    who, item = crowd(events, items)
    shape = (int(who.max()) + 1, items)
    seen = sp.csr_matrix((np.ones(events, np.float32), (who, item)), shape=shape)
    model = AlternatingLeastSquares(64, iterations=1, num_threads=1, random_state=1)
    began = time.thread_time()
    model.fit(seen, show_progress=False)
    round_s = time.thread_time() - began

    def fold_in(number: int) -> Any:
        return model.recommend(number, seen[number], 20, recalculate_user=True)

    median, late = timed(200, fold_in)
    return {"event_to_top20_ms": median, "event_to_top20_p99_ms": late, "forget_ms": 1000 * ROUNDS * round_s}


if __name__ == "__main__":
    folder, events, looks = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    side = theirs(events, looks) if sys.argv[4] == "implicit" else ours(folder, looks, max(events // 40, 1))
    print(json.dumps(side))
