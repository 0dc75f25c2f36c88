"""The queue: asked once, made once, and a killed worker's task done by the next."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from frontrow.errors import UserError

FAKE = """
import sys, time, types
from pathlib import Path
from frontrow.web.setup import boot
boot()

def make_files(spec, name, target, progress):
    "Stands in for the draper: says that it began, waits to be let go on, leaves a file."
    home = Path(sys.argv[1])
    with (home / "began").open("a") as log:
        log.write(spec["slug"] + "\\n")
    progress("settle", 0.5)
    while (home / "hold").exists():
        time.sleep(0.02)
    target.mkdir(parents=True, exist_ok=True)
    (target / (name + ".glb")).write_bytes(b"glTF")
    return {}

sys.modules["frontrow.web.studio.make"] = types.SimpleNamespace(make_files=make_files)
from frontrow.web.studio.worker import stop_on_signals, work
stop_on_signals()
work(Path(sys.argv[1]) / "workers", once=True, pause=0.05)
"""


@pytest.fixture(autouse=True)
def nothing_is_given_out(home: Path) -> None:
    """Packing looks for elsewhere has tests of its own, and needs what a real draper makes."""
    from frontrow.web.takeaway.models import Terms

    Terms.objects.all().delete()


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Put a small stand-in where the draper is; returns the list of what it was asked to make."""

    def use(fault: Exception | None = None) -> list[str]:
        asked: list[str] = []

        def make_files(spec: dict[str, Any], name: str, target: Path, progress: Any) -> dict[str, Any]:
            asked.append(spec["slug"])
            if fault:
                raise fault
            target.mkdir(parents=True, exist_ok=True)
            for ending in ("glb", "webp"):
                (target / f"{name}.{ending}").write_bytes(b"made")
            return {"height": 1.78}

        import types

        monkeypatch.setitem(sys.modules, "frontrow.web.studio.make", types.SimpleNamespace(make_files=make_files))
        return asked

    return use


def queue_only(slug: str) -> Any:
    """The queue with nothing in it but this look."""
    from django_tasks_db.models import DBTaskResult

    from frontrow.web.season.models import Look
    from frontrow.web.studio.actions.drape import drape
    from frontrow.web.studio.models import LookAsset

    DBTaskResult.objects.all().delete()
    LookAsset.objects.all().delete()
    look = Look.objects.get(slug=slug)
    assert drape(look)
    return look


def test_the_first_day_has_every_look_in_the_queue_in_walking_order(home: Path) -> None:
    from django_tasks_db.models import DBTaskResult

    from frontrow.web.shows.models import Show

    asked = list(DBTaskResult.objects.order_by("enqueued_at"))
    first = [t for t in asked if t.task_name in ("make_look", "make_guests")]
    assert all(t.priority < min(each.priority for each in first) for t in asked if t not in first)
    tasks = [(t.task_name, t.args_kwargs["args"]) for t in first]
    walking = [place.look_id for place in Show.objects.get(slug="first-light").places.all()]
    assert [args[0] for name, args in tasks if name == "make_look"] == walking
    assert [name for name, _ in tasks].index("make_guests") == 1  # after the first look


def test_a_look_is_asked_for_once_and_made_once(home: Path, maker: Callable[..., list[str]]) -> None:
    from frontrow.web.studio.actions.drape import drape
    from frontrow.web.studio.worker import work

    asked = maker()
    look = queue_only("ondo-01")
    assert not drape(look)
    assert work(home / "workers", once=True) == 1
    look.refresh_from_db()
    assert look.asset.state == "ready"
    assert (home / "media" / look.asset.glb).read_bytes() == b"made"
    assert not drape(look)
    assert asked == ["ondo-01"]


