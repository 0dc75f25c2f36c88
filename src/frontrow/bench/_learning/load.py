"""A crowd at the door, so many interactions a second in batches as browsers send them; and probes among it.

A probe is a visitor with a history. She does something with a look (`POST /e`), waits for the 202, and asks for her
list (`GET /r?k=20`). Her time runs from the first byte sent to the last byte of the list. It counts only if the list
has changed.
"""

import asyncio
import json
import random
import sys
import time
from statistics import median

from frontrow.bench._learning.site import KEY
from frontrow.bench._learning.world import names, visitor
from frontrow.privacy import sign

CONNECTIONS = 32
ACTIVE = 20_000  # visitors who do something; of those who probe there are as many
WARM = 3.0  # seconds before anything is measured
BATCH = 3  # interactions: the browser gathers what happens within four seconds
EVENTS = ("view", "click", "dwell", "save")


class Door:
    """One held connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def at(cls, port: int) -> "Door":
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def ask(self, method: str, path: str, cookie: str, content: bytes = b"") -> tuple[int, bytes]:
        head = f"{method} {path} HTTP/1.1\r\nhost: x\r\ncookie: {cookie}\r\ncontent-type: application/json\r\n"
        self._writer.write(head.encode() + b"content-length: %d\r\n\r\n" % len(content) + content)
        head_bytes = await self._reader.readuntil(b"\r\n\r\n")
        length = int(head_bytes.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        return int(head_bytes[9:12]), await self._reader.readexactly(length)


def cookie(number: int) -> str:
    return f"fr_consent=yes; fr_visitor={sign(visitor(number), KEY)}"


def did(*deeds: tuple[str, str]) -> bytes:
    now = time.time() * 1000
    rows: list[dict[str, object]] = [
        {"type": event, "item": item, "at": now - 900 * place, **({"value": 12.0} if event == "dwell" else {})}
        for place, (event, item) in enumerate(deeds)
    ]
    return json.dumps({"interactions": rows}).encode()


async def crowd(
    port: int, rate: float, since: float, until: float, cookies: list[str], items: list[str], took: list[float]
) -> None:
    """Interactions at an even rate over all connections, whatever the answers take; (open loop, late ones wait)."""
    rng, due = random.Random(3), asyncio.Queue[float]()

    async def one() -> None:
        door = await Door.at(port)
        while True:
            at = await due.get()
            if at == 0:
                return
            deeds = [(rng.choice(EVENTS), rng.choice(items)) for _ in range(BATCH)]
            status, _ = await door.ask("POST", "/e", rng.choice(cookies), did(*deeds))
            if status != 202:
                raise RuntimeError(f"the site answered {status}")
            if at > since:
                took.append(time.perf_counter() - at)

    async with asyncio.TaskGroup() as group:
        for _ in range(CONNECTIONS):
            group.create_task(one())
        began, sent = time.perf_counter(), 0
        while (now := time.perf_counter()) < until:
            while sent < (now - began) * rate / BATCH:
                due.put_nowait(began + sent * BATCH / rate)
                sent += 1
            await asyncio.sleep(0.002)
        for _ in range(CONNECTIONS):
            due.put_nowait(0)


async def probe(port: int, since: float, until: float, first: int, people: int) -> tuple[list[float], int]:
    """Milliseconds of each probe, and how many lists had not changed."""
    rng, door, number = random.Random(4), await Door.at(port), first
    took, same = [], 0
    while time.perf_counter() < until:
        number = first + (number + 1 - first) % people
        who = cookie(number)
        _, before = await door.ask("GET", "/r?k=20", who)
        row = did(("save", rng.choice(json.loads(before)["items"])["item"]))  # then it is no longer offered
        began = time.perf_counter()
        status, _ = await door.ask("POST", "/e", who, row)
        answer, after = await door.ask("GET", "/r?k=20", who)
        if began > since:
            took.append(1000 * (time.perf_counter() - began))
        if (status, answer) != (202, 200):
            raise RuntimeError(f"the site answered {status} and {answer}")
        lists = [[each["item"] for each in json.loads(found)["items"]] for found in (before, after)]
        same += lists[0] == lists[1]
        await asyncio.sleep(0.02 + 0.06 * rng.random())
    return took, same


async def main(port: int, rate: float, seconds: float, people: int, items: int) -> dict[str, float]:
    looks, load = names(items), list[float]()
    half = min(people // 2, ACTIVE)
    cookies = [cookie(number) for number in range(half)]
    since = time.perf_counter() + WARM
    until = since + seconds
    async with asyncio.TaskGroup() as group:
        group.create_task(crowd(port, rate, since, until, cookies, looks, load))
        probes = group.create_task(probe(port, since, until, half, half))
    took, same = probes.result()
    took.sort()
    load.sort()
    return {
        "seconds": seconds,
        "interactions_s": BATCH * len(load) / seconds,
        "intake_p99_ms": 1000 * load[int(0.99 * len(load))],
        "probes": len(took),
        "unchanged": same,
        "p50_ms": median(took),
        "p95_ms": took[int(0.95 * len(took))],
        "p99_ms": took[int(0.99 * len(took))],
        "max_ms": took[-1],
    }


if __name__ == "__main__":
    port, rate, seconds, people, items = sys.argv[1:]
    print(json.dumps(asyncio.run(main(int(port), float(rate), float(seconds), int(people), int(items)))))
