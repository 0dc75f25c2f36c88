"""`POST /e`: kept when a consenting visitor's browser sends it right, refused in one sentence otherwise."""

from __future__ import annotations

import json
import random
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontrow.live.intake import Malformed, entries
from frontrow.privacy import new_visitor, sign
from frontrow.recommend.events import Impression, Interaction

if TYPE_CHECKING:
    from conftest import Site


def now() -> int:
    return int(time.time() * 1000)


def view(item: str = "vesper-01", **more: object) -> dict[str, object]:
    return {"type": "view", "item": item, "at": now(), **more}


def test_what_a_visitor_did_and_saw_is_kept(site: Site) -> None:
    at = now()
    seen = [
        {"type": "dwell", "item": "vesper-01", "at": at, "value": 12.5, "page": "look"},
        {"type": "save", "item": "vesper-02", "at": at},
    ]
    shown = [{"slate": "s1", "place": "front", "items": ["a-1", "b-2"], "model": "pop", "propensities": [0.7, 0.3]}]
    reply = site.send({"interactions": seen, "impressions": shown})
    assert (reply.status, reply.json) == (202, {"kept": 3})
    kept = [stored.entry for stored in site.store.since(0)][-3:]
    assert kept[0] == Interaction(site.visitor, "vesper-01", "dwell", at / 1000, 12.5, "look")
    assert isinstance(kept[1], Interaction) and kept[1].event == "save"
    assert isinstance(kept[2], Impression)
    assert (kept[2].items, kept[2].propensities) == (("a-1", "b-2"), (0.7, 0.3))


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "python-requests/2.32",
        "curl/8.5.0",
    ],
)
def test_what_says_itself_that_it_is_a_program_is_not_counted_and_not_noted(site: Site, agent: str) -> None:
    before = len(site.store.since(0))
    reply = site.send({"interactions": [view()]}, user_agent=agent)
    assert reply.status == 403
    assert len(site.store.since(0)) == before
    assert agent.encode() not in site.store.path.read_bytes()


def test_a_persons_browser_is_believed(site: Site) -> None:
    phone = "Mozilla/5.0 (Linux; Android 14; CUBOT X30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile"
    assert site.send({"interactions": [view()]}, user_agent=phone).status == 202


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "fr_consent=yes",
        "fr_consent=no; fr_visitor={signed}",
        "fr_visitor={signed}",
        "fr_consent=yes; fr_visitor={forged}",
        "fr_consent=yes; fr_visitor=" + "x" * 5000,
    ],
)
def test_nothing_is_kept_without_consent_or_with_a_forged_visitor(site: Site, cookie: str) -> None:
    before = len(site.store.since(0))
    visitor = new_visitor()
    text = cookie.format(signed=sign(visitor, site.key), forged=sign(visitor, b"another key, 32 bytes of it, ok."))
    reply = site.send({"interactions": [view()]}, cookie=text)
    assert reply.status == 403 and "not agreed" in reply.json["error"]
    assert len(site.store.since(0)) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
def test_another_site_cannot_send_in_a_visitors_name(site: Site, headers: dict[str, str]) -> None:
    reply = site.send({"interactions": [view()]}, **headers)
    assert reply.status == 403 and "own pages" in reply.json["error"]


