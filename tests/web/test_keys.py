"""Keys open what they are for and nothing else; webhooks tell what happened, signed, once, and go nowhere inside."""

import http.client
import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook, WebhookVerificationError


@pytest.fixture
def tailor(home: Path) -> Any:
    """Somebody who works for Serein."""
    from django.contrib.auth import get_user_model

    from frontrow.web.people.models import Membership, Role
    from frontrow.web.season.models import House

    user = get_user_model().objects.create_user("tailor", "tailor@example.com", "a-long-password")
    Membership.objects.create(user=user, role=Role.HOUSE, house=House.objects.get(slug="serein"))
    return user


@pytest.fixture
def secret(visitor: Any, tailor: Any) -> Any:
    """Makes a key of Serein's with these scopes on the page, and reads it there."""
    from frontrow.web.season.models import House

    visitor.force_login(tailor)

    def make(*scopes: str, house: str = "serein") -> str:
        asked = {"name": "Web shop", "house": House.objects.get(slug=house).pk, "scopes": scopes}
        page = visitor.post("/en/backstage/keys/new/", asked).content.decode()
        return page.partition("<code>frk_")[2].partition("</code>")[0] and (
            "frk_" + page.partition("<code>frk_")[2].partition("</code>")[0]
        )

    return make


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_a_key_is_shown_once_and_kept_as_a_hash(visitor: Any, secret: Any) -> None:
    from frontrow.web.audit.models import AuditRow
    from frontrow.web.keys.models import ApiKey

    key = secret("catalogue")
    assert key.startswith("frk_") and len(key) > 40
    assert key not in visitor.get("/en/backstage/keys/").content.decode()
    row = ApiKey.objects.get()
    assert key not in str(vars(row)) and row.house.slug == "serein"
    assert AuditRow.objects.filter(action="make_key").exists()


def test_stock_is_that_of_the_keys_house(visitor: Any, secret: Any) -> None:
    answer = visitor.get("/api/stock", headers=bearer(secret("catalogue")))
    found = answer.json()
    assert answer.status_code == 200 and found
    assert {row["look"].split("-")[0] for row in found} == {"serein"}
    assert all(row["sku"] and row["stock"] >= 0 for row in found)


def test_a_key_opens_nothing_but_what_it_is_for(visitor: Any, secret: Any) -> None:
    key = secret("shows")
    assert visitor.get("/api/shows", headers=bearer(key)).status_code == 200
    for path in ("/api/stock", "/api/looks", "/api/sizes.json"):
        refused = visitor.get(path, headers=bearer(key))
        assert refused.status_code == 403 and "key is not for" in refused.json()["error"]
    assert visitor.get("/api/stock").status_code == 401
    assert visitor.get("/api/looks", headers=bearer("frk_wrong")).status_code == 401
    assert visitor.get("/api/looks").status_code == 200  # the open catalogue needs none


def test_a_key_for_nothing_is_not_made_and_the_form_says_why(visitor: Any, tailor: Any) -> None:
    from frontrow.web.keys.models import ApiKey
    from frontrow.web.season.models import House

    visitor.force_login(tailor)
    answer = visitor.post("/en/backstage/keys/new/", {"name": "Shop", "house": House.objects.get(slug="serein").pk})
    (field,) = re.findall(r'<div class="field wrong.+?</div>\s*<', answer.content.decode(), re.DOTALL)
    assert answer.status_code == 400 and "Choose at least one." in answer.content.decode()
    assert "It opens" in field and not ApiKey.objects.exists()


def test_a_revoked_key_opens_nothing(visitor: Any, secret: Any) -> None:
    from frontrow.web.keys.models import ApiKey

    key = secret("catalogue")
    visitor.post(f"/en/backstage/keys/{ApiKey.objects.get().pk}/revoke/")
    assert visitor.get("/api/stock", headers=bearer(key)).status_code == 401


def test_nobody_makes_or_sees_keys_of_another_house(visitor: Any, secret: Any) -> None:
    from frontrow.web.keys.models import ApiKey
    from frontrow.web.season.models import House

    assert secret("catalogue", house="ondo") == ""
    assert not ApiKey.objects.exists()
    other = ApiKey.objects.create(name="Ondo's", house=House.objects.get(slug="ondo"), digest="x", start="frk_x")
    whole = ApiKey.objects.create(name="The site's", digest="y", start="frk_y")
    page = visitor.get("/en/backstage/keys/").content.decode()
    assert "Ondo&#x27;s" not in page and "The site&#x27;s" not in page
    for key in (other, whole):
        assert visitor.post(f"/en/backstage/keys/{key.pk}/revoke/").status_code == 404


