"""A class: in with a code and a nickname, looks on a bench, critique on the cloth, a show, marks, and an end."""

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from .conftest import REPORT, SEASON

LOOK = {
    "title": "Tide", "note": "The sea goes out.", "fabric": "silk-satin", "colour": "#204050", "chart": "women",
    "size": "M", "finish": "onyx", "o-length": "0.7", "o-flare": "1", "o-dip": "0", "o-neck_depth": "6",
    "o-neck_wide": "1.2", "o-neck_round": "0.9", "o-back_depth": "4", "o-strap": "4.5", "o-ease": "5",
}  # fmt: skip
REMARK = {"text": "It pulls here.", "kind": "change", "side": "back", "height": "hips"}


@pytest.fixture
def teacher(home: Path) -> Any:
    from django.contrib.auth.models import User

    from frontrow.web.people.models import Membership, Role

    user = User.objects.create_user("weaver", "weaver@example.com", "a-long-password")
    Membership.objects.create(user=user, role=Role.TEACHER)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def course(teacher: Any) -> Any:
    from frontrow.web.school.models import Course

    ends = (timezone.localdate() + timedelta(30)).isoformat()
    answer = teacher.post("/en/backstage/classes/", {"title": "Cutting 1", "brief": "Cut.", "ends": ends})
    assert answer.status_code == 302, answer.content.decode()
    return Course.objects.get()


@pytest.fixture
def joined(course: Any) -> Callable[[str], Any]:
    """A browser that came into the class."""

    def join(nickname: str) -> Any:
        client = Client()
        answer = client.post("/en/class/", {"code": course.code.upper(), "nickname": nickname})
        assert answer.status_code == 302, answer.content.decode()
        return client

    return join


def begin(client: Any, course: Any, **choices: str) -> Any:
    """The look that a student had draped; as the worker would leave it, less the files."""
    from frontrow.web.school.models import Work

    answer = client.post(f"/en/class/{course.code}/begin/dress/", LOOK | choices)
    assert answer.status_code == 302, answer.content.decode()
    work = Work.objects.get(key=answer.url.rstrip("/").rsplit("/", 1)[1])
    work.state, work.digest, work.report = "ready", work.wanted, REPORT
    work.glb = f"{work.folder}/{work.digest}.near.glb"
    work.poster = f"{work.folder}/{work.digest}.webp"
    work.save()
    return work


def test_a_student_needs_a_code_and_a_nickname_and_nothing_that_says_who_she_is(course: Any, visitor: Any) -> None:
    from frontrow.web.school.models import Student

    page = f"/en/class/{course.code}/"
    assert visitor.get(page).status_code == 404
    answer = visitor.post(
        "/en/class/", {"code": f" {course.code[:3]} {course.code[3:].upper()} ", "nickname": "Ｌinen  Fox\u202e"}
    )
    assert answer.url == page
    text = visitor.get(page).content.decode()
    assert "Linen Fox" in text and Student.objects.get().word in text
    kept = {field.name for field in Student._meta.get_fields() if not field.is_relation}
    assert kept == {"id", "nickname", "folded", "holder", "word", "at"}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"code": "zzzzzzz", "nickname": "Fox"}, "No class has this code"),
        ({"nickname": "lInEn fOx"}, "has that nickname already"),
        ({"nickname": "fox@example.com"}, "not an address"),
        ({"nickname": "0170 1234567"}, "not an address or a number"),
        ({"nickname": "♥"}, "letters among them"),
        ({"nickname": "Linen Fox", "word": "aaaaaaa"}, "do not belong together"),
    ],
)
def test_who_may_not_come_in_reads_why(
    course: Any, joined: Callable[[str], Any], visitor: Any, said: dict[str, str], words: str
) -> None:
    joined("Linen Fox")
    answer = visitor.post("/en/class/", {"code": course.code} | said)
    assert answer.status_code == 400 and words in answer.content.decode()
    course.joining = False
    course.save()
    assert "takes nobody in" in Client().post("/en/class/", {"code": course.code, "nickname": "Owl"}).content.decode()


def test_with_her_word_a_student_comes_back_from_another_browser(
    course: Any, joined: Callable[[str], Any], visitor: Any
) -> None:
    first = joined("Linen Fox")
    word = course.students.get().word
    visitor.post("/en/class/", {"code": course.code, "nickname": "linen fox", "word": word.upper()})
    assert visitor.get(f"/en/class/{course.code}/").status_code == 200
    assert first.get(f"/en/class/{course.code}/").status_code == 404  # one browser at a time


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
        return float(text.split("panels, ")[1].split(" m²")[0])

    assert area() > 1.5 * area(**{"o-flare": "0.5", "o-length": "0.5"})
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
    assert "Another of your looks" in fox.post(address, LOOK).content.decode()


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


