"""What is taken along from a class, and what is left of it: nothing."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils import timezone

from .looks import REMARK, begin


def test_all_work_is_taken_along_as_an_archive(
    course: Any, joined: Callable[[str], Any], teacher: Any, home: Path
) -> None:
    work = begin(joined("../Fox"), course, title="a/b")
    folder = home / "media" / work.folder
    folder.mkdir(parents=True)
    (folder / f"{work.digest}.near.glb").write_bytes(b"glTF")
    answer = teacher.get(f"/en/backstage/classes/{course.code}/work.zip")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    names = archive.namelist()
    assert {"marks.csv", "critique.csv", "_Fox/001 a_b/look.glb", "_Fox/001 a_b/pattern.yaml"} <= set(names)
    assert all(".." not in name.split("/") for name in names)
    assert json.loads(archive.read("_Fox/001 a_b/look.json"))["options"] == {"length": 0.7, "flare": 1.0}


def test_on_its_date_a_class_is_gone_to_the_last_file(
    course: Any, joined: Callable[[str], Any], teacher: Any, home: Path
) -> None:
    from frontrow.web import retention
    from frontrow.web.school import models

    fox = joined("Fox")
    work = begin(fox, course)
    fox.post(f"{work.get_absolute_url()}remarks/", REMARK)
    folder = home / "media" / work.folder
    folder.mkdir(parents=True)
    (folder / "look.glb").write_bytes(b"glTF")
    retention.sweep()
    assert models.Course.objects.exists()
    models.Course.objects.update(ends=timezone.localdate())
    assert fox.get(f"/en/class/{course.code}/").status_code == 404  # before the worker comes
    assert retention.sweep()["classes"] == 3
    for name in models.__all__:
        assert not getattr(models, name).objects.exists(), name
    assert not folder.exists()


def test_what_a_student_made_is_in_her_export_and_goes_with_the_rest(course: Any, joined: Callable[[str], Any]) -> None:
    from frontrow.web.school.models import Pin, Student, Work

    fox, owl = joined("Fox"), joined("Owl")
    theirs = begin(owl, course)
    owl.post(f"{theirs.get_absolute_url()}walk/", {"walks": "1"})
    begin(fox, course)
    fox.post(f"{theirs.get_absolute_url()}remarks/", REMARK)
    fox.post("/en/me/erase/")
    assert [student.nickname for student in Student.objects.all()] == ["Owl"]
    assert list(Work.objects.all()) == [theirs] and not Pin.objects.exists()


def test_a_class_is_erased_only_when_its_code_is_written(course: Any, teacher: Any) -> None:
    from frontrow.web.school.models import Course

    page = f"/en/backstage/classes/{course.code}/erase/"
    teacher.post(page, {"code": "yes"})
    assert Course.objects.exists()
    teacher.post(page, {"code": course.code})
    assert not Course.objects.exists()
