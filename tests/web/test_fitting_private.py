"""Measures go to the server for one drape and are nowhere afterwards: not in the database, a file, or a log."""

import json
import logging
import os
import re
import sqlite3
import struct
import time
from pathlib import Path
from typing import Any

import pytest

from .test_me import agree

HERS = {"sex": "f", "height": 1.7313, "bust": 0.9177, "waist": 0.7639, "hips": 1.0427}


def needles() -> list[re.Pattern[bytes]]:
    """Her measures as anybody might write them, in metres, centimetres, millimetres, and as memory has them.

    A number that is part of a longer one, as of the moment at which something was written down, is not hers.
    """
    numbers = [value for value in HERS.values() if isinstance(value, float)]
    words = [f"{value * unit:.{digits}f}" for value in numbers for unit, digits in ((1, 4), (100, 2), (1000, 1))]
    written = [rb"(?<![0-9])" + re.escape(word.encode()) + rb"(?!0*[1-9])" for word in words]
    packed = [re.escape(struct.pack(kind, value)) for value in numbers for kind in ("<d", ">d", "<f")]
    return [re.compile(each, re.DOTALL) for each in written + packed]


def holds(data: bytes) -> list[bytes]:
    return [needle.pattern for needle in needles() if needle.search(data)]


def told_of(folder: Path) -> list[str]:
    """The files below `folder` that hold one of her measures, databases read row by row as well."""
    found = []
    for path in (Path(place, name) for place, _, names in os.walk(folder) for name in names):
        try:  # a drape that runs meanwhile makes files and takes them away
            data = path.read_bytes() if path.is_file() else b""
        except FileNotFoundError:
            continue
        if path.suffix == ".sqlite3":
            with sqlite3.connect(path) as database:
                data += "\n".join(database.iterdump()).encode()
            database.close()
        found += [str(path) for _ in holds(data)]
    return found


