"""One serving process of several, without its pages: `python -m frontrow.bench._follower DATABASE NATS`.

Reads a JSON object a line and answers with one: {"do": "save", "visitor": …, "item": …} when it is durable,
{"do": "ask", "visitor": …} with the items for her and their scores, best first, from what this process has in memory,
{"do": "erase", "visitor": …} with how many entries are gone, {"do": "visitors"} with how many there are.
"""

import json
import sys
import time
from typing import Any

from frontrow.recommend import Interaction
from frontrow.recommend.engine import Engine
from frontrow.recommend.item import Item
from frontrow.recommend.store import opened
from frontrow.recommend.store.bus import Announced, LocalBus
from frontrow.recommend.store.nats import NatsBus

ITEMS = tuple(
    Item(
        f"look-{n:02d}", f"house-{n % 4}", fabrics=(f"fabric-{n % 7}",), colors=(f"#{n * 5:02x}8040",), price=100.0 + n
    )
    for n in range(40)
)


def main(database: str, nats: str) -> None:
    log = opened(database)
    store = Announced(log, NatsBus(nats, log.site) if nats else LocalBus())
    engine = Engine(store, lambda: ITEMS)
    store.bus.listen(lambda news: engine.forget(news.visitor) if news.kind == "erased" else engine.wake())
    engine.start()

    def answer(do: str, visitor: str = "", item: str = "") -> Any:
        if do == "save":
            return store.append([Interaction(visitor, item, "save", time.time())])
        if do == "ask":
            found = engine.ranker().to(visitor, k=len(ITEMS))
            return {"items": [each.item for each in found], "scores": [each.score for each in found]}
        if do == "erase":
            return engine.erase(visitor)
        return engine.ranker().visitors

    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(**json.loads(line))), flush=True)
    engine.stop()
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