def test_recommendations_follow_a_history_and_keep_nothing_of_it(visitor: Any, secret: Any, home: Path) -> None:
    from frontrow.web.learning import store

    key = bearer(secret("recommend"))
    asked = {"history": [{"look": "serein-01", "event": "save"}], "count": 4}
    answer = visitor.post("/api/recommendations", asked, content_type="application/json", headers=key)
    found = answer.json()
    assert answer.status_code == 200 and len(found) == 4
    assert "serein-01" not in [each["look"] for each in found] and all(each["reason"] for each in found)
    assert not list(store().since(0))
    wrong = {"history": [{"look": "../x", "event": "save"}]}
    assert visitor.post("/api/recommendations", wrong, "application/json", headers=key).status_code == 422


def test_a_key_has_a_look_tried_on_without_a_session(visitor: Any, secret: Any) -> None:
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    measures = {"sex": "f", "height": 1.7, "bust": 0.9, "waist": 0.72, "hips": 0.98}
    asked = {"size": "M", "measures": measures}
    path = "/api/looks/serein-01/exact"
    assert client.post(path, asked, "application/json").status_code == 403
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("frontrow.web.fitting.room.Room.ask", lambda *_: "A" * 22)
        answer = client.post(path, asked, "application/json", headers=bearer(secret("try-on")))
    assert answer.status_code == 202 and answer.json() == {"key": "A" * 22}


