"""Who may change what others see signs in twice: with a password, and with something she has."""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings

PASSWORD = "rain on the pier"


@pytest.fixture(autouse=True)
def asked(home: Any) -> Iterator[None]:
    with override_settings(SECOND_STEP=True):
        yield


@pytest.fixture
def chief(home: Any) -> Any:
    from django.contrib.auth import get_user_model

    return get_user_model().objects.create_superuser("ines", password=PASSWORD)


def sign_in(client: Client, name: str = "ines", **data: str) -> Any:
    return client.post("/en/account/sign-in/", {"username": name, "password": PASSWORD, **data})


def code_of(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238, six digits, half a minute)."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def add_app(client: Client) -> str:
    """Add an authenticator app; its secret."""
    page = client.get("/en/account/app/").content.decode()
    secret = re.search(r'class="totp-secret">(\w+)<', page)
    assert secret
    done = client.post("/en/account/app/", {"code": code_of(secret[1])})
    assert done.url == "/en/account/codes/"
    return secret[1]


def test_an_organiser_is_led_to_add_a_second_step_and_sees_nothing_before(chief: Any) -> None:
    from frontrow.web.audit.models import AuditRow

    browser = Client()
    assert sign_in(browser, next="/admin/").url == "/admin/"
    for page in ("/admin/", "/en/backstage/", "/en/insight/", "/en/", "/en/backstage/people/"):
        assert browser.get(page).url == "/en/account/security/", page
    refused = browser.post("/api/bag/", {"look": "ondo-01"}, content_type="application/json")
    assert refused.status_code == 403 and "second step" in refused.json()["error"]
    assert "Your role asks for a second step" in browser.get("/en/account/security/").content.decode()
    add_app(browser)
    assert browser.get("/admin/").status_code == browser.get("/en/backstage/").status_code == 200
    assert (
        list(AuditRow.objects.values_list("action", flat=True))[:1] != []
        and AuditRow.objects.filter(action="add_second_step", by=chief).exists()
    )


def test_the_next_time_the_code_is_asked_for_and_a_recovery_code_counts_once(chief: Any) -> None:
    browser = Client()
    sign_in(browser)
    secret = add_app(browser)
    codes = re.findall(r"<code>(\w+)</code>", browser.get("/en/account/codes/").content.decode())
    assert len(codes) == 10

    again = Client()
    assert sign_in(again).url == "/en/account/code/"
    assert again.get("/admin/").url.startswith("/admin/login/")
    wrong = again.post("/en/account/code/", {"code": "000000"})
    assert "That code is not right." in wrong.content.decode()
    assert again.post("/en/account/code/", {"code": codes[0]}).url == "/en/account/"
    assert again.get("/admin/").status_code == 200

    third = Client()
    sign_in(third)
    assert third.post("/en/account/code/", {"code": codes[0]}).status_code == 200
    assert third.post("/en/account/code/", {"code": code_of(secret)}).status_code in (200, 302)


def test_the_secret_of_the_app_is_not_in_the_database_as_it_is(chief: Any) -> None:
    from allauth.mfa.models import Authenticator

    browser = Client()
    sign_in(browser)
    secret = add_app(browser)
    kept = [str(one.data) for one in Authenticator.objects.all()]
    assert len(kept) == 2 and not any(secret in data for data in kept)
    assert browser.get("/admin/mfa/authenticator/").status_code == 200
    for one in Authenticator.objects.all():
        page = browser.get(f"/admin/mfa/authenticator/{one.pk}/change/").content.decode()
        assert "ines" in page and "secret" not in page and "seed" not in page


def test_who_needs_the_step_keeps_the_last_one(chief: Any) -> None:
    from allauth.mfa.models import Authenticator

    browser = Client()
    sign_in(browser)
    add_app(browser)
    page = browser.post("/en/account/app/remove/").content.decode()
    assert "add another one first" in page
    assert Authenticator.objects.filter(user=chief, type="totp").exists()


def test_a_session_opened_before_does_not_pass_after(chief: Any) -> None:
    """Somebody with a stolen password signed in first; the owner adds her step; his session ends."""
    thief, owner = Client(), Client()
    sign_in(thief)
    sign_in(owner)
    add_app(owner)
    assert thief.get("/en/account/security/").url.startswith("/en/account/sign-in/")


def test_who_gets_a_role_while_signed_in_is_asked_too(home: Any) -> None:
    from django.contrib.auth import get_user_model

    from frontrow.web.people.models import Membership, Role
    from frontrow.web.season.models import House

    user = get_user_model().objects.create_user("mei@example.com", "mei@example.com", PASSWORD)
    browser = Client()
    sign_in(browser, "mei@example.com")
    assert browser.get("/en/").status_code == 200
    role = Membership.objects.create(user=user, role=Role.HOUSE, house=House.objects.first())
    assert browser.get("/en/").url == "/en/account/security/"
    role.delete()
    Membership.objects.create(user=user, role=Role.TEACHER)
    assert browser.get("/en/backstage/").status_code == 200


