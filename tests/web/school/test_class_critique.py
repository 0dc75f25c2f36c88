"""Critique on a point of the cloth, and marks by a rubric."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any

from .looks import REMARK, begin


def test_critique_is_pinned_on_a_point_of_the_cloth_or_said_in_words(
    course: Any, joined: Callable[[str], Any], teacher: Any
) -> None:
    from frontrow.web.school.models import Pin

    fox, owl = joined("Fox"), joined("Owl")
    work = begin(fox, course)
    page = work.get_absolute_url()
    assert owl.post(f"{page}remarks/", REMARK).status_code == 404
    fox.post(f"{page}walk/", {"walks": "1"})
    owl.post(f"{page}remarks/", REMARK)
    owl.post(
        f"{page}remarks/", REMARK | {"text": "<img src=x onerror=alert(1)>", "x": "-0.2", "y": "1.15", "z": "0.02"}
    )
    said, pressed = Pin.objects.all()
    assert (said.side, said.height, said.x) == ("back", "hips", None)
    assert (pressed.side, pressed.height) == ("right", "waist")  # 1.15 of 1.78 m, on the side away from her left
    text = fox.get(page).content.decode()
    assert "&lt;img src=x" in text and "<img src=x" not in text
    told = fox.get(f"/api/class/{course.code}/looks/{work.key}.json").json()
    assert told["pins"] == [{"id": pressed.pk, "at": [-0.2, 1.15, 0.02], "done": False}]
    for wrong in ({"x": "nan", "y": "1", "z": "1"}, {"x": "1e9", "y": "1", "z": "1"}, {"kind": "insult"}, {"text": ""}):
        assert owl.post(f"{page}remarks/", REMARK | wrong).status_code == 400
    owl.post(f"{page}remarks/{said.pk}/", {"done": "1"})
    assert not Pin.objects.filter(done=True)  # whose look it is says so
    fox.post(f"{page}remarks/{said.pk}/", {"done": "1"})
    assert Pin.objects.get(done=True) == said
    fox.post(f"{page}remarks/{said.pk}/", {"remove": "1"})
    assert Pin.objects.count() == 2  # the look's maker does not silence its critics
    teacher.post(f"{page}remarks/{said.pk}/", {"remove": "1"})
    assert Pin.objects.get() == pressed


def test_marks_follow_the_rubric_and_are_told_when_the_teacher_says_so(
    course: Any, joined: Callable[[str], Any], teacher: Any
) -> None:
    fox = joined("=Fox")
    work = begin(fox, course, title="@SUM(A1)")
    course.criteria.all().delete()  # a class begins with a rubric
    base = f"/en/backstage/classes/{course.code}/"
    teacher.post(f"{base}rubric/", {"title-0": "Ease", "points-0": "10", "title-1": "Cloth", "points-1": "5"})
    ease, cloth = course.criteria.all()
    teacher.post(f"{base}looks/{work.key}/", {f"points-{ease.pk}": "11", f"points-{cloth.pk}": "4"})
    assert not work.marks.exists()  # more than there are
    teacher.post(f"{base}looks/{work.key}/", {f"points-{ease.pk}": "8", f"points-{cloth.pk}": "4", "text": "Well cut."})
    assert "Well cut." not in fox.get(work.get_absolute_url()).content.decode()
    teacher.post(f"{base}switch/", {"told": "1"})
    text = fox.get(work.get_absolute_url()).content.decode()
    assert "Well cut." in text and "12 / 15" in text
    rows = list(csv.reader(io.StringIO(teacher.get(f"{base}marks.csv").content.decode("utf-8-sig"))))
    assert rows[1] == ["'=Fox", "'@SUM(A1)", "", "8", "4", "12", "Well cut."]  # no table takes them for formulas


def test_marks_stay_with_their_criterion_when_another_is_blanked(
    course: Any, joined: Callable[[str], Any], teacher: Any
) -> None:
    work = begin(joined("Fox"), course)
    course.criteria.all().delete()
    base = f"/en/backstage/classes/{course.code}/"
    names = ("Ease", "Cloth", "Finish")
    teacher.post(
        f"{base}rubric/", {f"{k}-{n}": v for n, name in enumerate(names) for k, v in (("title", name), ("points", "9"))}
    )
    given = {criterion.title: (criterion.pk, 3 + n) for n, criterion in enumerate(course.criteria.all())}
    teacher.post(f"{base}looks/{work.key}/", {f"points-{pk}": str(points) for pk, points in given.values()})
    fields = dict(re.findall(r'name="((?:criterion|title)-\d)" value="([^"]+)"', teacher.get(base).content.decode()))
    sent = fields | {f"points-{n}": "9" for n in range(3)}
    teacher.post(f"{base}rubric/", sent | {"title-0": "", "title-3": "Line", "points-3": "5"})
    assert [criterion.title for criterion in course.criteria.all()] == ["Cloth", "Finish", "Line"]
    assert {mark.criterion.title: mark.points for mark in work.marks.all()} == {"Cloth": 4, "Finish": 5}
    teacher.post(f"{base}rubric/", {"title-1": "", "criterion-1": str(given["Cloth"][0])})
    assert [criterion.title for criterion in course.criteria.all()] == ["Finish", "Line"]  # what no row names stays
