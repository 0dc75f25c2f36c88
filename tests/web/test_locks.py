"""Doors and locks."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory, override_settings


def test_the_policy_allows_nothing_inline_and_nobody_else(visitor: Any) -> None:
    policy = visitor.get("/en/")["Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert "unsafe-inline" not in policy
    assert rules["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert rules["default-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"
    assert "http" not in policy


def test_every_answer_carries_the_headers(visitor: Any) -> None:
    for path in ("/", "/en/", "/en/nowhere/", "/admin/login/", "/api/looks/ondo-01.json"):
        answer = visitor.get(path)
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert "Content-Security-Policy" in answer


@pytest.mark.parametrize(
    "path",
    ["/en/looks/ondo-01/save/", "/en/looks/ondo-01/bag/", "/en/me/choice/", "/en/me/erase/", "/en/studio/"],
)
def test_a_form_of_another_site_is_refused(home: Path, path: str) -> None:
    answer = Client(enforce_csrf_checks=True).post(path, {"size": "M"})
    assert answer.status_code == 403
    assert "The form had expired" in answer.content.decode()


def test_over_https_every_cookie_is_secure(visitor: Any) -> None:
    visitor.post("/en/looks/ondo-01/save/", secure=True)
    visitor.get("/en/looks/ondo-01/", secure=True)
    visitor.post("/en/me/choice/", {"learn": "yes"}, secure=True)
    assert {"fr_session", "fr_csrf", "fr_visitor", "fr_consent"} <= set(visitor.cookies)
    assert all(cookie["secure"] for cookie in visitor.cookies.values())


def test_hsts_is_sent_over_https_when_the_site_asks_for_it(visitor: Any) -> None:
    assert "Strict-Transport-Security" not in visitor.get("/en/", secure=True)
    with override_settings(SECURE_HSTS_SECONDS=3600):  # what FRONTROW_HSTS sets
        answer = Client().get("/en/", secure=True)
        assert answer["Strict-Transport-Security"] == "max-age=3600"
        assert "Strict-Transport-Security" not in Client().get("/en/")


def test_a_strange_host_is_refused(visitor: Any, caplog: pytest.LogCaptureFixture) -> None:
    assert visitor.get("/en/", headers={"host": "elsewhere.example"}).status_code == 400


def test_too_many_forms_from_one_address_are_asked_to_wait(visitor: Any) -> None:
    answers = [visitor.post("/en/looks/ondo-01/save/", REMOTE_ADDR="10.0.0.9") for _ in range(70)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert int(refused[0]["Retry-After"]) >= 1
    assert "A little slower" in refused[0].content.decode()
    assert visitor.post("/en/looks/ondo-01/save/", REMOTE_ADDR="10.0.0.10").status_code == 302
    assert visitor.get("/en/", REMOTE_ADDR="10.0.0.9").status_code == 200


def test_the_bucket_empties_with_time() -> None:
    from frontrow.web.locks import PostLimit

    now = [0.0]
    limit = PostLimit(lambda request: None, clock=lambda: now[0])  # type: ignore[arg-type, return-value]
    assert [limit.wait("a", "login") for _ in range(11)][9:] == [0, 30]
    assert limit.wait("a", "studio") == 0, "each kind has a bucket of its own"
    now[0] = 31.0
    assert limit.wait("a", "login") == 0


def test_passwords_are_tried_by_households_not_by_addresses(visitor: Any) -> None:
    """An IPv6 household has 2^64 addresses to try from."""
    door, guess = "/en/account/sign-in/", {"login": "organiser", "password": "x"}
    tries = [visitor.post(door, guess, REMOTE_ADDR=f"2001:db8::{n:x}") for n in range(1, 15)]
    assert [answer.status_code == 429 for answer in tries[:10]] == [False] * 10
    assert tries[-1].status_code == 429 and int(tries[-1]["Retry-After"]) >= 1
    assert visitor.post(door, guess, REMOTE_ADDR="2001:db8:0:1::1").status_code != 429, "the house next door"
    assert visitor.get(door, REMOTE_ADDR="2001:db8::1").status_code == 200, "reading is never limited"


def test_a_proxys_word_counts_only_when_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from frontrow.web.locks import address

    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "1.2.3.4"})
    assert address(request) == "10.0.0.1"
    monkeypatch.setenv("FRONTROW_PROXY", "1")
    assert address(request) == "1.2.3.4"


def test_errors_are_pages_too(visitor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from frontrow.web.season import views

    visitor.raise_request_exception = False
    monkeypatch.setattr(views, "garment_facts", lambda *_: 1 / 0)
    answer = visitor.get("/en/looks/ondo-01/")
    assert answer.status_code == 500
    assert "Something tore" in answer.content.decode()
    assert "ZeroDivisionError" not in answer.content.decode()


def test_the_page_for_errors_needs_no_season(visitor: Any) -> None:
    from frontrow.web.season.models import Season

    visitor.raise_request_exception = False
    Season.objects.update(accent="red")  # past the desk: no page can be drawn with it
    answer = visitor.get("/zh-hans/shows/")
    assert answer.status_code == 500
    assert 'lang="zh-hans"' in answer.content.decode()
    assert "/zh-hans/" in answer.content.decode()
