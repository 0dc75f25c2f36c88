"""The hub without a network: a seat that does not keep up is given up, and holds nobody else back."""

import asyncio

from frontrow.live.hub import BACKLOG, Hub, text


def test_a_slow_viewer_is_given_up_and_the_others_hear_everything() -> None:
    async def show() -> None:
        hub = Hub()
        slow, quick = hub.enter("show", "a"), hub.enter("show", "b")
        assert slow and quick
        heard = 0
        for n in range(BACKLOG + 1):
            hub.rooms["show"].tell(text({"n": n}))
            quick.queue.get_nowait()
            heard += 1
        assert slow.lost.is_set() and not quick.lost.is_set()
        assert heard == BACKLOG + 1

    asyncio.run(show())


def test_seats_are_counted_by_address_and_given_back() -> None:
    async def show() -> None:
        hub = Hub(seats=3, seats_per_address=2)
        taken = [hub.enter("show", "a"), hub.enter("show", "a")]
        assert all(taken) and hub.enter("show", "a") is None
        assert hub.enter("show", "b") and hub.enter("show", "c") is None
        assert taken[0]
        hub.leave("show", taken[0])
        assert hub.enter("show", "c")

    asyncio.run(show())
