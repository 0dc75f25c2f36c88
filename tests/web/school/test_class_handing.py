"""A teacher leaves: her classes do not go unnoticed, and may go on with a colleague."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def colleague(home: Any) -> Any:
    from django.contrib.auth.models import User

    from frontrow.web.people.models import Membership, Role

    user = User.objects.create_user("spinner", "spinner@example.com", "a-long-password")
    Membership.objects.create(user=user, role=Role.TEACHER)
    client = Client()
    client.force_login(user)
    return client


def test_closing_an_account_or_erasing_everything_says_which_classes_go(
    course: Any, teacher: Any, joined: Callable[[str], Any]
) -> None:
    from django.contrib.auth.models import User

    from frontrow.web.school.models import Course

    joined("Fox")
    said = "Your class Cutting 1, with 1 student and everything in it"
    for page, way in (("/en/account/", "/en/account/close/"), ("/en/me/", "/en/me/erase/")):
        text = teacher.get(page).content.decode()
        assert '<h3 id="losses">Others lose by it</h3>' in text
        assert said in text and f"/en/backstage/classes/{course.code}/#hand" in text
        assert "Others lose by it" in teacher.post(way, follow=True).content.decode()
        assert Course.objects.exists()
    assert "Others lose" not in joined("Owl").get("/en/me/").content.decode()
    teacher.post("/en/account/close/", {"losses": "1"})
    assert not Course.objects.exists() and not User.objects.filter(username="weaver").exists()


def test_a_class_goes_on_with_a_colleague(
    course: Any, teacher: Any, colleague: Any, joined: Callable[[str], Any]
) -> None:
    from django_tasks_db.models import DBTaskResult

    fox = joined("Fox")
    page = f"/en/backstage/classes/{course.code}/"
    for nobody in ("nobody@example.com", "", "x" * 900):
        assert "No teacher of this house" in teacher.post(f"{page}hand/", {"to": nobody}, follow=True).content.decode()
    assert colleague.post(f"{page}hand/", {"to": "spinner"}).status_code == 404
    DBTaskResult.objects.all().delete()
    teacher.post(f"{page}hand/", {"to": "Spinner@example.com"})
    assert [client.get(page).status_code for client in (teacher, colleague)] == [404, 200]
    assert fox.get(f"/en/class/{course.code}/").status_code == 200
    told = DBTaskResult.objects.get().args_kwargs["args"]
    assert told[:2] == ["school/handed", "spinner@example.com"] and page in str(told)