class Receiver(HTTPServer):
    """A program that is told; `answers` are the statuses it gives, one after another, the last for ever."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Ear)
        self.heard: list[tuple[dict[str, str], str]] = []
        self.answers = [204]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook?from=front-row"


class Ear(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.heard.append((dict(self.headers), body))
        status = self.server.answers.pop(0) if len(self.server.answers) > 1 else self.server.answers[0]
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://127.0.0.1:9/inside")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    monkeypatch.setenv("FRONTROW_HOOKS_LOCAL", "1")
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def hook(visitor: Any, tailor: Any, receiver: Receiver) -> Any:
    from frontrow.web.keys.models import Hook
    from frontrow.web.season.models import House

    visitor.force_login(tailor)
    serein = House.objects.get(slug="serein").pk
    asked = {"url": receiver.url, "house": serein, "events": ["look.made"]}
    assert visitor.post("/en/backstage/hooks/new/", asked).status_code == 302
    return Hook.objects.get()


def made(slug: str) -> None:
    from frontrow.web.season.models import Look
    from frontrow.web.studio.models import LookAsset
    from frontrow.web.studio.signals import look_made

    look_made.send(sender=LookAsset, look=Look.objects.get(slug=slug))


def send() -> list[str]:
    from frontrow.web.keys.models import Telling
    from frontrow.web.keys.tasks import send_telling

    waiting = Telling.objects.filter(state=Telling.State.WAITING).order_by("id")
    return [str(send_telling.call(telling.pk)) for telling in waiting]


def test_a_webhook_hears_of_its_own_house_signed_and_once(hook: Any, receiver: Receiver) -> None:
    made("ondo-01")
    made("serein-02")
    assert send() == ["sent"] and send() == []
    ((headers, body),) = receiver.heard
    told = Webhook(hook.secret).verify(body, {key.lower(): value for key, value in headers.items()})
    assert told["type"] == "look.made" and told["data"] == {"look": "serein-02", "house": "serein"}
    with pytest.raises(WebhookVerificationError):
        Webhook(hook.secret).verify(body.replace("02", "03"), {k.lower(): v for k, v in headers.items()})


def test_who_does_not_answer_well_is_told_again_under_the_same_name(hook: Any, receiver: Receiver) -> None:
    from django_tasks_db.models import DBTaskResult

    receiver.answers = [500, 302, 200]
    made("serein-02")
    before = DBTaskResult.objects.count()
    assert [send(), send(), send()] == [["waiting"], ["waiting"], ["sent"]]
    assert DBTaskResult.objects.count() == before + 2
    assert len({headers["webhook-id"] for headers, _ in receiver.heard}) == 1
    assert len(receiver.heard) == 3  # and nothing went to where 302 pointed


def test_after_the_last_try_it_is_given_up_and_sent_again_by_hand(visitor: Any, hook: Any, receiver: Receiver) -> None:
    from frontrow.web.keys.models import Telling
    from frontrow.web.keys.tasks import PAUSES

    receiver.answers = [503]
    made("serein-02")
    for _ in range(len(PAUSES)):
        assert send() == ["waiting"]
    assert send() == ["given up"]
    receiver.answers = [200]
    visitor.post(f"/en/backstage/hooks/messages/{Telling.objects.get().pk}/again/")
    assert send() == ["sent"]


def test_who_answers_drop_by_drop_does_not_hold_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    from frontrow.web.keys import post

    monkeypatch.setenv("FRONTROW_HOOKS_LOCAL", "1")
    monkeypatch.setattr(post, "WHOLE", 0.5)
    over = threading.Event()

    def drip(listening: socket.socket) -> None:
        line, _ = listening.accept()
        with line, suppress(OSError):
            while not over.wait(0.05):
                line.sendall(b"H")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=drip, args=(listening,), daemon=True)
        thread.start()
        with pytest.raises((OSError, http.client.HTTPException)):
            post.post(f"http://127.0.0.1:{listening.getsockname()[1]}/hook", "{}", {})
        over.set()
        thread.join()


def test_who_says_gone_hears_no_more(hook: Any, receiver: Receiver) -> None:
    receiver.answers = [410]
    made("serein-02")
    assert send() == ["given up"]
    made("serein-03")
    assert send() == [] and len(receiver.heard) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "https://user:secret@example.com/",
        "ftp://example.com/",
        "https://example.com:99999/",
        "javascript:alert(1)",
        "https://127.0.0.1/x",
        "https://127.1/",
        "https://localhost/",
        "https://shop.localhost/",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:192.168.1.1]/",
        "https://[64:ff9b::10.0.0.1]/",
        "https://[2002:a00:1::1]/",
        "https://[::10.0.0.1]/",
        "https://[fec0::1]/",
        "https://0x7f.1/",
    ],
)
def test_what_is_no_public_https_address_is_refused(visitor: Any, tailor: Any, url: str) -> None:
    from frontrow.web.keys.models import Hook
    from frontrow.web.season.models import House

    visitor.force_login(tailor)
    asked = {"url": url, "house": House.objects.get(slug="serein").pk, "events": ["look.made"]}
    assert visitor.post("/en/backstage/hooks/new/", asked).status_code == 400
    assert not Hook.objects.exists()


def test_on_this_machine_alone_a_webhook_may_stay_inside_where_that_is_wished(monkeypatch: pytest.MonkeyPatch) -> None:
    from frontrow.web.keys.reach import OutOfReach, checked

    monkeypatch.setenv("FRONTROW_HOOKS_LOCAL", "1")
    assert checked("http://127.0.0.1:8000/heard") and checked("https://localhost/heard")
    with pytest.raises(OutOfReach):
        checked("https://10.0.0.1/heard")


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "::ffff:10.0.0.1", "0.0.0.0"])
def test_a_name_that_leads_inside_is_not_called(inside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from frontrow.web.keys import reach

    monkeypatch.setattr(reach.socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (inside, 443))])
    with pytest.raises(reach.OutOfReach):
        reach.address_of("looks-harmless.example", 443)


def test_an_order_tells_each_house_of_its_own_lines_and_of_nobody(home: Path) -> None:
    from types import SimpleNamespace

    from frontrow.web.keys import listening
    from frontrow.web.keys.models import Hook, Telling
    from frontrow.web.season.models import House
    from frontrow.web.shop.models import Variant
    from frontrow.web.shop.states import State

    hooks = {
        slug: Hook.objects.create(url="https://a.example/", house=house, events=["order.paid"])
        for slug, house in {"": None, **{house.slug: house for house in House.objects.all()}}.items()
    }
    variants = [Variant.objects.filter(look__slug=slug).first() for slug in ("serein-01", "ondo-01")]
    lines = [
        SimpleNamespace(variant=each, item=each.look.slug, sku=each.sku, size=each.size, quantity=1)
        for each in variants
        if each
    ]
    rows = SimpleNamespace(select_related=lambda *_: lines)
    order = SimpleNamespace(code="7K3M9QXA", lines=rows, email="her@example.com", name="Her")
    listening._moved(order, "placed", State.PAID)
    told = {
        slug: [json.loads(t.body)["data"] for t in Telling.objects.filter(hook=hook)] for slug, hook in hooks.items()
    }
    looks = {slug: [line["look"] for data in each for line in data["lines"]] for slug, each in told.items()}
    assert looks == {"": ["serein-01", "ondo-01"], "serein": ["serein-01"], "ondo": ["ondo-01"], "vardholm": []}
    assert "her@example.com" not in str(told) and "Her" not in str(told)
