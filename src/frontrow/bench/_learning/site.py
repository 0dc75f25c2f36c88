"""The hot path alone, with a state that somebody made: prints its port when it is ready."""

import sys
import threading
import time
from pathlib import Path

from frontrow.bench._learning.world import catalogue
from frontrow.live import Intake, Rate, create, server
from frontrow.recommend.engine import Engine
from frontrow.recommend.engine.compiled import compile_all
from frontrow.recommend.store.sqlite import SqliteEventStore

KEY = b"k" * 32


def main(home: Path, items: int) -> None:
    compile_all()
    store = SqliteEventStore(home / "events.sqlite3")
    looks = catalogue(items)
    engine = Engine(store, lambda: looks, home / "state")
    engine.ranker().to("nobody", 20)
    engine.start()
    intake = Intake(store, KEY, Rate(1e9, 1e9), Rate(1e9, 1e9), engine, Rate(1e9, 1e9))
    running = server(create(store=store, key=KEY, assets=home, media=home, engine=engine, intake=intake), port=0)

    def tell() -> None:
        while not running.started:
            time.sleep(0.01)
        print(running.servers[0].sockets[0].getsockname()[1], flush=True)

    threading.Thread(target=tell, daemon=True).start()
    running.run()
    engine.stop()
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
