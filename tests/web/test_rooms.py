"""What every room of the site leans on: roles, doors, letters, terms of keeping, and what is kept about somebody."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as outbox
from django.utils import timezone


@pytest.fixture
def people(home: Path) -> Any:
    """Accounts by the role they hold; the house's person works for Serein."""
    from django.contrib.auth import get_user_model

    from frontrow.web.people.models import Membership, Role
    from frontrow.web.season.models import House

    def person(name: str, *roles: Any) -> Any:
        user = get_user_model().objects.create_user(name, f"{name}@example.com", "a-long-password")
        for role in roles:
            house = House.objects.get(slug="serein") if role is Role.HOUSE else None
            Membership.objects.create(user=user, role=role, house=house)
        return user

    return person


def test_a_role_for_one_house_is_none_for_another_and_an_organiser_holds_all(people: Any) -> None:
    from frontrow.web.people.models import Role
    from frontrow.web.people.roles import holds, houses_of, roles_of
    from frontrow.web.season.models import House

    serein, ondo = House.objects.get(slug="serein"), House.objects.get(slug="ondo")
    tailor, organiser, guest = people("tailor", Role.HOUSE), people("chief", Role.ORGANISER), people("guest")
    assert holds(tailor, Role.HOUSE, house=serein) and not holds(tailor, Role.HOUSE, house=ondo)
    assert not holds(tailor, Role.MODERATOR) and holds(organiser, Role.MODERATOR, house=ondo)
    assert roles_of(guest) == frozenset() and not holds(guest)
    assert list(houses_of(tailor)) == [serein] and houses_of(organiser).count() == 3 and not houses_of(guest)
    tailor.is_active = False
    assert not holds(tailor, Role.HOUSE)


def test_backstage_opens_for_those_who_work_there_and_shows_their_doors(people: Any, visitor: Any) -> None:
    from frontrow.web.people.models import Role

    assert visitor.get("/en/backstage/").url.startswith("/en/account/sign-in/")
    visitor.force_login(people("guest"))
    assert visitor.get("/en/backstage/").status_code == 403
    visitor.force_login(people("tailor", Role.HOUSE))
    page = visitor.get("/en/backstage/").content.decode()
    assert "/en/insight/houses/serein/" in page and "/en/insight/houses/ondo/" not in page
    assert 'href="/en/insight/"' not in page
    visitor.force_login(people("chief", Role.ORGANISER))
    assert 'href="/en/insight/"' in visitor.get("/en/backstage/").content.decode()


def test_a_letter_that_does_not_go_is_tried_again_and_its_reader_is_not_logged(
    home: Path, monkeypatch: pytest.MonkeyPatch, settings_of_mail: None, caplog: pytest.LogCaptureFixture
) -> None:
    from django_tasks_db.models import DBTaskResult

    from frontrow.web import letters

    monkeypatch.setattr(letters, "render_to_string", lambda name, facts: f"{name}\n\nAt {facts['site']}")
    before = DBTaskResult.objects.count()
    letters.post("desk/answer", "her@example.com", "en", {})
    assert DBTaskResult.objects.count() == before + 1
    assert letters.send_letter.call("desk/answer", "her@example.com", "en", {}, {"List-Unsubscribe": "<x>"}) == "sent"
    (sent,) = outbox.outbox
    assert (sent.subject, sent.to) == ("desk/letters/answer.txt", ["her@example.com"])
    assert sent.extra_headers == {"List-Unsubscribe": "<x>"}

    def refused(*_: Any) -> None:
        raise OSError("her@example.com was refused")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refused)
    assert letters.send_letter.call("desk/answer", "her@example.com", "en", {}, {}) == "later"
    assert letters.send_letter.call("desk/answer", "her@example.com", "en", {}, {}, 3) == "not sent"
    assert "her@example.com" not in caplog.text


@pytest.fixture
def settings_of_mail(home: Path) -> Any:
    from django.test.utils import override_settings

    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend", SITE="https://week.example/"):
        outbox.outbox = []
        yield


def test_what_is_past_its_term_goes_and_one_that_fails_keeps_no_other(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from frontrow.web import retention

    monkeypatch.setattr(retention, "_terms", {})
    asked: list[datetime] = []

    def broken(_: datetime) -> int:
        raise OSError("full")

    retention.keep(retention.Term("broken", "…", 1, broken))
    retention.keep(retention.Term("chat", "…", 2, lambda before: asked.append(before) or 3))
    now = timezone.now()
    assert retention.sweep(now) == {"chat": 3}
    assert asked == [now - timedelta(days=2)]


def test_what_a_room_keeps_is_in_the_export_and_goes_with_the_rest(
    visitor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from frontrow.web import personal

    class Cloakroom:
        coats = ["loden"]

        def export(self, whose: personal.Whose) -> list[str]:
            return self.coats

        def erase(self, whose: personal.Whose) -> int:
            gone, self.coats = len(self.coats), []
            return gone

    monkeypatch.setattr(personal, "_places", {"cloakroom": Cloakroom()})
    assert visitor.post("/en/me/export/").json()["rooms"] == {"cloakroom": ["loden"]}
    visitor.post("/en/me/erase/")
    assert visitor.post("/en/me/export/").json()["rooms"] == {}
