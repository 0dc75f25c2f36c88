"""The hub without a network: a seat that does not keep up is given up, and holds nobody else back."""

import asyncio

import pytest

from frontrow.live.asgi import Message
from frontrow.live.hub import BACKLOG, Hub, text


def test_a_slow_viewer_is_given_up_and_the_others_hear_everything() -> None:
    async def show() -> None:
        hub = Hub()
        slow, quick = hub.enter("show", "a"), hub.enter("show", "b")
        assert slow and quick
        heard: list[Message] = []

        async def hear(message: Message) -> None:
            heard.append(message)

        async def hang(message: Message) -> None:
            await asyncio.Event().wait()

        tasks = [slow.telling(hang), quick.telling(hear)]
        said = [text({"n": n}) for n in range(BACKLOG + 2)]
        for message in said:
            hub.rooms["show"].tell(message)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        assert heard == said
        assert (slow.code, quick.code) == (1013, 0)
        await asyncio.wait([tasks[0]], timeout=5)
        assert tasks[0].done() and not tasks[1].done()
        tasks[1].cancel()

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


def test_a_fault_in_asking_for_looks_is_logged_once_and_does_not_end_the_asking(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("frontrow.live.hub.LOOK_EVERY", 0.0)
    answers = iter([["one"], None, None, ["one", "two"]])

    def ready() -> list[str]:
        if (answer := next(answers, ["one", "two"])) is None:
            raise ZeroDivisionError
        return answer

    async def show() -> None:
        hub, told = Hub(ready), asyncio.Event()
        seat = hub.enter("show", "a")
        assert seat

        async def hear(message: Message) -> None:
            if message == text({"type": "look-ready", "look": "two"}):
                told.set()

        seat.telling(hear)
        hub.open()
        await asyncio.wait_for(told.wait(), 20)
        await hub.close()

    asyncio.run(show())
    assert [record.exc_info is not None for record in caplog.records] == [True]
