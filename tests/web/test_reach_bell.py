"""Being told before a show: asked twice by letter, once by a browser, told once, and ended with one click."""

import re
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from .push_service import Browser, Service, push_service, signed_by

HOUR = datetime(2027, 3, 1, 20, 0, tzinfo=UTC)  # a beginning of serein-night, which is on daily
SOON = HOUR - timedelta(minutes=9, seconds=50)
ASKED = {"show": "serein-night", "email": "Reader@Example.com", "zone": "Asia/Shanghai"}


@pytest.fixture
def letters(home: Path) -> Iterator[list[Any]]:
    """What a mail server on loopback received, with the house's own settings for it."""
    from aiosmtpd.controller import Controller
    from django.test.utils import override_settings

    from frontrow.web.smtp import mail_settings

    received: list[Any] = []

    class Keeper:
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
            mail = message_from_bytes(envelope.content, policy=policy.default)
            mail.replace_header("To", ", ".join(envelope.rcpt_tos))
            received.append(mail)
            return "250 taken"

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(Keeper(), hostname="127.0.0.1", port=port)
    controller.start()
    with override_settings(**mail_settings(f"smtp://127.0.0.1:{port}"), SITE="https://week.example"):
        yield received
    controller.stop()


@pytest.fixture
def push(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    with push_service() as service:
        monkeypatch.setenv("FRONTROW_PUSH_HOSTS", service.host)
        yield service


def work(*names: str) -> list[str]:
    """Do the tasks of these names that wait; what each answered."""
    from django_tasks_db.models import DBTaskResult

    done = []
    for task in DBTaskResult.objects.ready():
        if task.task.name in names:
            done.append(str(task.task.call(*task.task_result.args, **task.task_result.kwargs)))
            task.delete()
    return done


def link(mail: Any, ending: str = "/") -> str:
    (found,) = re.findall(rf"https://week\.example(/\S+/reminders/[\w-]+{ending})\s", mail.get_content() + "\n")
    return str(found)


def test_a_letter_comes_after_two_yeses_once_ten_minutes_before_and_ends_with_one_click(
    visitor: Any, letters: list[Any]
) -> None:
    from django.test import Client

    from frontrow.web.reach.bell import ring
    from frontrow.web.reach.models import Reminder

    answer = visitor.post("/zh-hans/reminders/", ASKED | {"every": "1"})
    assert answer.url == "/zh-hans/shows/serein-night/#remind"
    assert work("send_letter") == ["sent"]
    (asked,) = letters
    assert asked["To"] == "reader@example.com" and "开演" in asked["Subject"]
    assert ring(SOON) == 0, "who has not said yes is told nothing"
    page = link(asked)
    assert Client().get(page).status_code == 200
    assert ring(SOON) == 0, "a program that opens links in letters says no yes"
    assert Client().post(page).status_code == 302

    assert ring(HOUR - timedelta(minutes=11)) == 0
    assert ring(SOON) == 1
    assert [ring(SOON), ring(SOON + timedelta(minutes=5)), ring(HOUR + timedelta(seconds=1))] == [0, 0, 0]
    assert work("send_letter") == ["sent"]
    told = letters[-1]
    assert "晴空之雨" in told["Subject"] and "10 分钟后开演" in told["Subject"]
    assert "04:00 (Asia/Shanghai)" in told.get_content()
    assert "https://week.example/zh-hans/shows/serein-night/" in told.get_content()
    assert ring(SOON + timedelta(days=1)) == 1, "each time it is on"

    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = told["List-Unsubscribe"].strip().strip("<>").removeprefix("https://week.example")
    assert stop == link(told, "/stop/")
    assert Client().get(stop).status_code == 200 and Reminder.objects.count() == 1
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Reminder.objects.exists()
    assert strict.post(stop).status_code == 200, "twice is no mistake"


def test_who_asked_for_one_letter_gets_one_and_is_forgotten(visitor: Any, letters: list[Any]) -> None:
    from frontrow.web.reach.bell import ring
    from frontrow.web.reach.models import Reminder
    from frontrow.web.retention import sweep

    visitor.post("/en/reminders/", ASKED)
    Reminder.objects.update(confirmed=timezone.now())
    assert [ring(SOON), ring(SOON + timedelta(days=1))] == [1, 0]
    sweep(HOUR + timedelta(days=1))
    assert Reminder.objects.count() == 1
    sweep(HOUR + timedelta(days=2, minutes=1))
    assert not Reminder.objects.exists()


def test_no_address_is_flooded_and_nobody_learns_which_is_known(visitor: Any, letters: list[Any]) -> None:
    from frontrow.web.reach.models import Reminder

    first = visitor.post("/en/reminders/", ASKED)
    again = visitor.post("/en/reminders/", ASKED | {"every": "1"})
    assert Reminder.objects.get().every, "the last wish counts"
    Reminder.objects.update(confirmed=timezone.now())
    known = visitor.post("/en/reminders/", ASKED)
    assert first.url == again.url == known.url
    assert work("send_letter") == ["sent"]
    assert Reminder.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "nobody"},
        {"email": "a@b.example\nBcc: c@d.example"},
        {"email": "x" * 300 + "@example.com"},
        {"show": "nothing"},
        {"show": "<script>alert(1)</script>"},
    ],
)
def test_what_is_no_address_and_no_show_is_told_so(visitor: Any, wrong: dict[str, str]) -> None:
    from frontrow.web.reach.models import Reminder

    answer = visitor.post("/en/reminders/", ASKED | wrong)
    assert answer.status_code == 400 and b"<script>alert" not in answer.content
    assert not Reminder.objects.exists()
    assert visitor.get("/en/reminders/no-such-key/").status_code == 404