def test_an_unconfirmed_address_is_confirmed_before_a_step_locks_its_owner_out(home: Any) -> None:
    browser = Client()
    browser.post("/en/account/new/", {"email": "ida@example.com", "password": PASSWORD})
    assert browser.get("/en/account/app/").url == "/en/account/security/"
    link = next(letter["link"] for letter in facts("account/confirm"))
    assert "ida@example.com" in browser.get(link).content.decode()
    browser.post(link)
    assert browser.get("/en/account/app/").url == "/en/account/again/?next=%2Fen%2Faccount%2Fapp%2F"
    browser.post("/en/account/again/", {"password": "wrong"})
    assert browser.get("/en/account/app/").status_code == 302
    assert browser.post("/en/account/again/?next=/en/account/app/", {"password": PASSWORD}).url == "/en/account/app/"
    assert browser.get("/en/account/app/").status_code == 200
    assert "used already" in browser.get(link).content.decode()


def facts(name: str) -> list[dict[str, Any]]:
    from django_tasks_db.models import DBTaskResult

    sent = DBTaskResult.objects.filter(task_path="frontrow.web.letters.send_letter")
    return [task.args_kwargs["args"][3] for task in sent if task.args_kwargs["args"][0] == name]


def test_sessions_are_listed_and_ended(chief: Any) -> None:
    from allauth.usersessions.models import UserSession

    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    here, there, elsewhere = Client(), Client(HTTP_USER_AGENT=agent), Client()
    for browser in (here, there, elsewhere):
        sign_in(browser)
    page = here.get("/en/account/security/").content.decode()
    assert "Firefox, Linux" in page and page.count('name="session"') == 3
    theirs = UserSession.objects.get(user_agent=agent)
    here.post("/en/account/security/sessions/", {"session": str(theirs.pk)})
    assert there.get("/en/account/").status_code == 302 and elsewhere.get("/en/account/").status_code == 200
    here.post("/en/account/security/sessions/", {"session": "others"})
    assert elsewhere.get("/en/account/").status_code == 302 and here.get("/en/account/security/").status_code == 200


def test_nobody_ends_the_session_of_somebody_else(chief: Any) -> None:
    from allauth.usersessions.models import UserSession

    hers, his = Client(), Client()
    sign_in(hers)
    his.post("/en/account/new/", {"email": "ida@example.com", "password": PASSWORD})
    for number in UserSession.objects.values_list("pk", flat=True):
        his.post("/en/account/security/sessions/", {"session": str(number)})
    his.post("/en/account/security/sessions/", {"session": "' or 1=1"})
    assert hers.get("/en/account/security/").status_code == 200


def test_passwords_are_kept_by_argon2_and_older_ones_become_so(chief: Any) -> None:
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import User

    assert chief.password.startswith("argon2$argon2id$")
    User.objects.filter(pk=chief.pk).update(password=make_password(PASSWORD, hasher="pbkdf2_sha256"))
    assert sign_in(Client()).status_code == 302
    chief.refresh_from_db()
    assert chief.password.startswith("argon2$")


def test_guesses_from_many_addresses_are_counted_together_in_what_all_processes_share(chief: Any) -> None:
    from django.core.cache import cache
    from django.db import connection

    for number in range(5):
        guess = {"username": "ines", "password": f"guess number {number}"}
        assert Client(REMOTE_ADDR=f"10.1.0.{number}").post("/en/account/sign-in/", guess).status_code == 200
    owner = Client(REMOTE_ADDR="10.2.0.1")
    assert "Too many attempts failed" in sign_in(owner).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("select count(*), group_concat(cache_key) from shared_cache")
        rows, keys = cursor.fetchone()
    assert rows >= 1 and "ines" not in keys
    cache.clear()
    assert sign_in(owner).status_code == 302


def test_codes_cannot_be_guessed_at_length(chief: Any) -> None:
    browser = Client(REMOTE_ADDR="10.3.0.1")
    sign_in(browser)
    secret = add_app(browser)
    guesser = Client()
    sign_in(guesser)
    for number in range(6):
        page = guesser.post("/en/account/code/", {"code": f"00000{number}"}, REMOTE_ADDR=f"10.4.0.{number}")
    assert "Too many attempts failed" in page.content.decode()
    assert guesser.post("/en/account/code/", {"code": code_of(secret)}, REMOTE_ADDR="10.4.1.1").status_code == 200


@pytest.mark.parametrize(
    "credential", ["", "{}", "[]", "null", '{"id": 1}', '{"response": {"userHandle": "MQ"}}', "x" * 9000]
)
def test_what_is_no_passkey_signs_nobody_in(chief: Any, credential: str) -> None:
    browser = Client()
    browser.get("/en/account/passkeys/sign-in/", headers={"accept": "application/json"})
    answer = browser.post("/en/account/passkeys/sign-in/", {"credential": credential})
    assert answer.status_code == 302 and answer.url == "/en/account/sign-in/"
    assert browser.get("/en/account/").status_code == 302


def test_a_closed_account_signs_in_no_more(chief: Any) -> None:
    chief.is_active = False
    chief.save()
    browser = Client()
    assert "This account is closed" in sign_in(browser, follow="").client.get("/en/account/inactive/").content.decode()
    assert browser.get("/admin/").status_code == 302
