"""A look on the bench: a pattern, its measures, a cloth, and the show it walks in."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ..conftest import SEASON
from .looks import LOOK, begin


def test_a_pattern_lies_flat_as_it_is_measured_and_is_draped_with_these_measures(
    course: Any, joined: Callable[[str], Any]
) -> None:
    from django_tasks_db.models import DBTaskResult

    from frontrow.web.school.models import Work
    from frontrow.web.school.spec import work_spec

    fox = joined("Fox")
    address = f"/en/class/{course.code}/begin/dress/"

    def area(**choices: str) -> float:
        text = fox.post(address, LOOK | choices | {"look": "1"}).content.decode()
        return float(text.split("pieces, ")[1].split(" m²")[0])

    assert area() > 1.5 * area(**{"o-flare": "50", "o-length": "50"})
    assert not Work.objects.exists()  # looking is not draping
    text = fox.post(address, LOOK | {"o-ease": "99"}).content.decode()
    assert "less than or equal to 14" in text
    assert "cannot be drawn" in fox.post(address, LOOK | {"o-ease": "99", "look": "1"}).content.decode()
    work = begin(fox, course)
    made = work_spec(work)["garments"][0]
    assert made["options"] == {"length": 0.7, "flare": 1.0} and made["fabric"] == "silk-satin"
    assert "Fox" not in json.dumps(work_spec(work)) and "Tide" not in json.dumps(work_spec(work))
    assert DBTaskResult.objects.filter(task_path__endswith="make_work").count() == 1
    fox.post(work.get_absolute_url(), LOOK | {"title": "Ebb"})
    assert DBTaskResult.objects.filter(task_path__endswith="make_work").count() == 1  # a title is not draped
    fox.post(work.get_absolute_url(), LOOK | {"fabric": "wool-melton"})
    work.refresh_from_db()
    assert (work.state, [step["fabric"] for step in work.trail]) == ("waiting", ["silk-satin", "wool-melton"])


def test_a_file_of_her_own_is_checked_as_any_strangers(course: Any, joined: Callable[[str], Any]) -> None:
    fox = joined("Fox")
    choices = {"name": "Mine", "fabric": "linen", "colour": "#336699", "chart": "women", "size": "M", "finish": "onyx"}
    bad = SimpleUploadedFile("mine.yaml", b"[" * 30_000)
    answer = fox.post(f"/en/class/{course.code}/bring/", choices | {"pattern": bad})
    assert answer.status_code == 400 and "nested deeper" in answer.content.decode()
    good = SimpleUploadedFile("mine.yaml", (SEASON / "patterns/circle-skirt.yaml").read_bytes())
    assert fox.post(f"/en/class/{course.code}/bring/", choices | {"pattern": good}).status_code == 302


def test_a_look_is_its_makers_until_it_walks_and_the_classs_from_then_on(
    course: Any, joined: Callable[[str], Any], visitor: Any, teacher: Any
) -> None:
    fox, owl = joined("Fox"), joined("Owl")
    work = begin(fox, course)
    page = work.get_absolute_url()
    stage, told = f"/en/class/{course.code}/show/", f"/api/class/{course.code}/timeline.json"
    assert [each.get(page).status_code for each in (fox, owl, visitor, teacher)] == [200, 404, 404, 200]
    assert owl.post(f"{page}walk/", {"walks": "1"}).status_code == 404
    fox.post(f"{page}walk/", {"walks": "1"})
    assert [each.get(page).status_code for each in (owl, visitor)] == [200, 404]
    assert [each.get(stage).status_code for each in (owl, visitor, teacher)] == [200, 404, 200]
    walkers = owl.get(told).json()["walkers"]
    assert [(each["title"]["en"], each["house_title"]["en"]) for each in walkers] == [("Tide", "Fox")]
    assert visitor.get(told).status_code == 404
    everybody = visitor.get("/en/shows/").content.decode() + visitor.get("/en/").content.decode()
    assert course.title not in everybody and course.code not in everybody
    teacher.post(f"/en/backstage/classes/{course.code}/switch/", {"shown": "0"})
    assert owl.get(stage).status_code == 404 and owl.get(told).status_code == 404
    teacher.post(f"/en/backstage/classes/{course.code}/order/", {f"place-{work.key}": ""})
    assert owl.get(page).status_code == 404


@pytest.mark.slow
def test_a_look_of_a_class_is_really_draped_and_a_class_that_ended_leaves_no_file(
    course: Any, joined: Callable[[str], Any], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django_tasks_db.models import DBTaskResult

    from frontrow.web.school.models import Work
    from frontrow.web.studio.worker import work as run

    monkeypatch.setenv("FRONTROW_QUALITY", "draft")
    DBTaskResult.objects.all().delete()
    fox = joined("Fox")
    assert fox.post(f"/en/class/{course.code}/begin/dress/", LOOK).status_code == 302
    run(home / "workers", once=True)
    work = Work.objects.get()
    assert work.state == "ready" and work.report["garments"][0]["area_m2"] > 2
    assert {path.suffix for path in (home / "media" / work.folder).iterdir()} >= {".glb", ".svg", ".webp"}
    course.delete()
    assert not (home / "media" / work.folder).exists()
    shutil.rmtree(home / "media" / "school", ignore_errors=True)
