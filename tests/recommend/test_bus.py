"""News of the log reach everybody who follows it, and nobody waits for those who do not answer."""

import logging
import sys
import threading
import time

import pytest
import servers

from frontrow.errors import UserError
from frontrow.recommend import Interaction, SqliteEventStore
from frontrow.recommend.store.bus import Announced, LocalBus, News
from frontrow.recommend.store.nats import NatsBus


def until(true, seconds=20):
    """Wait until it is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not become so"
        time.sleep(0.005)


class Heard(list):
    """The news a bus brought."""

    def __init__(self, bus):
        bus.listen(self.append)


@pytest.fixture
def buses():
    """Makes buses as if each were another process, of one site unless said otherwise."""
    made = []

    def one(url, site="site"):
        made.append(NatsBus(url, site))
        return made[-1]

    yield one
    for bus in made:
        bus.close()


@pytest.fixture(scope="module")
def server():
    with servers.nats() as url:
        yield url


def connected(*buses):
    """Wait until each hears what the first tells (and forget that)."""
    heard = [Heard(bus) for bus in buses]
    probe = News("grew", position=10**9)

    def all_hear():
        buses[0].tell(probe)
        return all(probe in each for each in heard)

    until(all_hear)
    time.sleep(0.1)
    for each in heard:
        each.clear()
    return heard


def test_a_store_tells_when_it_grew_and_when_somebody_was_erased(tmp_path):
    bus = LocalBus()
    heard, store = Heard(bus), Announced(SqliteEventStore(tmp_path / "events.sqlite3"), bus)
    store.append([Interaction("ada", "a", "view", 1.0)])
    assert store.submit([Interaction("bo", "b", "view", 1.0)]).result(20) == 2
    until(lambda: len(heard) == 2)
    assert store.erase("ada") == 1
    assert heard == [News("grew", 1), News("grew", 2), News("erased", visitor="ada")]
    assert [kept.entry.visitor for kept in store.since(0)] == store.visitors() == ["bo"]
    store.close()


def test_what_was_not_kept_is_not_told(tmp_path):
    bus = LocalBus()
    heard, store = Heard(bus), Announced(SqliteEventStore(tmp_path / "events.sqlite3"), bus)
    with pytest.raises(UnicodeEncodeError):
        store.submit([Interaction("ada", "half of a \ud83d character", "view", 1.0)]).result(20)
    assert heard == []
    store.close()


def test_a_listener_that_fails_keeps_nobody_from_hearing(caplog):
    bus = LocalBus()
    bus.listen(lambda news: 1 / 0)
    heard = Heard(bus)
    bus.tell(News("grew", 1))
    assert heard == [News("grew", 1)]
    assert "ZeroDivisionError" in caplog.text


def test_what_one_process_tells_every_other_hears_once(server, buses):
    first, second, third = connected(buses(server), buses(server), buses(server))[0:3]
    one = buses(server)
    connected(one)
    for each in (first, second, third):
        each.clear()
    one.tell(News("erased", visitor="ada"))
    for each in (first, second, third):
        until(lambda each=each: News("erased", visitor="ada") in each)
        assert each.count(News("erased", visitor="ada")) == 1


def test_another_sites_news_are_not_heard(server, buses):
    mine, others = buses(server, "mine"), buses(server, "other")
    heard = connected(mine)[0]
    connected(others)
    heard.clear()
    others.tell(News("erased", visitor="ada"))
    again = buses(server, "mine")
    until(lambda: again.tell(News("grew", 7)) or News("grew", 7) in heard)
    assert News("erased", visitor="ada") not in heard


def test_without_a_server_one_is_told_once_and_goes_on(buses, caplog):
    """A server that comes later is found, and followers are woken to read what they have missed."""
    port = servers.free_port(4240)
    with caplog.at_level(logging.WARNING):
        bus = buses(f"nats://ada:secret@127.0.0.1:{port}")
        heard = Heard(bus)
        until(lambda: "does not answer" in caplog.text)
        bus.tell(News("grew", 3))
        assert heard == [News("grew", 3)]
        time.sleep(1.2)
        assert caplog.text.count("does not answer") == 1
        with servers.nats(port):
            until(lambda: "answers again" in caplog.text)
            until(lambda: News("grew") in heard)
            other = buses(f"nats://127.0.0.1:{port}")
            until(lambda: other.tell(News("grew", 9)) or News("grew", 9) in heard)
        until(lambda: caplog.text.count("does not answer") > 1)
    assert "secret" not in caplog.text


def test_telling_waits_for_nobody(buses):
    bus, told = buses("nats://127.0.0.1:1"), threading.Event()
    threading.Thread(target=lambda: (bus.tell(News("grew", 1)), told.set())).start()
    assert told.wait(5)


def test_without_nats_py_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "nats", None)
    with pytest.raises(UserError, match=r"frontrow\[share\]"):
        NatsBus("nats://127.0.0.1", "site")
