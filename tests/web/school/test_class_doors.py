"""Into a class with a code and a nickname, back with a word, and nobody else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client


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

    now = guesses.time.time()
    monkeypatch.setattr(guesses.time, "time", lambda: now)  # however long the tries take
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
    monkeypatch.setattr(guesses.time, "time", lambda: now + 290)
    assert post(course.code, "Yak") == 429
    monkeypatch.setattr(guesses.time, "time", lambda: now + 301)
    assert post(course.code, "Yak") == 302


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