def test_a_look_is_shown_as_soon_as_it_walks(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from frontrow.web.studio.worker import work

    seen: list[tuple[str, str]] = []
    look = queue_only("ondo-01")

    def make_files(spec: dict[str, Any], name: str, target: Path, progress: Any) -> dict[str, Any]:
        target.mkdir(parents=True, exist_ok=True)
        for step in ("walk", "poster", "moves"):
            if step == "poster":
                (target / f"{name}.near.glb").write_bytes(b"walks")
            progress(step, 0.0)
            look.asset.refresh_from_db()
            seen.append((look.asset.state, look.asset.glb.rpartition(".")[0][-5:]))
        return {}

    import types

    monkeypatch.setitem(sys.modules, "frontrow.web.studio.make", types.SimpleNamespace(make_files=make_files))
    work(home / "workers", once=True)
    assert seen == [("making", ""), ("making", ""), ("making", ".near")]
    look.asset.refresh_from_db()
    assert look.asset.state == "ready"


def test_a_look_that_changed_is_made_again_and_the_old_files_stay_until_then(
    home: Path, maker: Callable[..., list[str]]
) -> None:
    from frontrow.web.studio.actions.drape import drape
    from frontrow.web.studio.worker import work

    asked = maker()
    look = queue_only("ondo-01")
    work(home / "workers", once=True)
    look.refresh_from_db()
    first = look.asset.glb
    look.finish = "onyx"
    look.save()
    assert drape(look)
    look.asset.refresh_from_db()
    assert (look.asset.state, look.asset.glb) == ("waiting", first)
    work(home / "workers", once=True)
    look.asset.refresh_from_db()
    assert look.asset.glb != first
    assert asked == ["ondo-01", "ondo-01"]


def test_a_task_overtaken_by_a_newer_one_is_left_undone(home: Path, maker: Callable[..., list[str]]) -> None:
    from frontrow.web.studio.actions.drape import drape
    from frontrow.web.studio.worker import work

    asked = maker()
    look = queue_only("ondo-01")
    look.finish = "onyx"
    look.save()
    assert drape(look)
    assert work(home / "workers", once=True) == 2
    assert asked == ["ondo-01"]


def test_a_fault_of_the_house_is_told_in_its_own_sentence(home: Path, maker: Callable[..., list[str]]) -> None:
    from frontrow.web.studio.worker import work

    maker(UserError("dress.yaml: the side seam is 4 cm longer in front; lengthen the back."))
    look = queue_only("ondo-01")
    work(home / "workers", once=True)
    look.refresh_from_db()
    assert look.asset.state == "failed"
    assert look.asset.error.startswith("dress.yaml: the side seam")


def test_our_own_fault_is_not_shown_to_visitors(
    home: Path, maker: Callable[..., list[str]], caplog: pytest.LogCaptureFixture
) -> None:
    from django_tasks_db.models import DBTaskResult

    from frontrow.web.studio.worker import work

    maker(ZeroDivisionError("/home/secret/path"))
    look = queue_only("ondo-01")
    work(home / "workers", once=True)
    look.refresh_from_db()
    assert (look.asset.state, look.asset.error) == ("failed", "")
    assert "ZeroDivisionError" in DBTaskResult.objects.get().traceback


class Worker:
    """A real worker process with the stand-in draper."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.process = subprocess.Popen(
            [sys.executable, "-c", FAKE, str(home)],
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
            stderr=subprocess.PIPE,
        )

    def wait_until_making(self, times: int = 1) -> None:
        end = time.monotonic() + 60
        while not (self.home / "began").exists() or len(began(self.home)) < times:
            assert self.process.poll() is None, self.process.stderr.read()  # type: ignore[union-attr]
            assert time.monotonic() < end
            time.sleep(0.02)

    def finish(self) -> int:
        self.process.communicate(timeout=60)
        return self.process.returncode

    def kill(self, number: int) -> None:
        self.process.send_signal(number)
        self.process.communicate(timeout=60)


def began(home: Path) -> list[str]:
    return (home / "began").read_text().split()


@pytest.fixture
def held(home: Path) -> Any:
    """While this file is there, the stand-in draper does not come to an end."""
    from django.db import connections

    queue_only("ondo-01")
    connections.close_all()
    (home / "hold").touch()
    yield home / "hold"
    for name in ("hold", "began"):
        (home / name).unlink(missing_ok=True)


def test_a_killed_workers_task_is_done_by_the_next_and_never_by_two(home: Path, held: Path) -> None:
    from frontrow.web.studio.models import LookAsset

    first = Worker(home)
    first.wait_until_making()
    second = Worker(home)
    assert second.finish() == 0  # finds the task taken by a living worker, and leaves it alone
    assert began(home) == ["ondo-01"]

    first.kill(signal.SIGKILL)
    held.unlink()
    third = Worker(home)
    assert third.finish() == 0
    assert began(home) == ["ondo-01", "ondo-01"]
    asset = LookAsset.objects.get(look__slug="ondo-01")
    assert asset.state == "ready"
    assert (home / "media" / asset.glb).exists()


def test_a_worker_told_to_stop_puts_its_task_back(home: Path, held: Path) -> None:
    from django_tasks_db.models import DBTaskResult

    worker = Worker(home)
    worker.wait_until_making()
    worker.kill(signal.SIGTERM)
    task = DBTaskResult.objects.get()
    assert (task.status, task.worker_ids) == ("READY", [])  # not one of the three deaths
    assert list((home / "workers").iterdir()) == []


def test_a_task_that_kills_its_worker_three_times_is_given_up(home: Path, held: Path) -> None:
    from django_tasks_db.models import DBTaskResult

    from frontrow.web.studio.models import LookAsset
    from frontrow.web.studio.worker import recover

    task = DBTaskResult.objects.get()
    for life in range(1, 4):
        assert task.status == "READY"
        task.claim(f"{__import__('socket').gethostname()}:99999{life}:gone")
        recover(home / "workers")
        task.refresh_from_db()
    assert task.status == "FAILED"
    assert LookAsset.objects.get().state == "failed"


def test_a_look_made_before_there_was_a_mirror_gets_its_clothes_for_it(
    home: Path, maker: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from frontrow.look.decode import Decoded
    from frontrow.web.studio.actions.drape import drape
    from frontrow.web.studio.worker import work

    maker()
    look = queue_only("ondo-01")
    assert work(home / "workers", once=True) == 1
    look.refresh_from_db()
    assert look.asset.mirror_url is None
    monkeypatch.setattr(Decoded, "open", lambda path: path)
    monkeypatch.setattr("frontrow.look.mirror.mirrored", lambda path: path.read_bytes() + b" to wear")
    assert not drape(look)  # nothing is draped again
    assert work(home / "workers", once=True) == 1
    assert look.asset.mirror_url
    assert (home / "media" / look.asset.mirror_url.removeprefix("/media/")).read_bytes().endswith(b" to wear")
    assert not drape(look)
    assert work(home / "workers", once=True) == 0


def test_what_fails_beside_the_queue_stops_no_task(
    home: Path, maker: Callable[..., list[str]], caplog: pytest.LogCaptureFixture
) -> None:
    from frontrow.web.studio.worker import work

    def refunds() -> None:
        raise ConnectionError

    asked = maker()
    queue_only("ondo-01")
    assert work(home / "workers", once=True, between=refunds) == 1
    assert asked == ["ondo-01"]
    assert caplog.text.count("beside the queue failed") == 2  # before the task, and before the empty queue
