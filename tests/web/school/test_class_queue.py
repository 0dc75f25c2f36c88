"""Thirty students and two drapers: everybody waits her turn once, and reads how long."""

import os
import signal
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from ..conftest import SEASON
from .looks import LOOK, begin


@pytest.fixture(autouse=True)
def nothing_else(home: Path) -> None:
    """No drape of the season's looks is in the queue."""
    from django_tasks_db.models import DBTaskResult

    DBTaskResult.objects.all().delete()


def waiting() -> list[str]:
    """The titles of the looks that wait, in the order in which they are draped."""
    from django_tasks_db.models import DBTaskResult

    from frontrow.web.school.models import Work

    found = DBTaskResult.objects.ready().filter(task_path__endswith="make_work")
    return [Work.objects.get(task=str(task.id)).title for task in found]


def ask(client: Any, course: Any, title: str, **more: str) -> str:
    answer = client.post(f"/en/class/{course.code}/begin/dress/", LOOK | {"title": title} | more)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url)


def drawing(slug: str, instead: tuple[str, str] = ("", "")) -> dict[str, Any]:
    """What the board is asked about a pattern of the season, with some of its text written otherwise."""
    source = (SEASON / f"patterns/{slug}.yaml").read_text("utf-8").replace(*instead)
    return {"source": source, "name": slug, "chart": "women", "size": "M", "options": {}}


def test_the_newest_drape_replaces_the_older_and_keeps_its_place(course: Any, joined: Callable[[str], Any]) -> None:
    from frontrow.web.school.models import Work

    fox, owl, elk = joined("Fox"), joined("Owl"), joined("Elk")
    first = ask(fox, course, "Tide")
    ask(owl, course, "Wind")
    ask(elk, course, "Moss")
    second = ask(fox, course, "Ebb")
    assert waiting() == ["Ebb", "Wind", "Moss"]
    assert "you had another look draped instead" in fox.get(first).content.decode()
    fox.post(second, LOOK | {"title": "Ebb", "fabric": "denim"})
    assert waiting() == ["Ebb", "Wind", "Moss"]
    assert [step["fabric"] for step in Work.objects.get(title="Ebb").trail] == ["denim"]  # satin was never draped
    fox.post(first, LOOK | {"title": "Tide"})
    assert waiting() == ["Tide", "Wind", "Moss"]


def test_who_waits_reads_how_many_are_before_her_and_how_long_it_takes(
    course: Any, joined: Callable[[str], Any]
) -> None:
    from django_tasks_db.models import DBTaskResult

    fox, owl, elk = joined("Fox"), joined("Owl"), joined("Elk")
    pages = [ask(client, course, "Tide") for client in (fox, owl, elk)]
    begun = timezone.now() - timedelta(hours=1)
    old = DBTaskResult.objects.create(
        task_path="frontrow.web.school.tasks.make_work",
        args_kwargs={"args": [0], "kwargs": {}},
        backend_name="default",
        run_after=begun,
        status="SUCCESSFUL",
        return_value="made",
    )
    DBTaskResult.objects.filter(id=old.id).update(started_at=begun, finished_at=begun + timedelta(seconds=40))
    texts = [
        client.get(f"{page}progress/").content.decode() for client, page in zip((fox, owl, elk), pages, strict=True)
    ]
    assert "Yours is the next: it walks in about 1 minute." in texts[0]
    assert "1 drape is before yours, it walks in about 2 minutes." in texts[1]
    assert "2 drapes are before yours, it walks in about 3 minutes." in texts[2]  # 40 s each, and half of one under way
    assert owl.get(f"{pages[0]}progress/").status_code == 404


def test_a_drape_that_nobody_waits_for_any_more_ends(course: Any, joined: Callable[[str], Any]) -> None:
    from frontrow.web.school.models import Work
    from frontrow.web.school.spec import work_spec
    from frontrow.web.studio.tasks import make_asset

    ask(joined("Fox"), course, "Tide")
    work = Work.objects.get()

    def maker(spec: Any, name: str, target: Path, progress: Callable[[str, float], None]) -> Any:
        Work.objects.update(task="another")
        progress("settle", 0.1)
        raise AssertionError("it went on")

    assert make_asset(work, work.task, work_spec(work), work.folder, maker) == "superseded"


