"""The fitting room's queue: drapes of one's own in memory, one after another, gone with the visitor."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from frontrow.errors import UserError
from frontrow.web.fitting.apart import Unwanted
from frontrow.web.fitting.outcome import Draped
from frontrow.web.fitting.room import GONE, KEPT, MINE, MOST, Full, Room


class Draper:
    """Stands in for the child: drapes when let, and looks up as the real one does."""

    def __init__(self) -> None:
        self.go, self.begun, self.given_up = threading.Event(), threading.Event(), threading.Event()
        self.specs: list[dict[str, Any]] = []

    def __call__(self, spec: dict[str, Any], progress: Callable[[str, float], None], wanted: Callable[[], bool]) -> Any:
        self.specs.append(spec)
        self.begun.set()
        progress("settle", 0.5)
        while not self.go.wait(0.01):
            if not wanted():
                self.given_up.set()
                raise Unwanted
        if "fault" in spec:
            raise spec["fault"]
        return Draped(b"glTF" + spec["slug"].encode(), {"strain": {"mean": 0.01}})


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def draper() -> Iterator[Draper]:
    made = Draper()
    yield made
    made.go.set()


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def state(room: Room, key: str) -> str:
    found = room.status(key)
    return found["state"] if found else "gone"


def test_a_drape_is_made_and_can_be_fetched_once(draper: Draper) -> None:
    room = Room(1, draper)
    key = room.ask({"slug": "ondo-01"})
    draper.begun.wait(10)
    until(lambda: (room.status(key) or {}).get("step") == "settle")
    assert room.take(key) is None
    draper.go.set()
    until(lambda: state(room, key) == "ready")
    found = room.status(key)
    assert found and (found["progress"], found["report"]) == (1.0, {"strain": {"mean": 0.01}})
    assert room.take(key) == b"glTFondo-01"
    assert room.take(key) is None
    assert room.status(key) is None


def test_one_after_another_and_who_waits_is_told_how_many_are_ahead(draper: Draper) -> None:
    room = Room(1, draper)
    keys = [room.ask({"slug": f"look-{n}"}) for n in range(3)]
    draper.begun.wait(10)
    third = room.status(keys[2])
    assert third and (third["state"], third["ahead"]) == ("waiting", 2)
    assert len(draper.specs) == 1
    draper.go.set()
    until(lambda: [state(room, key) for key in keys] == ["ready"] * 3)
    assert [spec["slug"] for spec in draper.specs] == ["look-0", "look-1", "look-2"]


def test_a_full_room_says_so_instead_of_queueing_without_end(home: Path, draper: Draper) -> None:
    room = Room(1, draper)
    for _ in range(MOST):
        room.ask({"slug": "ondo-01"})
    with pytest.raises(Full, match="full at the moment"):
        room.ask({"slug": "ondo-01"})


def test_one_address_cannot_fill_the_room_alone(home: Path, draper: Draper) -> None:
    room = Room(1, draper)
    for _ in range(MINE):
        room.ask({"slug": "ondo-01"}, "10.0.0.8")
    with pytest.raises(Full, match="Four looks are being draped for you"):
        room.ask({"slug": "ondo-01"}, "10.0.0.8")
    assert room.ask({"slug": "ondo-01"}, "10.0.0.9")


def test_a_page_is_told_when_to_come_back_to_a_full_room(
    home: Path, visitor: Any, draper: Draper, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(1, draper)
    monkeypatch.setattr("frontrow.web.fitting.api.room", lambda: room)
    for number in range(MOST):
        room.ask({"slug": "ondo-01"}, f"10.0.0.{number}")
    asked = {"size": "M", "measures": {"sex": "f", "height": 1.7, "bust": 0.9}}
    answer = visitor.post("/api/looks/ondo-01/exact", asked, content_type="application/json")
    assert (answer.status_code, answer["Retry-After"]) == (503, "20")
    assert answer.json() == {"error": "The fitting room is full at the moment; try again in a minute."}


def test_a_drape_that_is_given_up_stops_and_the_next_begins(draper: Draper) -> None:
    room = Room(1, draper)
    first, second = room.ask({"slug": "ondo-01"}), room.ask({"slug": "ondo-02"})
    draper.begun.wait(10)
    assert room.cancel(first)
    assert draper.given_up.wait(10)
    until(lambda: state(room, second) == "making")
    assert not room.cancel(first)


def test_a_visitor_who_does_not_ask_any_more_has_left(draper: Draper) -> None:
    clock = Clock()
    room = Room(1, draper, clock)
    left, stays = room.ask({"slug": "ondo-01"}), room.ask({"slug": "ondo-02"})
    draper.begun.wait(10)
    clock.now += GONE - 1
    room.status(stays)
    clock.now += 2
    assert draper.given_up.wait(10)
    assert room.status(left) is None
    until(lambda: state(room, stays) == "making")


def test_what_nobody_fetches_is_forgotten(draper: Draper) -> None:
    clock = Clock()
    room = Room(1, draper, clock)
    draper.go.set()
    key = room.ask({"slug": "ondo-01"})
    until(lambda: state(room, key) == "ready")
    clock.now += KEPT + 1
    assert room.status(key) is None
    assert room.take(key) is None


def test_a_fault_in_the_measures_is_told_and_our_own_is_not(
    home: Path, draper: Draper, caplog: pytest.LogCaptureFixture
) -> None:
    room = Room(1, draper)
    draper.go.set()
    hers = room.ask({"slug": "ondo-01", "fault": UserError("No adult body has these measures together.")})
    ours = room.ask({"slug": "ondo-01", "fault": ValueError("height 1.7313 is odd")})
    until(lambda: state(room, hers) == state(room, ours) == "failed")
    first, second = room.status(hers), room.status(ours)
    assert first and first["error"] == "No adult body has these measures together."
    assert second and second["error"] == "The drape did not succeed; try another size, or try again."
    assert "ValueError" in caplog.text and "1.7313" not in caplog.text


def test_what_went_wrong_is_said_in_the_readers_language(home: Path, draper: Draper) -> None:
    from django.utils.translation import override

    room = Room(1, draper)
    draper.go.set()
    key = room.ask({"slug": "ondo-01", "fault": ValueError()})
    until(lambda: state(room, key) == "failed")
    with override("zh-hans"):
        found = room.status(key)
    assert found and found["error"] == "这次披挂未能完成，请换一个尺码，或再试一次。"


def test_the_room_forgets_the_measures_when_it_begins(draper: Draper) -> None:
    room = Room(1, draper)
    key = room.ask({"slug": "ondo-01", "body": {"height": 1.7313}})
    draper.begun.wait(10)
    draper.go.set()
    until(lambda: state(room, key) == "ready")
    assert "1.7313" not in repr(vars(room))
