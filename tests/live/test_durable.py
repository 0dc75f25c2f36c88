"""An acknowledged interaction is on the disk: the server may be killed the moment after."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from frontrow.privacy import new_visitor, sign
from frontrow.recommend.events import Interaction
from frontrow.recommend.store.sqlite import SqliteEventStore

SITE = """
import sys, threading, time
from pathlib import Path
from frontrow.live import create, server
from frontrow.recommend.store.sqlite import SqliteEventStore
home = Path(sys.argv[1])
app = create(store=SqliteEventStore(home / "events.sqlite3"), key=b"k" * 32, assets=home, media=home)
running = server(app, port=0)
def tell():
    while not running.started: time.sleep(0.01)
    print(running.servers[0].sockets[0].getsockname()[1], flush=True)
threading.Thread(target=tell, daemon=True).start()
running.run()
"""


def test_every_acknowledged_interaction_survives_kill_9(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", SITE, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    port = int(process.stdout.readline())
    acknowledged: list[str] = []
    refused: list[int] = []

    def browse(name: int) -> None:
        cookie = f"fr_consent=yes; fr_visitor={sign(new_visitor(), b'k' * 32)}"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        headers = {"content-type": "application/json", "cookie": cookie}
        for count in range(40):
            item = f"look-{name}-{count}"
            row = {"type": "view", "item": item, "at": time.time() * 1000}
            try:
                connection.request("POST", "/e", json.dumps({"interactions": [row]}), headers)
                answer = connection.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException):
                break
            (acknowledged.append(item) if answer.status == 202 else refused.append(answer.status))
        connection.close()

    threads = [threading.Thread(target=browse, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    while len(acknowledged) < 60:  # of 160: the server dies with batches under way
        time.sleep(0.001)
    os.kill(process.pid, signal.SIGKILL)
    for thread in threads:
        thread.join()
    process.wait()
    process.stdout.close()
    store = SqliteEventStore(tmp_path / "events.sqlite3")
    kept = {stored.entry.item for stored in store.since(0) if isinstance(stored.entry, Interaction)}
    store.close()
    assert not refused and len(acknowledged) >= 60
    assert set(acknowledged) <= kept
