"""The studio: a stranger's file is checked, bounded, draped, and seen by the stranger alone."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from .conftest import SEASON

DRESS = (SEASON / "patterns/dress.yaml").read_text()


def bring(visitor: Any, text: str | bytes, **choices: str) -> Any:
    data = text if isinstance(text, bytes) else text.encode()
    form = {
        "name": "My dress", "fabric": "silk-satin", "colour": "#336699", "chart": "women", "size": "M",
        "finish": "onyx", "pattern": SimpleUploadedFile("mine.yaml", data), **choices,
    }  # fmt: skip
    return visitor.post("/en/studio/", form)


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the pattern as good: the checking itself has its own tests."""
    from frontrow.web.studio.actions import bring_pattern

    monkeypatch.setattr(bring_pattern, "examine", lambda *_: None)


def test_a_good_pattern_goes_into_the_queue_and_its_page_waits(visitor: Any) -> None:
    from django_tasks_db.models import DBTaskResult

    answer = bring(visitor, DRESS)
    assert answer.status_code == 302, answer.content.decode()
    text = visitor.get(answer.url).content.decode()
    assert "In the queue." in text
    assert "<progress" in text
    assert DBTaskResult.objects.filter(task_path__endswith="make_upload").count() == 1


def test_a_wrong_pattern_gets_one_sentence_naming_its_file(visitor: Any) -> None:
    answer = bring(visitor, DRESS.replace("(bust + ease)/4 + 0.8", "(bost + ease)/4 + 0.8", 1))
    assert answer.status_code == 400
    error = answer.content.decode().split('role="alert">')[1].split("</p>")[0]
    assert "mine.yaml" in error
    assert "bost" in error
    assert "/" not in error.replace("(bost + ease)/4", "")  # no path of ours
    assert "\n" not in error.strip()


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"x" * 70_000, "larger than 64 kB"),
        (b"\xff\xfe\x00", "not text in UTF-8"),
        (b"a: &a [x]\nb: [*a, *a]", "aliases"),
        (b"[" * 30_000, "nested deeper"),
    ],
)
def test_hostile_files_stop_at_the_door(visitor: Any, file: bytes, words: str) -> None:
    answer = bring(visitor, file)
    assert answer.status_code == 400
    assert words in answer.content.decode()


@pytest.mark.parametrize(("spinning", "patience"), [(True, 60), (False, 1)], ids=["by its CPU time", "by the clock"])
def test_a_pattern_that_takes_too_long_is_stopped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, spinning: bool, patience: int
) -> None:
    """A pipe that nobody writes to never ends, on the fastest machine too; beside it the CPU spins, or does not."""
    from frontrow.errors import UserError
    from frontrow.web.studio import limits

    if spinning:
        spin = """import threading

def turn():
    while True:
        pass

threading.Thread(target=turn, daemon=True).start()
"""
        (tmp_path / "sitecustomize.py").write_text(spin)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(limits, "CHECK_SECONDS", 1)
    monkeypatch.setattr(limits, "PATIENCE", patience)
    path = tmp_path / "mine.yaml"
    os.mkfifo(path)
    with pytest.raises(UserError, match="more time or memory"):
        limits.examine(path, "women", "M")


def test_a_pattern_that_takes_too_much_memory_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from frontrow.errors import UserError
    from frontrow.web.studio import limits

    monkeypatch.setattr(limits, "MEMORY_BYTES", 250 << 20)
    with pytest.raises(UserError, match="more time or memory"):
        limits.examine(tmp_path / "mine.yaml", "women", "M")


@pytest.mark.parametrize(
    "choices", [{"fabric": "lead"}, {"size": "XXS"}, {"finish": "neon"}, {"colour": "red"}, {"name": ""}]
)
def test_choices_that_are_not_offered_are_refused(visitor: Any, unchecked: None, choices: dict[str, str]) -> None:
    assert bring(visitor, DRESS, **choices).status_code == 400


def test_another_visitor_cannot_see_it(visitor: Any, unchecked: None) -> None:
    url = bring(visitor, DRESS).url
    key = url.rstrip("/").rsplit("/", 1)[1]
    stranger = Client()
    assert stranger.get(url).status_code == 404
    assert stranger.get(f"/api/studio/{key}.json").status_code == 404
    assert visitor.get(f"/api/studio/{key}.json").json()["state"] == "waiting"


def test_nobody_fills_the_queue(visitor: Any, unchecked: None) -> None:
    answers = [bring(visitor, DRESS).status_code for _ in range(3)]
    assert answers == [302, 302, 400]


