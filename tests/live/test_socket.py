"""The live wire: the time, the count, the applause, and nobody who can spoil it for the others."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

if TYPE_CHECKING:
    from conftest import Site


def seat(site: Site, show: str = "first-light", **options: Any) -> ClientConnection:
    return connect(f"ws://127.0.0.1:{site.port}/live/{show}", **options)


def until(wire: ClientConnection, kind: str, fits: Callable[[dict[str, Any]], bool] = lambda _: True) -> Any:
    """The next message of a kind that fits; the test fails when none comes in five seconds."""
    end = time.monotonic() + 5
    while True:
        message = json.loads(wire.recv(timeout=max(0.01, end - time.monotonic())))
        if message["type"] == kind and fits(message):
            return message


def test_a_ping_brings_the_servers_time_and_ones_own(site: Site) -> None:
    with seat(site) as wire:
        wire.send('{"type": "ping", "t": 123.5}')
        pong = until(wire, "pong")
    assert pong["t"] == 123.5
    assert pong["now"] == pytest.approx(time.time(), abs=5)
    assert site.ask("/clock").json["now"] == pytest.approx(time.time(), abs=5)


def test_everybody_is_told_how_many_watch(site: Site) -> None:
    with seat(site) as first:
        assert until(first, "pulse")["watching"] == 1
        with seat(site), seat(site), seat(site, "another-show"):
            assert until(first, "pulse", lambda m: m["watching"] == 3)
        assert until(first, "pulse", lambda m: m["watching"] == 1)
    end = time.monotonic() + 5
    while site.hub.rooms and time.monotonic() < end:
        time.sleep(0.01)
    assert site.hub.watching == 0 and site.hub.rooms == {}


def test_applause_is_heard_by_everyone_at_the_show_and_by_nobody_elsewhere(site: Site) -> None:
    with seat(site) as mine, seat(site) as yours, seat(site, "another-show") as other:
        for _ in range(3):
            mine.send('{"type": "applause", "n": 2}')
        heard = 0
        while heard < 6:
            heard += until(yours, "applause")["n"]
        assert heard == 6
        assert until(yours, "pulse", lambda m: m["applause"] >= 6)
        assert until(other, "pulse")["applause"] == 0


def test_a_look_that_becomes_ready_is_announced(site: Site) -> None:
    with seat(site) as wire:
        until(wire, "pulse")
        time.sleep(0.1)
        site.ready.add("vesper-01")
        assert until(wire, "look-ready")["look"] == "vesper-01"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "hello",
        "{}",
        '{"type": "shout"}',
        '{"type": "applause", "n": 11}',
        '{"type": "applause", "n": -1}',
        '{"type": "ping", "t": "now"}',
        '{"type": "ping", "t": 1e400}',
        '{"type": "ping"' + " " * 300,
        "[" * 200,
        b"\x00\xff",
    ],
)
def test_nonsense_ends_the_connection_of_who_says_it_alone(site: Site, said: str | bytes) -> None:
    with seat(site) as good:
        with seat(site) as bad:
            bad.send(said)
            with pytest.raises(ConnectionClosed) as closed:
                while True:
                    bad.recv(timeout=5)
        assert closed.value.rcvd is not None and closed.value.rcvd.code == 1008
        good.send('{"type": "ping", "t": 1}')
        assert until(good, "pong")


def test_a_message_too_large_to_be_ours_is_not_read(site: Site) -> None:
    with seat(site) as wire:
        wire.send("x" * 100_000)
        with pytest.raises(ConnectionClosed):
            while True:
                wire.recv(timeout=5)


def test_who_floods_is_shown_out(site: Site) -> None:
    with seat(site, close_timeout=0.2) as wire, pytest.raises(ConnectionClosed):
        for _ in range(400):
            wire.send('{"type": "ping", "t": 1}')
        while True:
            wire.recv(timeout=5)


def test_claps_beyond_what_hands_can_do_are_not_counted(site: Site) -> None:
    with seat(site, "loud") as wire:
        for _ in range(50):
            wire.send('{"type": "applause", "n": 10}')
        wire.send('{"type": "ping", "t": 1}')
        until(wire, "pong")
        assert 10 <= site.hub.rooms["loud"].applause <= 60


@pytest.mark.parametrize("show", ["", "Not-A-Show", "a/b", "x" * 200])
def test_only_a_show_has_a_wire(site: Site, show: str) -> None:
    with pytest.raises(InvalidStatus) as refused, seat(site, show):
        pass
    assert refused.value.response.status_code == 403


def test_another_sites_page_cannot_listen(site: Site) -> None:
    with pytest.raises(InvalidStatus) as refused, seat(site, origin="https://elsewhere.example"):
        pass
    assert refused.value.response.status_code == 403
    with seat(site, origin=f"http://127.0.0.1:{site.port}") as wire:
        assert until(wire, "pulse")


def test_one_address_cannot_take_every_seat(site: Site) -> None:
    with ExitStack() as taken:
        for _ in range(site.hub.max_per_address - site.hub.watching):
            taken.enter_context(seat(site, "full"))
        with pytest.raises(InvalidStatus), seat(site, "full"):
            pass
    with seat(site, "full") as wire:
        assert until(wire, "pulse")


def test_the_path_says_so_when_asked_without_websocket(site: Site) -> None:
    assert site.ask("/live/first-light").status == 426