@pytest.mark.parametrize(
    ("batch", "status", "says"),
    [
        (b"", 400, "not right"),
        (b"{", 400, "not right"),
        (b"[1, 2]", 400, "Expected `object`"),
        (b'{"interactions": [' * 40_000, 413, "64 kB"),
        (b"[" * 60_000, 400, "not right"),
        (b'{"interactions": "\xff\xfe"}', 400, "not right"),
        ({}, 400, "0 rows"),
        ({"interactions": [view()] * 201}, 400, "201 rows"),
        ({"interactions": [{"type": "view", "at": 1}]}, 400, "missing required field `item`"),
        ({"interactions": [view(type="murder")]}, 400, "Invalid enum value"),
        ({"interactions": [view("../../etc/passwd")]}, 400, "regex"),
        ({"interactions": [view(at="yesterday")]}, 400, "$.interactions[0].at"),
        ({"interactions": [view(value=-1)]}, 400, "$.interactions[0].value"),
        ({"interactions": [view(name="Ann")]}, 400, "unknown field `name`"),
        ({"impressions": [{"slate": "s", "items": []}]}, 400, "$.impressions[0].items"),
        (
            {"impressions": [{"slate": "s", "items": ["a"], "propensities": [0.5, 0.5]}]},
            400,
            "impressions[0]",
        ),
        ({"impressions": [{"slate": "s", "items": ["a"], "propensities": [1.5]}]}, 400, "propensities[0]"),
    ],
)
def test_a_wrong_batch_gets_one_clear_sentence(site: Site, batch: object, status: int, says: str) -> None:
    before = len(site.store.since(0))
    reply = site.send(batch)
    assert reply.status == status, reply.content
    assert says in reply.json["error"] and "\n" not in reply.json["error"]
    assert len(site.store.since(0)) == before


def test_a_wrong_method_or_type_is_told_what_is_taken(site: Site) -> None:
    assert site.ask("/e").status == 405
    assert site.send({"interactions": [view()]}, content_type="text/plain").status == 415
    assert site.send({"interactions": [view()]}, content_encoding="gzip").status == 415


def test_a_visitor_who_sends_too_often_is_asked_to_wait(site: Site) -> None:
    site.visitor = new_visitor()
    replies = [site.send({"interactions": []}) for _ in range(70)]
    refused = [reply for reply in replies if reply.status == 429]
    assert refused and all(int(reply.headers["retry-after"]) >= 1 for reply in refused)
    site.visitor = new_visitor()
    assert site.send({"interactions": [view()]}).status == 202


def test_one_visitor_cannot_fill_the_log_with_large_batches(site: Site) -> None:
    site.visitor = new_visitor()
    before = len(site.store.since(0))
    replies = [site.send({"interactions": [view()] * 200}) for _ in range(8)]
    assert [reply.status for reply in replies] == [202] * 5 + [429] * 3
    assert 60 < int(replies[-1].headers["retry-after"]) <= 101, "a row counts, not a batch"
    assert len(site.store.since(0)) == before + 1000
    site.visitor = new_visitor()
    assert site.send({"interactions": [view()] * 200}).status == 202


def test_what_a_browser_gathered_offline_is_taken_whole(site: Site) -> None:
    """The outbox keeps 400 deeds and 400 slates, and sends them a hundred at a time."""
    site.visitor = new_visitor()
    shown = {"slate": "s", "items": ["a-1"]}
    batches = [{"interactions": [view()] * 100}] * 4 + [{"impressions": [shown] * 100}] * 4
    assert {site.send(batch).status for batch in batches} == {202}


def test_a_browser_with_a_wrong_clock_is_given_the_time_of_arrival() -> None:
    arrival = 1_800_000_000.0
    for at, kept in [(arrival - 60, arrival - 60), (arrival + 9e5, arrival), (0.0, arrival)]:
        batch = json.dumps({"interactions": [{"type": "view", "item": "a", "at": at * 1000}]}).encode()
        assert entries(batch, "v", arrival)[0].at == pytest.approx(kept)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("view"),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["interactions", "impressions", "type", "item", "at", "value", "slate", "items", "x"]),
                inner,
                max_size=5,
            )
        ),
        max_leaves=20,
    )
)
def test_any_json_is_either_kept_or_malformed(value: object) -> None:
    try:
        found = entries(json.dumps(value).encode(), "v", 1.0)
    except Malformed as error:
        assert str(error).endswith(".")
    else:
        assert 1 <= len(found) <= 200


def test_a_thousand_damaged_batches_break_nothing(site: Site) -> None:
    whole = json.dumps({"interactions": [view(), view(value=3.0, page="front")]}).encode()
    chance = random.Random(7)
    for _ in range(1000):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            entries(bytes(damaged[: chance.randint(1, len(damaged))]), "v", 1.0)
        except Malformed:
            continue
    assert site.send(whole).status == 202