def test_a_double_click_comes_in_once_and_a_nickname_that_was_faster_is_said(
    course: Any, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from frontrow.errors import UserError
    from frontrow.web.audit.actor import Actor, Kind
    from frontrow.web.school.actions import join

    named = join.named

    def slow(found: Any, nickname: str) -> str:
        kept = named(found, nickname)
        course.students.create(nickname=kept, folded=kept.casefold(), holder="a" * 32)  # the other click
        return kept

    monkeypatch.setattr(join, "named", slow)
    assert join.join(Actor(Kind.VISITOR, holder="a" * 32), course.code, "Fox") == course.students.get()
    course.students.all().delete()
    with pytest.raises(UserError, match="that nickname already"):
        join.join(Actor(Kind.VISITOR, holder="b" * 32), course.code, "Fox")


def test_codes_are_not_tried_out_and_a_school_behind_one_address_comes_in(
    course: Any, joined: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from frontrow.web.school import guesses

    def post(code: str, nickname: str, address: str = "192.0.2.7", **word: str) -> int:
        said = {"code": code, "nickname": nickname, **word}
        return int(Client(REMOTE_ADDR=address).post("/en/class/", said).status_code)

    for _ in range(12):
        assert post(course.code, "x", "192.0.2.9") == 400  # a right code and a wrong nickname: nothing is guessed
    assert [post("zzzzzzz", "Fox") for _ in range(12)] == [400] * 10 + [429] * 2
    assert post(course.code, "Fox") == 429  # else the eleventh try would still tell
    assert post(course.code, "Owl", "192.0.2.8") == 302
    assert [post("zzzzzzz", "Fox", "192.0.2.8") for _ in range(11)] == [400] * 10 + [429]
    assert post(course.code, "Elk", "192.0.2.8") == 302  # the class of this address comes in whoever mistypes
    tries = [post(course.code, "Owl", "192.0.2.8", word="aaaaaaa") for _ in range(11)]
    assert tries == [400] * 10 + [429]
    assert post(course.code, "elk", "192.0.2.8", word=course.students.get(nickname="Elk").word) == 302
    assert post(course.code, "OWL", "192.0.2.8", word=course.students.get(nickname="Owl").word) == 429
    now = guesses.time.time()
    monkeypatch.setattr(guesses.time, "time", lambda: now + 290)
    assert post(course.code, "Yak") == 429
    monkeypatch.setattr(guesses.time, "time", lambda: now + 301)
    assert post(course.code, "Yak") == 302


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


def test_another_teacher_finds_nothing_and_a_student_no_way_behind_the_stage(
    course: Any, joined: Callable[[str], Any]
) -> None:
    from django.contrib.auth.models import User

    from frontrow.web.people.models import Membership, Role

    other = Client()
    user = User.objects.create_user("other", "other@example.com", "a-long-password")
    Membership.objects.create(user=user, role=Role.TEACHER)
    other.force_login(user)
    fox = joined("Fox")
    for page in ("", "marks.csv", "work.zip"):
        assert other.get(f"/en/backstage/classes/{course.code}/{page}").status_code == 404
        assert fox.get(f"/en/backstage/classes/{course.code}/{page}").status_code == 302
    assert other.post(f"/en/backstage/classes/{course.code}/erase/", {"code": course.code}).status_code == 404
    assert course.code not in other.get("/en/backstage/classes/").content.decode()


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


def test_the_lesson_on_ease_measures_what_it_says(visitor: Any) -> None:
    from django.test import RequestFactory

    from frontrow.web.school.lessons import ease

    cuts = ease.facts(RequestFactory().get("/", {"ease": "14"}))["cuts"]
    assert [cut.over_underarm for cut in cuts] == pytest.approx([2, 5, 9, 14], abs=0.01)  # as the pattern says
    shares = [(after.over - before.over) / (after.ease - before.ease) for before, after in pairwise(cuts)]
    assert shares == pytest.approx([shares[0]] * 3, abs=0.002)  # the side seam is straight
    assert 0.9 < shares[0] < 1  # and narrows from the underarm down: the bust has most of the ease, and not all of it
    assert all(0.5 < cut.ease - cut.over < 2 for cut in cuts)
    assert cuts[0].over_waist == pytest.approx(cuts[-1].over_waist, abs=0.5)  # darts take the difference up
    assert visitor.get("/en/lessons/ease/?ease=<b>").status_code == 200
    assert visitor.get("/en/lessons/nothing/").status_code == 404


def test_the_lesson_on_drape_shows_every_fabric_at_the_length_asked_for(visitor: Any) -> None:
    text = visitor.get("/en/lessons/drape/?length=5").content.decode()
    assert text.count('class="cloth"') == 15 and "5 cm over the edge" in text
    for wrong in ("99999999", "008" + "0" * 5000, "-5", "５", "nan"):
        assert "8 cm over the edge" in visitor.get("/en/lessons/drape/", {"length": wrong}).content.decode()


def test_no_lesson_stumbles_over_what_it_is_asked(visitor: Any) -> None:
    for page, name in (("ease", "ease"), ("learning", "visitors"), ("learning", "like")):
        for wrong in ("9" * 6000, "1e999", "nan", "\0", "٣"):
            assert visitor.get(f"/en/lessons/{page}/", {name: wrong}).status_code == 200, (page, wrong)


def test_the_lesson_on_learning_chooses_by_what_was_ticked_and_says_why(visitor: Any) -> None:
    from frontrow.recommend.simulate import classroom

    items = [item.id for item in classroom.catalogue()]
    text = visitor.get("/en/lessons/learning/", {"like": [items[0], items[5], "<script>"]}).content.decode()
    assert "<script>" not in text and text.count("because those who opened") == 4
    few, most = classroom.stages()[0], classroom.stages()[-1]
    assert most.learnt > few.learnt and most.learnt > most.popular > 0 < few.lot == most.lot