def test_what_walks_in_the_show_is_draped_again_more_finely_after_whoever_waits(
    course: Any, joined: Callable[[str], Any]
) -> None:
    from django_tasks_db.models import DBTaskResult

    from frontrow.web.school.models import Work
    from frontrow.web.school.spec import work_spec

    fox, owl = joined("Fox"), joined("Owl")
    shown = begin(fox, course, title="Tide")
    DBTaskResult.objects.all().delete()  # the draper was there
    fox.post(f"{shown.get_absolute_url()}walk/", {"walks": "1"})
    ask(owl, course, "Wind")
    assert waiting() == ["Wind", "Tide"]
    assert (work_spec(shown)["quality"], work_spec(shown, fine=True)["quality"]) == ("quick", "full")
    assert 'data-state="ready"' in fox.get(f"{shown.get_absolute_url()}progress/").content.decode()  # it walks already
    fox.post(shown.get_absolute_url(), LOOK | {"title": "Tide", "fabric": "denim"})
    assert waiting() == ["Wind", "Tide"] and Work.objects.get(title="Tide").state == "waiting"


ODD = """import frontrow.pattern

drawn = frontrow.pattern.svg

def svg(draft):
    text = drawn(draft)
    while "Endless" in text:
        pass
    if "Broken" in text:
        raise KeyError("a fault of ours")
    return text

frontrow.pattern.svg = svg
"""  # what every Python process of a test runs first


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """A board of its own with all the time of the world, which fails at some titles."""
    from frontrow.web.studio import board as module

    (tmp_path / "sitecustomize.py").write_text(ODD)
    before = [os.environ["PYTHONPATH"]] if os.environ.get("PYTHONPATH") else []
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *before]))
    for limit in ("SECONDS", "WAIT", "STARTING"):
        monkeypatch.setattr(module, limit, 600)
    own = module.Board()
    yield own
    own.close()


def test_a_pattern_that_takes_too_much_is_put_aside_and_a_fault_of_ours_is_not(
    monkeypatch: pytest.MonkeyPatch, board: Any, caplog: pytest.LogCaptureFixture
) -> None:
    from frontrow.errors import UserError

    assert "<svg" in board.ask("flat", **drawing("dress"))
    first = board._child.pid
    for _ in range(2):
        with pytest.raises(UserError, match="the fault is ours"):
            board.ask("flat", **drawing("dress", ("Fit-and-flare", "Broken")))
    assert caplog.text.count("KeyError: 'a fault of ours'") == 2  # it was tried again, and each is in the log
    assert board._child.pid == first
    monkeypatch.setattr("frontrow.web.studio.board.SECONDS", 1)
    for _ in range(2):
        with pytest.raises(UserError, match="more time or memory"):
            board.ask("flat", **drawing("dress", ("Fit-and-flare", "Endless")))
    assert board._child is None  # the second time it was not tried
    monkeypatch.setattr("frontrow.web.studio.board.SECONDS", 600)
    assert "<svg" in board.ask("flat", **drawing("circle-skirt"))
    with pytest.raises(UserError, match="`bosom` is not a measurement"):
        board.ask("flat", **drawing("dress", ("(bust + ease)/4", "(bosom + ease)/4")))
    assert board._child.pid != first


def test_no_pattern_is_blamed_for_a_busy_machine(monkeypatch: pytest.MonkeyPatch, board: Any) -> None:
    from frontrow.errors import UserError

    assert "<svg" in board.ask("flat", **drawing("dress"))
    os.kill(board._child.pid, signal.SIGSTOP)  # the machine has no time for it
    monkeypatch.setattr("frontrow.web.studio.board.WAIT", 0.2)
    with pytest.raises(UserError, match="board is busy"):
        board.ask("flat", **drawing("dress"))
    monkeypatch.setattr("frontrow.web.studio.board.WAIT", 600)
    assert "<svg" in board.ask("flat", **drawing("dress"))