def test_only_two_patterns_are_checked_at_once(visitor: Any) -> None:
    from frontrow.web.studio.actions.bring_pattern import CHECKS

    with CHECKS, CHECKS:
        answer = bring(visitor, DRESS)
    assert answer.status_code == 400
    assert "try again in a minute" in answer.content.decode()
    assert bring(visitor, "not: [a pattern").status_code == 400
    with CHECKS, CHECKS:
        assert not CHECKS.acquire(blocking=False)  # both were given back


def test_a_check_that_only_waits_is_stopped_by_the_clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from frontrow.errors import UserError
    from frontrow.web.studio import limits

    os.mkfifo(tmp_path / "mine.yaml")  # nobody ever writes into it
    monkeypatch.setattr(limits, "PATIENCE", 0.1)
    with pytest.raises(UserError, match="more time or memory"):
        limits.examine(tmp_path / "mine.yaml", "women", "M")


def test_the_child_does_not_outlive_who_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from frontrow.web.studio import limits

    begun: list[Any] = []

    class Told(BaseException):
        """As the worker is told to stop."""

    class Child(subprocess.Popen[str]):
        def __init__(self, command: list[str], **settings: Any) -> None:
            say = 'import time; print(\'{"step": "settle", "share": 0}\', flush=True); time.sleep(600)'
            super().__init__([command[0], "-c", say], **settings)
            begun.append(self)

    def stop(step: str, share: float) -> None:
        raise Told

    monkeypatch.setattr(limits.subprocess, "Popen", Child)
    with pytest.raises(Told):
        limits.apart({}, "name", Path("target"), stop)
    assert begun[0].returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help is Linux's")
def test_the_child_ends_with_its_parent() -> None:
    child = "from frontrow.parent import end_with_parent as e; e(); print(1, flush=True); import time; time.sleep(600)"
    parent = (
        "import subprocess, sys;"
        f"p = subprocess.Popen([sys.executable, '-c', {child!r}], stdout=subprocess.PIPE);"
        "p.stdout.readline(); print(p.pid, flush=True); import os; os.kill(os.getpid(), 9)"
    )
    run = subprocess.run([sys.executable, "-c", parent], stdout=subprocess.PIPE, timeout=60)
    pid = int(run.stdout)
    for _ in range(500):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().split()[2]
        except (FileNotFoundError, ProcessLookupError):
            return
        if state == "Z":
            return
        time.sleep(0.02)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("the child lives on without its parent")


def test_a_pattern_erased_while_it_is_draped_leaves_no_files(
    visitor: Any, home: Path, unchecked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django_tasks_db.models import DBTaskResult

    from frontrow.web.studio import tasks
    from frontrow.web.studio.models import PatternUpload
    from frontrow.web.studio.worker import work

    def erased(spec: Any, name: str, target: Path, progress: Any) -> dict[str, Any]:
        PatternUpload.objects.all().delete()
        target.mkdir(parents=True)
        (target / f"{name}.glb").write_bytes(b"made")
        return {}

    DBTaskResult.objects.all().delete()
    bring(visitor, DRESS)
    monkeypatch.setattr(tasks, "apart", erased)
    work(home / "workers", once=True)
    assert DBTaskResult.objects.get().return_value == "gone"
    assert list((home / "media" / "studio").iterdir()) == []


def test_files_go_with_the_pattern_whoever_deletes_it(visitor: Any, home: Path, unchecked: None) -> None:
    from frontrow.web.studio.models import PatternUpload

    bring(visitor, DRESS)
    upload = PatternUpload.objects.get()
    folder = home / "media" / "studio" / upload.key
    folder.mkdir(parents=True)
    (folder / "abc.glb").write_bytes(b"made")
    upload.delete()
    assert not folder.exists()


def test_a_failed_drape_says_why(visitor: Any, unchecked: None) -> None:
    from frontrow.web.studio.models import PatternUpload

    url = bring(visitor, DRESS).url
    PatternUpload.objects.update(state="failed", error="mine.yaml: the hem <b>crosses</b> itself.")
    text = visitor.get(url).content.decode()
    assert "&lt;b&gt;crosses" in text


def test_a_pattern_of_the_season_can_be_taken_home(visitor: Any) -> None:
    answer = visitor.get("/en/studio/patterns/dress.yaml")
    assert answer.content.decode() == DRESS
    assert "attachment" in answer["Content-Disposition"]
