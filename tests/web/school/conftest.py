"""A class with its teacher, and browsers that come into it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone


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
