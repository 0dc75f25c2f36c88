"""An account is an e-mail address, a password and the orders made with it."""

import re
import time
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings

IDA = {"email": "Ida@Example.com", "password": "rain on the pier"}
STRANGERS = "idas@example.com"


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
    link = link_in(letter)
    assert "Is ida@new.example your address?" in visitor.get(link).content.decode()
    user.refresh_from_db()
    assert user.email == "ida@example.com", "opening the link changes nothing: programs open links before people do"
    visitor.post(link)
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
    assert "used already" in visitor.get(link).content.decode()


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
    refused = visitor.post(link_in(letter), follow=True).content.decode()
    assert "There is an account with this address" in refused
    assert User.objects.filter(email="ida@example.com").exists(), "who was invited with it meanwhile has it"


@pytest.fixture
def wish(visitor: Any, post: Any) -> Any:
    """Ida asked to move, and mistyped: the address is a stranger's. Gives the letter's link."""
    visitor.post("/en/account/new/", IDA)
    visitor.post("/en/account/sign-out/")
    sign_in(visitor)
    visitor.post("/en/account/address/new/", {"email": STRANGERS})
    (letter,) = post("Is this your new address?")
    assert letter.to == [STRANGERS] and "ida@example" not in letter.body
    return link_in(letter)


def moved() -> bool:
    from django.contrib.auth.models import User

    return not User.objects.filter(username="ida@example.com", email="ida@example.com").exists()


def test_an_address_that_was_only_asked_for_opens_nothing(wish: str, post: Any) -> None:
    from allauth.account.models import EmailAddress

    named = {"username": STRANGERS, "password": IDA["password"]}
    assert Client().post("/en/account/sign-in/", named).status_code == 200, "it does not sign in"
    Client().post("/en/account/password/", {"email": STRANGERS})
    assert post("A new password") == [], "it gets no link for a new password"
    assert not EmailAddress.objects.filter(email=STRANGERS).exists()
    joins = Client().post("/en/account/new/", {"email": STRANGERS, "password": "sun on the pier"})
    assert joins.url == "/en/account/", "and its real owner signs up"


def test_whoever_gets_the_letter_needs_the_account_too(wish: str) -> None:
    stranger = Client()
    assert stranger.get(wish).url.startswith("/en/account/sign-in/")
    assert stranger.post(wish).url.startswith("/en/account/sign-in/")
    stranger.post("/en/account/new/", {"email": "eve@example.com", "password": "sun on the pier"})
    assert "too old" in stranger.get(wish).content.decode()
    assert "too old" in stranger.post(wish, follow=True).content.decode()
    assert not moved()


def test_a_link_dies_after_three_days(wish: str) -> None:
    from django.contrib.auth.models import User

    from frontrow.web.account.wishes import read

    user, key, now = User.objects.get(), wish.split("/")[-2], time.time()
    with transaction.atomic():
        for age, alive in ((2.9, True), (3.1, False)):
            with patch("django.core.signing.time.time", return_value=now + age * 86400):
                assert (read(key, user) is not None) == alive


@pytest.mark.parametrize("key", ["x", "x:y:z", "eyJ1c2VyIjoxfQ:1tX:AAAA", "%00", "a" * 5000])
def test_a_key_that_nobody_signed_is_a_dead_link(visitor: Any, key: str) -> None:
    visitor.post("/en/account/new/", IDA)
    assert "too old" in visitor.get(f"/en/account/address/new/{key}/").content.decode()


def test_a_used_link_stays_dead_when_the_account_moves_back(visitor: Any, wish: str, post: Any) -> None:
    visitor.post(wish)
    assert moved()
    assert "too old" in visitor.post(wish, follow=True).content.decode()
    cache.clear()  # she waits three minutes: the address had a letter when she signed up
    visitor.post("/en/account/address/new/", {"email": "ida@example.com"})
    visitor.post(link_in(post("Is this your new address?")[-1]))
    assert not moved()
    visitor.post(wish)
    assert not moved()


def test_a_later_wish_giving_up_and_a_new_password_each_end_the_link(visitor: Any, wish: str, post: Any) -> None:
    visitor.post("/en/account/address/new/", {"email": "right@example.com"})
    visitor.post(wish)
    assert not moved()
    second = link_in(post("Is this your new address?")[-1])
    elsewhere = Client()
    sign_in(elsewhere)
    assert "A letter to another address waits" in elsewhere.get("/en/account/security/").content.decode()
    elsewhere.post("/en/account/address/new/", {"stay": "yes"})
    assert "waits for its link" not in visitor.get("/en/account/security/").content.decode()
    visitor.post(second)
    assert not moved()
    visitor.post("/en/account/address/new/", {"email": "third@example.com"})
    third = link_in(post("Is this your new address?")[-1])
    words = {"oldpassword": IDA["password"], "password1": "wind on the pier"}
    assert visitor.post("/en/account/password/change/", words).status_code == 302
    assert "too old" in visitor.get(third).content.decode()
    assert "waits for its link" not in visitor.get("/en/account/security/").content.decode()


def test_wishes_of_before_are_no_addresses_any_more(visitor: Any) -> None:
    from importlib import import_module

    from allauth.account.models import EmailAddress
    from django.apps import apps
    from django.contrib.auth.models import User

    visitor.post("/en/account/new/", IDA)
    EmailAddress.objects.create(user=User.objects.get(), email=STRANGERS)
    import_module("frontrow.web.people.migrations.0003_forget_wished_addresses").forget(apps, None)
    assert [one.email for one in EmailAddress.objects.all()] == ["ida@example.com"]


def link_in(letter: Any) -> str:
    found = re.search(r"https://testserver(/\S+)", letter.body)
    assert found
    return found[1]


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
