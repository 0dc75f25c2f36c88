"""Who is watching which show, and what all of them are told: the time, the count, the applause."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Collection

import msgspec

from frontrow.live.asgi import Message, Send

TRY_LATER, GOING_AWAY = 1013, 1001  # RFC 6455 and its registry: why a connection ends
BACKLOG = 16  # messages a seat may lag behind before it is given up
CLAP_EVERY = 0.25  # seconds between two broadcasts of applause
LOOK_EVERY = 2.0  # seconds between two looks for looks that became ready

log = logging.getLogger("frontrow.live")


def text(value: object) -> Message:
    """One WebSocket message, encoded once however many receive it."""
    return {"type": "websocket.send", "text": msgspec.json.encode(value).decode()}


class Seat:
    """One connection: what it is still to be told, and why it must go (`code`, 0 while it may stay)."""

    __slots__ = ("_arrived", "_messages", "_teller", "address", "code")

    def __init__(self, address: str) -> None:
        self.address = address
        self.code = 0
        self._messages: deque[Message] = deque()
        self._arrived = asyncio.Event()
        self._teller: asyncio.Task[None] | None = None

    def tell(self, message: Message) -> None:
        """Queue a message; a seat that does not keep up is given up."""
        if len(self._messages) >= BACKLOG:
            self.leave(TRY_LATER)
        else:
            self._messages.append(message)
            self._arrived.set()

    def leave(self, code: int) -> None:
        """End the seat's telling, even in the middle of a message."""
        self.code = self.code or code
        if self._teller:
            self._teller.cancel()

    def telling(self, send: Send) -> asyncio.Task[None]:
        """The task that sends what is queued; it ends when the seat must go or its peer is gone."""
        self._teller = asyncio.create_task(self._tell_all(send))
        return self._teller

    async def _tell_all(self, send: Send) -> None:
        while not self.code:
            while self._messages:
                await send(self._messages.popleft())
            self._arrived.clear()
            await self._arrived.wait()


class Room:
    """Everybody at one show."""

    def __init__(self) -> None:
        self.seats: set[Seat] = set()
        self.applause = 0
        self.claps = 0

    def tell(self, message: Message) -> None:
        for seat in self.seats:
            seat.tell(message)


class Hub:
    """The rooms of this process. `ready` names the looks that are made; it is called in a thread."""

    def __init__(
        self,
        ready: Callable[[], Collection[str]] | None = None,
        seats: int = 20_000,
        seats_per_address: int = 500,
    ) -> None:
        self.rooms: dict[str, Room] = {}
        self.max_seats = seats
        self.max_per_address = seats_per_address
        self._ready = ready
        self._per_address: Counter[str] = Counter()
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def watching(self) -> int:
        return self._per_address.total()

    def enter(self, show: str, address: str) -> Seat | None:
        """A seat at `show`, or None when the house, or what one address may take of it, is full."""
        if self.watching >= self.max_seats or self._per_address[address] >= self.max_per_address:
            return None
        seat = Seat(address)
        self._per_address[address] += 1
        self.rooms.setdefault(show, Room()).seats.add(seat)
        return seat

    def leave(self, show: str, seat: Seat) -> None:
        room = self.rooms[show]
        room.seats.discard(seat)
        self._per_address[seat.address] -= 1
        if not self._per_address[seat.address]:
            del self._per_address[seat.address]
        if not room.seats:
            del self.rooms[show]

    def pulse(self, show: str) -> Message:
        room = self.rooms[show]
        count = {"watching": len(room.seats), "applause": room.applause}
        return text({"type": "pulse", "now": time.time(), **count})

    def clap(self, show: str, n: int) -> None:
        room = self.rooms[show]
        room.claps += n
        room.applause += n

    def open(self) -> None:
        """Begin to tell; call with the event loop running."""
        self._tasks = [asyncio.create_task(job) for job in (self._pulses(), self._applause())]
        if self._ready:
            self._tasks.append(asyncio.create_task(self._looks(self._ready)))

    async def close(self) -> None:
        """Stop telling, and ask every seat to leave."""
        for task in self._tasks:
            task.cancel()
        for room in self.rooms.values():
            for seat in room.seats:
                seat.leave(GOING_AWAY)
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _pulses(self) -> None:
        """Each second on the second, so that a slow round does not delay the next."""
        while True:
            await asyncio.sleep(1.0 - time.time() % 1.0)
            for show in list(self.rooms):
                self.rooms[show].tell(self.pulse(show))

    async def _applause(self) -> None:
        while True:
            await asyncio.sleep(CLAP_EVERY)
            for room in self.rooms.values():
                if room.claps:
                    room.tell(text({"type": "applause", "n": room.claps}))
                    room.claps = 0

    async def _looks(self, ready: Callable[[], Collection[str]]) -> None:
        known: set[str] | None = None
        failing = False
        while True:
            try:
                now = set(await asyncio.to_thread(ready))
                for look in sorted(now - known) if known is not None else ():
                    for room in self.rooms.values():
                        room.tell(text({"type": "look-ready", "look": look}))
                known, failing = now, False
            except Exception:
                if not failing:
                    log.exception("the looks that are ready cannot be read; asking again")
                failing = True
            await asyncio.sleep(LOOK_EVERY)