def children() -> list[Path]:
    """The processes that this one has started for a drape, as the system shows them."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
            if int(parent) == os.getpid() and b"frontrow.web.fitting.child" in (process / "cmdline").read_bytes():
                found.append(process)
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def shown(process: Path) -> bytes:
    """What the system shows of a process to whoever looks: its arguments, environment and the files it writes."""
    try:
        files = [link for link in (process / "fd").iterdir() if os.access(link, os.W_OK)]
        written = b"".join(file.read_bytes() for file in files if file.resolve().is_file())
        return (process / "cmdline").read_bytes() + (process / "environ").read_bytes() + written
    except (FileNotFoundError, ProcessLookupError):
        return b""


@pytest.fixture
def quick(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FRONTROW_QUALITY", "draft")
    return home


def ask(visitor: Any, look: str, size: str, measures: dict[str, Any]) -> Any:
    told = json.dumps({"size": size, "measures": measures})
    return visitor.post(f"/api/looks/{look}/exact", told, content_type="application/json")


def drapes(quick: Path) -> list[Path]:
    """What drapes have left in the folder of work: all but the mark that says when something was erased."""
    return [path for path in (quick / "work").iterdir() if path.name != "wipe"]


def test_her_measures_are_found_nowhere_while_she_waits_and_nowhere_afterwards(
    visitor: Any, quick: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    from frontrow.web.audit.models import AuditRow
    from frontrow.web.learning import store
    from frontrow.web.me.export import export

    caplog.set_level(logging.DEBUG)
    agree(visitor)
    answer = ask(visitor, "ondo-01", "L", HERS)
    assert answer.status_code == 202, answer.content
    key, seen, told = answer.json()["key"], b"", []
    end = time.monotonic() + 600
    while (state := visitor.get(f"/api/fitting/{key}").json())["state"] not in ("ready", "failed"):
        assert time.monotonic() < end
        for process in children():
            seen += shown(process)
        told += told_of(quick)
        time.sleep(0.3)
    assert state["state"] == "ready", state
    assert b"frontrow.web.fitting.child" in seen
    assert holds(seen) == []
    got = visitor.get(f"/api/fitting/{key}.glb")
    assert got.content.startswith(b"glTF")
    assert got["Cache-Control"] == "no-store"
    assert visitor.get(f"/api/fitting/{key}.glb").status_code == 404

    learnt = [(each.entry.item, each.entry.event, each.entry.value) for each in store().since(0, 100)]
    assert ("ondo-01", "try_on", None) in learnt
    row = AuditRow.objects.get(action="try_on")
    assert (row.target, row.facts, row.by) == ("look:ondo-01", {}, None)
    assert told + told_of(quick) == []
    assert not drapes(quick)
    assert not (quick / "media/sizes").exists()
    printed = capfd.readouterr()
    assert holds((caplog.text + printed.out + printed.err).encode()) == []
    request = visitor.get("/en/me/").wsgi_request
    assert holds(json.dumps(export(request)).encode()) == []
    (quick / "work/witness").write_text(f"height {100 * HERS['height']:.2f} cm")  # type: ignore[operator]
    assert told_of(quick) == [str(quick / "work/witness")]  # the search does find what is there
    (quick / "work/witness").unlink()


def test_a_drape_that_is_given_up_ends_its_process_at_once(visitor: Any, quick: Path) -> None:
    key = ask(visitor, "ondo-01", "made", HERS).json()["key"]
    end = time.monotonic() + 60
    while not children():
        assert time.monotonic() < end
        time.sleep(0.02)
    assert visitor.delete(f"/api/fitting/{key}").status_code == 204
    while children() or drapes(quick):
        assert time.monotonic() < end
        time.sleep(0.02)
    assert visitor.get(f"/api/fitting/{key}").status_code == 404


def test_a_drape_that_takes_too_long_is_ended_and_the_log_says_no_more_than_that(
    visitor: Any, quick: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontrow.web.fitting.apart.SECONDS", 1)  # of processor time: less than its imports take
    key = ask(visitor, "ondo-01", "made", HERS).json()["key"]
    end = time.monotonic() + 120
    while (state := visitor.get(f"/api/fitting/{key}").json())["state"] != "failed":
        assert time.monotonic() < end
        time.sleep(0.2)
    assert state["error"] == "The drape did not succeed; try another size, or try again."
    assert "a drape in the fitting room ended with -" in caplog.text  # the signal that ended it
    assert holds(caplog.text.encode()) == []


@pytest.mark.parametrize(
    ("measures", "status", "sentence"),
    [
        ({"sex": "f", "height": 7.7313, "bust": 0.9}, 422, "height"),
        ({"sex": "f", "height": 1.7313}, 400, "A height alone is no body"),
        ({"sex": "f", "height": 1.7313, "bust": "wide"}, 422, "bust"),
        ({"sex": "f", "height": 1.7313, "bust": 0.9177, "name": "Ada"}, 422, "name"),
    ],
)
def test_measures_of_no_adult_are_refused_in_a_sentence_that_only_she_reads(
    visitor: Any, home: Path, caplog: pytest.LogCaptureFixture, measures: dict[str, Any], status: int, sentence: str
) -> None:
    from frontrow.web.audit.models import AuditRow

    answer = ask(visitor, "ondo-01", "M", measures)
    assert (answer.status_code, sentence in answer.json()["error"]) == (status, True)
    assert "7313" not in caplog.text
    assert not AuditRow.objects.filter(action="try_on").exists()


def test_without_consent_nothing_is_learnt_from_trying_on(visitor: Any, home: Path, monkeypatch: Any) -> None:
    from django.contrib.auth import get_user_model

    from frontrow.web.audit.models import AuditRow
    from frontrow.web.fitting.outcome import Draped
    from frontrow.web.fitting.room import Room
    from frontrow.web.learning import store

    room = Room(1, drape=lambda spec, progress, wanted: Draped(b"glTF", {}))
    monkeypatch.setattr("frontrow.web.fitting.api.room", lambda: room)
    assert ask(visitor, "ondo-01", "M", HERS).status_code == 202
    assert list(store().since(0, 100)) == []
    assert "fr_session" not in visitor.cookies
    visitor.force_login(get_user_model().objects.create(username="ada"))  # an account is not written down either
    ask(visitor, "ondo-01", "M", HERS)
    assert [(row.target, row.by) for row in AuditRow.objects.filter(action="try_on")] == [("look:ondo-01", None)] * 2