def test_a_zone_nobody_knows_is_universal_time(visitor: Any) -> None:
    from frontrow.web.reach.models import Reminder

    visitor.post("/en/reminders/", ASKED | {"zone": "../../etc/passwd"})
    assert Reminder.objects.get().zone == "UTC"


def test_a_browser_is_pushed_what_only_it_can_read_signed_by_the_house(visitor: Any, push: Service) -> None:
    from frontrow.web.reach.bell import ring
    from frontrow.web.reach.models import Reminder
    from frontrow.web.reach.tasks import push_reminder

    browser, endpoint = Browser(), f"{push.url}/her/browser"
    wish = {"show": "serein-night", "endpoint": endpoint, **browser.keys}
    answer = visitor.post("/zh-hans/reminders/push/", wish)
    assert answer.status_code == 200, answer.content
    assert visitor.post("/zh-hans/reminders/push/", wish).status_code == 200 and Reminder.objects.count() == 1
    assert ring(SOON) == 1 and ring(SOON) == 0

    soon = timezone.now() + timedelta(minutes=10)
    reminder = Reminder.objects.get()
    assert push_reminder.call(reminder.pk, soon.isoformat()) == "sent"
    ((path, headers, body),) = push.pushes
    assert path == "/her/browser"
    assert 500 < int(headers["ttl"]) <= 600 and headers["urgency"] == "high"
    said = browser.read(body)
    assert said["url"] == "/zh-hans/shows/serein-night/" and "10" in said["title"] and said["lang"] == "zh-hans"
    with pytest.raises(Exception, match=r".*"):
        Browser().read(body)
    public, claims = signed_by(headers)
    assert public == visitor.get("/push-key.json").json()["key"]
    assert claims["aud"] == push.url and claims["sub"].startswith("mailto:")
    assert push_reminder.call(reminder.pk, (timezone.now() - timedelta(seconds=1)).isoformat()) == "late"
    assert len(push.pushes) == 1


def test_a_push_service_that_is_busy_is_asked_again_and_a_browser_that_left_is_forgotten(
    visitor: Any, push: Service
) -> None:
    from django_tasks_db.models import DBTaskResult

    from frontrow.web.reach.models import Reminder
    from frontrow.web.reach.tasks import push_reminder

    visitor.post("/en/reminders/push/", {"show": "serein-night", "endpoint": push.url, **Browser().keys})
    reminder, soon = Reminder.objects.get(), (timezone.now() + timedelta(minutes=9)).isoformat()
    push.status = 503
    before = DBTaskResult.objects.count()
    assert push_reminder.call(reminder.pk, soon) == "later" and DBTaskResult.objects.count() == before + 1
    assert push_reminder.call(reminder.pk, soon, 4) == "later" and DBTaskResult.objects.count() == before + 1
    push.status = 307
    assert push_reminder.call(reminder.pk, soon) == "refused"
    assert {path for path, _, _ in push.pushes} == {"/"}, "it is not led elsewhere"
    push.status = 410
    assert push_reminder.call(reminder.pk, soon) == "gone"
    assert not Reminder.objects.exists() and push_reminder.call(reminder.pk, soon) == "gone"


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://127.0.0.1:5432/",
        "https://169.254.169.254/latest/meta-data/",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evil.example/fcm.googleapis.com",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com:22/x",
        "http://fcm.googleapis.com/x",
        "file:///etc/passwd",
        "https://[::1/",
        "https://push.apple.com/" + "x" * 2000,
    ],
)
def test_a_stranger_cannot_send_the_house_to_another_machine(visitor: Any, endpoint: str) -> None:
    from frontrow.web.reach.models import Reminder

    answer = visitor.post("/en/reminders/push/", {"show": "serein-night", "endpoint": endpoint, **Browser().keys})
    assert answer.status_code == 400 and answer.json()["error"]
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("wrong", [{"p256dh": "AAAA"}, {"auth": "AAAA"}, {"p256dh": "ü" * 87}, {"p256dh": "B" * 87}])
def test_a_subscription_that_is_none_is_refused(visitor: Any, wrong: dict[str, str]) -> None:
    wish = {"show": "serein-night", "endpoint": "https://web.push.apple.com/x", **Browser().keys}
    assert visitor.post("/en/reminders/push/", wish).status_code == 200
    assert visitor.post("/en/reminders/push/", wish | wrong).status_code == 400


def test_what_she_asked_for_is_in_her_export_and_goes_when_she_is_erased(visitor: Any) -> None:
    from django.test import Client

    from frontrow.web.reach.models import Reminder

    visitor.post("/en/reminders/", ASKED)
    other = Client()
    other.post("/en/reminders/", ASKED | {"email": "other@example.com"})
    from frontrow.web import personal

    def hers(client: Any) -> personal.Whose:
        return personal.Whose(holder=client.session["holder"])

    (told,) = personal.export(hers(visitor))["reminders"]
    assert told["email"] == "reader@example.com" and told["show"] == "serein-night"
    personal.erase(hers(visitor))
    assert [reminder.email for reminder in Reminder.objects.all()] == ["other@example.com"]


def test_the_houses_key_is_made_once_and_is_its_own(home: Path) -> None:
    from frontrow.web.reach.push.key import _read, public_key

    first = public_key()
    _read.cache_clear()
    assert public_key() == first and len(first) == 87
    assert (home / "vapid.pem").stat().st_mode & 0o077 == 0


def test_a_show_page_offers_to_tell_only_when_the_show_has_an_hour(visitor: Any) -> None:
    assert b'id="remind"' in visitor.get("/en/shows/serein-night/").content
    assert b'id="remind"' not in visitor.get("/en/shows/first-light/").content
