"""An account is an e-mail address, a password and the orders made with it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.test import Client, override_settings

IDA = {"email": "Ida@Example.com", "password": "rain on the pier"}


@pytest.fixture
def post(home: Any) -> Iterator[Any]:
    """Sends what waits in the queue, as the worker would, and gives the mails about `subject`."""
    from django_tasks_db.models import DBTaskResult

    from frontrow.web.letters import send_letter

    def sent(subject: str = "A new password") -> list[Any]:
        waiting = DBTaskResult.objects.filter(task_path="frontrow.web.letters.send_letter")
        for task in waiting:
            send_letter.call(*task.args_kwargs["args"])
        waiting.delete()
        return [one for one in mail.outbox if one.subject == subject]

    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        yield sent


def sign_in(client: Client, password: str = IDA["password"]) -> Any:
    return client.post("/en/account/sign-in/", {"username": "ida@example.com", "password": password})


def test_who_signs_up_is_signed_in_and_keeps_her_bag(visitor: Any) -> None:
    visitor.post("/en/looks/ondo-01/bag/", {"size": "M"})
    assert visitor.post("/en/account/new/", IDA).url == "/en/account/"
    assert "ida@example.com" in visitor.get("/en/account/").content.decode()
    assert "Marble Cake" in visitor.get("/en/bag/").content.decode()
    assert 'value="ida@example.com"' in visitor.get("/en/checkout/").content.decode()
    visitor.post("/en/account/sign-out/")
    assert visitor.get("/en/account/").status_code == 302
    assert sign_in(visitor).url == "/en/account/"
    assert sign_in(Client(), "rain on the piers").status_code == 200


def test_an_address_has_one_account_in_whatever_letters(visitor: Any) -> None:
    visitor.post("/en/account/new/", IDA)
    again = Client().post("/en/account/new/", IDA | {"email": "IDA@example.com"})
    assert again.status_code == 400
    assert "There is an account with this address" in again.content.decode()


@pytest.mark.parametrize("password", ["short", "password1234"])
def test_a_weak_password_is_refused(visitor: Any, password: str) -> None:
    assert visitor.post("/en/account/new/", IDA | {"password": password}).status_code == 400


def test_a_forgotten_password_is_chosen_anew_by_mail_once(visitor: Any, post: Any) -> None:
    visitor.post("/en/account/new/", IDA)
    stranger = Client()
    for address in ("ida@example.com", "nobody@example.com"):
        page = stranger.post("/en/account/password/", {"email": address}, follow=True).content.decode()
        assert "If there is an account with this address" in page
    (letter,) = post()
    assert letter.to == ["ida@example.com"]
    link = re.search(r"https://testserver(/\S+)", letter.body)
    assert link
    form = stranger.get(link[1], follow=True)
    chosen = {"password1": "wind on the pier"}
    done = stranger.post(form.redirect_chain[-1][0], chosen, follow=True)
    assert "Your new password is set." in done.content.decode()
    assert sign_in(Client(), "wind on the pier").status_code == 302
    assert "used already" in Client().get(link[1], follow=True).content.decode()


@pytest.mark.parametrize(
    ("hosts", "site", "leads"),
    [
        (["*"], "https://front.example/", "https://front.example/en/account/password/"),
        (["front.example"], "", "https://front.example/en/account/password/"),
        (["*"], "", None),
    ],
)
def test_a_forged_host_is_in_no_mail(
    visitor: Any, post: Any, caplog: pytest.LogCaptureFixture, hosts: list[str], site: str, leads: str | None
) -> None:
    visitor.post("/en/account/new/", IDA)
    with override_settings(ALLOWED_HOSTS=hosts, SITE=site):
        for host in ("evil.example", "front.example"):
            Client(HTTP_HOST=host).post("/en/account/password/", {"email": "ida@example.com"})
        letters = post()
    assert all(leads and leads in one.body and "evil" not in one.body for one in letters)
    assert bool(letters) == bool(leads)
    assert ("FRONTROW_URL" in caplog.text) == (not leads)


def test_an_account_moves_to_another_address_when_that_says_yes(visitor: Any, post: Any) -> None:
    from django.contrib.auth.models import User

    from frontrow.web.audit.models import AuditRow

    new = "/en/account/address/new/"
    visitor.post("/en/account/new/", IDA)
    visitor.post("/en/account/sign-out/")
    sign_in(visitor)
    user = User.objects.get()
    mine, gift = order(user, IDA["email"]), order(user, "aunt@example.com")
    assert visitor.post(new, {"email": "ida@new.example"}).status_code == 302
    (asked,) = post("Your account at Front Row is asked to move")
    (letter,) = post("Is this your new address?")
    assert (asked.to, letter.to) == (["ida@example.com"], ["ida@new.example"]) and "new.example" not in asked.body
    assert "ida@new.example waits" in " ".join(visitor.get("/en/account/security/").content.decode().split())
    user.refresh_from_db()
    assert user.email == "ida@example.com" and sign_in(Client()).status_code == 302
    link = re.search(r"https://testserver(/\S+)", letter.body)
    assert link and Client().get(link[1]).status_code == 200
    user.refresh_from_db()
    assert user.email == "ida@example.com", "opening the link changes nothing: programs open links before people do"
    Client().post(link[1])
    user.refresh_from_db()
    assert (user.email, user.username) == ("ida@new.example",) * 2
    (told,) = post("Your account at Front Row was changed")
    assert told.to == ["ida@example.com"] and "another address" in told.body
    mine.refresh_from_db()
    gift.refresh_from_db()
    assert (mine.email, gift.email) == ("ida@new.example", "aunt@example.com")
    assert sign_in(Client()).status_code == 200
    assert Client().post("/en/account/sign-in/", IDA | {"username": "ida@new.example"}).status_code == 302
    assert {"ask_address", "change_address"} <= set(AuditRow.objects.values_list("action", flat=True))
    assert "used already" in Client().get(link[1]).content.decode()


def test_an_address_is_not_taken_from_another_account_or_by_who_left_her_browser_open(visitor: Any, post: Any) -> None:
    from django.contrib.auth.models import User

    from frontrow.web.account.actions.sign_up import sign_up
    from frontrow.web.audit.actor import HOUSE

    new, other = "/en/account/address/new/", "eve@example.com"
    visitor.post("/en/account/new/", IDA)
    assert visitor.post(new, {"email": "thief@example.com"}).url.startswith("/en/account/again/")
    visitor.post("/en/account/sign-out/")
    sign_in(visitor)
    Client().post("/en/account/new/", IDA | {"email": other})
    taken = visitor.post(new, {"email": "EVE@example.com"})
    assert taken.status_code == 400 and "There is an account with this address" in taken.content.decode()
    assert visitor.post(new, {"email": "ida@example.com"}).status_code == 400
    assert visitor.post(new, {"email": "no address\r\nBcc: x@example.com"}).status_code == 400
    visitor.post(new, {"email": "both@example.com"})
    (letter,) = post("Is this your new address?")
    sign_up(HOUSE, "both@example.com", "invited meanwhile")
    link = re.search(r"https://testserver(/\S+)", letter.body)
    assert link
    Client().post(link[1])
    assert User.objects.filter(email="ida@example.com").exists(), "who was invited with it meanwhile has it"
    visitor.post(new, {"stay": "yes"})
    assert "waits for its link" not in visitor.get("/en/account/security/").content.decode()
    assert "used already" in Client().get(link[1]).content.decode()


def order(user: Any, email: str) -> Any:
    from django.utils import timezone

    from frontrow.web.shop.models import Market, Order

    facts = {"currency": "NOK", "name": "Ida", "address": {}, "country": "NO", "tax_percent": 25, "net": 8, "tax": 2}
    return Order.objects.create(
        user=user, email=email, once=email, market=Market.objects.get(slug="no"), expires_at=timezone.now(), **facts
    )


def test_after_signing_in_nobody_is_sent_to_another_site(visitor: Any) -> None:
    visitor.post("/en/account/new/", IDA)
    again = {"username": "ida@example.com", "password": IDA["password"], "next": "https://elsewhere.example/"}
    assert Client().post("/en/account/sign-in/", again).url == "/en/account/"


def test_guessing_passwords_is_asked_to_wait(visitor: Any) -> None:
    visitor.post("/en/account/new/", IDA, REMOTE_ADDR="10.0.1.1")
    guesser = Client(REMOTE_ADDR="10.0.1.2")
    guesses = [sign_in(guesser, "guess").status_code for _ in range(12)]
    assert guesses[0] == 200 and guesses[-1] == 429


def test_a_closed_account_is_gone_and_its_staff_may_not_close_theirs(visitor: Any) -> None:
    from django.contrib.auth.models import User

    visitor.post("/en/account/new/", IDA)
    visitor.post("/en/account/close/")
    assert not User.objects.filter(username="ida@example.com").exists()
    desk = Client()
    desk.force_login(User.objects.create_superuser("ines", password="x"))
    desk.post("/en/account/close/")
    assert User.objects.filter(username="ines").exists()
