"""My page tells the truth: what is known, and that it can be taken away or erased."""

import asyncio
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from frontrow.recommend import Interaction


def do(visitor: Any, *done: tuple[str, str]) -> None:
    """Let the visitor have done this, as the event intake would have recorded it."""
    from django.conf import settings

    from frontrow.privacy import server_key, verify
    from frontrow.web.learning import store

    who = verify(visitor.cookies["fr_visitor"].value, server_key(settings.HOME.root))
    assert who
    store().append([Interaction(who, item, event, time.time()) for event, item in done])


def intake(visitor: Any) -> int:
    """What the event intake answers when this browser sends it one view."""
    from django.conf import settings

    from frontrow.live.intake import Intake
    from frontrow.privacy import server_key
    from frontrow.web.learning import store

    cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in visitor.cookies.items())
    row = {"type": "view", "item": "ondo-01", "at": int(time.time() * 1000)}
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": json.dumps({"interactions": [row]}).encode()}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = {"content-type": "application/json", "sec-fetch-site": "same-origin", "cookie": cookies}
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/e",
        "client": ("127.0.0.1", 1),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    asyncio.run(Intake(store(), server_key(settings.HOME.root))(scope, receive, send))  # type: ignore[arg-type]
    return int(sent[0]["status"])


def agree(visitor: Any, learn: str = "yes") -> None:
    visitor.post("/en/me/choice/", {"learn": learn, "next": "/en/"})


def test_before_the_choice_the_page_asks_and_knows_nothing(visitor: Any) -> None:
    assert 'class="choice"' in visitor.get("/en/").content.decode()
    assert "You have not been asked yet" in visitor.get("/en/me/").content.decode()


def test_yes_is_remembered_with_a_random_number_that_scripts_cannot_read(visitor: Any) -> None:
    agree(visitor)
    assert visitor.cookies["fr_consent"].value == "measure.personalise"
    assert visitor.cookies["fr_visitor"]["httponly"]
    assert visitor.cookies["fr_visitor"]["samesite"] == "Lax"
    assert 'class="choice"' not in visitor.get("/en/").content.decode()


def test_no_is_remembered_and_nobody_is_asked_again(visitor: Any) -> None:
    agree(visitor, "no")
    assert visitor.cookies["fr_consent"].value == "no"
    assert "fr_visitor" not in visitor.cookies
    assert 'class="choice"' not in visitor.get("/en/").content.decode()


def test_the_page_says_in_words_what_is_known(visitor: Any) -> None:
    agree(visitor)
    do(visitor, ("view", "serein-03"), ("save", "serein-03"), ("view", "serein-02"))
    text = visitor.get("/en/me/").content.decode()
    assert "You saved Afterglow" in text
    assert "Serein" in text
    assert "looked at <b>Tidewater</b>" in text
    assert "您收藏了" in visitor.get("/zh-hans/me/").content.decode()


def test_taking_consent_back_stops_both_learning_and_using(visitor: Any) -> None:
    agree(visitor)
    do(visitor, ("save", "serein-03"))
    agree(visitor, "no")
    text = visitor.get("/en/me/").content.decode()
    assert "You saved Afterglow" not in text
    assert "You said no" in text


def test_everything_can_be_taken_away(visitor: Any) -> None:
    agree(visitor)
    do(visitor, ("view", "serein-03"))
    visitor.post("/en/looks/ondo-01/save/")
    visitor.post("/en/looks/ondo-02/bag/", {"size": "L"})
    answer = visitor.post("/en/me/export/")
    assert "attachment" in answer["Content-Disposition"]
    data = answer.json()
    assert data["saved"][0]["look"] == "ondo-01"
    assert data["bag"][0] == {**data["bag"][0], "look": "ondo-02", "size": "L", "quantity": 1}
    assert "serein-03" in str(data["remembered"])
    assert data["visitor"] in visitor.cookies["fr_visitor"].value


def test_everything_can_be_erased(visitor: Any, home: Path) -> None:
    from frontrow.web.learning import store
    from frontrow.web.shop.models import BagLine, Saved

    agree(visitor)
    do(visitor, ("view", "serein-03"))
    visitor.post("/en/looks/ondo-01/save/")
    visitor.post("/en/looks/ondo-02/bag/", {"size": "L"})
    who = visitor.cookies["fr_visitor"].value.split(".")[0]
    visitor.post("/en/me/erase/")
    assert store().by_visitor(who) == []
    assert not Saved.objects.exists()
    assert not BagLine.objects.exists()
    assert "Marble Cake" not in visitor.get("/en/me/").content.decode()


def test_after_a_no_nothing_is_recorded_and_what_was_can_be_taken_away_and_erased(visitor: Any) -> None:
    from frontrow.web.learning import store

    agree(visitor)
    do(visitor, ("view", "serein-03"))
    who = visitor.cookies["fr_visitor"].value.split(".")[0]
    assert intake(visitor) == 202
    agree(visitor, "no")
    before = len(store().by_visitor(who))
    assert intake(visitor) == 403
    assert len(store().by_visitor(who)) == before == 2
    assert "serein-03" in str(visitor.post("/en/me/export/").json()["remembered"])
    visitor.post("/en/me/erase/")
    assert store().by_visitor(who) == []
    assert not visitor.cookies["fr_visitor"].value
    assert visitor.cookies["fr_consent"].value == "no"


def test_a_second_yes_goes_on_under_the_same_id(visitor: Any) -> None:
    agree(visitor)
    first = visitor.cookies["fr_visitor"].value
    agree(visitor, "no")
    agree(visitor)
    assert visitor.cookies["fr_visitor"].value == first


def test_after_erasing_a_visitor_who_said_yes_begins_anew(visitor: Any) -> None:
    from frontrow.web.learning import store

    agree(visitor)
    first = visitor.cookies["fr_visitor"].value
    visitor.post("/en/me/erase/")
    assert visitor.cookies["fr_visitor"].value not in ("", first)
    assert intake(visitor) == 202
    assert len(store().by_visitor(visitor.cookies["fr_visitor"].value.split(".")[0])) == 1


def switch(visitor: Any, *purposes: str) -> None:
    visitor.post("/en/me/choice/", {"purpose": list(purposes), "next": "/en/me/"})


def test_the_switches_are_off_until_they_are_switched_on_and_each_stands_for_itself(visitor: Any) -> None:
    from django.test import RequestFactory

    from frontrow.web.consents import agrees

    def on() -> set[str]:
        request = RequestFactory().get("/")
        request.COOKIES = {name: cookie.value for name, cookie in visitor.cookies.items()}
        page = visitor.get("/en/me/").content.decode()
        shown = set(re.findall(r'name="purpose" value="(\w+)" checked', page))
        assert shown == {purpose for purpose in ("measure", "personalise", "sponsors") if agrees(request, purpose)}
        return shown

    assert on() == set()
    for purposes in (
        {"personalise"},
        {"measure", "sponsors"},
        {"sponsors"},
        {"measure", "personalise", "sponsors"},
        set(),
    ):
        switch(visitor, *purposes)
        assert on() == purposes
        assert 'class="choice"' not in visitor.get("/en/").content.decode(), "who has chosen is not asked again"
    switch(visitor, "measure", "everything", "<script>")
    assert on() == {"measure"}


def test_measured_and_not_chosen_for_she_finds_nothing_concluded_and_nothing_chosen(visitor: Any) -> None:
    from frontrow.web.learning import store

    switch(visitor, "measure")
    do(visitor, ("save", "serein-03"))
    assert intake(visitor) == 202
    page = visitor.get("/en/me/").content.decode()
    assert "You saved Afterglow" not in page and "Nothing is concluded about you" in page
    assert len(store().since(0)) == 2
    switch(visitor, "personalise")
    assert "You saved Afterglow" in visitor.get("/en/me/").content.decode()
    assert store().since(0) == [], "what she did is counted no more, from the first day on"


def test_taking_measuring_back_takes_her_out_of_what_the_recommender_counts(visitor: Any) -> None:
    from frontrow.web.learning import engine

    agree(visitor)
    do(visitor, ("save", "serein-03"), ("save", "ondo-01"))
    engine().refresh()
    assert engine().ranker().visitors == 1
    switch(visitor, "personalise")
    assert engine().ranker().visitors == 0
    switch(visitor, "personalise", "measure")
    engine().refresh()
    assert engine().ranker().visitors == 1
    engine().stop()


def test_erasing_asks_for_a_form_not_a_link(visitor: Any) -> None:
    for door in ("erase", "export", "choice"):
        assert visitor.get(f"/en/me/{door}/").status_code == 405


@pytest.mark.parametrize("forged", ["abc", "A" * 22 + "." + "B" * 43])
def test_a_forged_visitor_is_nobody(visitor: Any, forged: str) -> None:
    visitor.cookies["fr_consent"], visitor.cookies["fr_visitor"] = "yes", forged
    data = visitor.post("/en/me/export/").json()
    assert data["visitor"] is None


def test_what_is_concluded_is_told_and_may_be_denied_and_taken_back(visitor: Any) -> None:
    agree(visitor)
    do(visitor, ("save", "ondo-01"), ("save", "ondo-03"), ("linger", "ondo-01"), ("attend", "first-light"))
    page = visitor.get("/en/me/").content.decode()
    assert "You seem drawn to the work of Kiosk Ondo" in page
    assert "What is not known" in page
    answer = visitor.post("/en/me/not-true/", {"facet": "houses", "label": "ondo"})
    assert answer.status_code == 302
    page = visitor.get("/en/me/").content.decode()
    assert "You seem drawn to the work of Kiosk Ondo" not in page
    assert "What you said is not true" in page and "said it is not true:" in page
    assert "说过不属实" in visitor.get("/zh-hans/me/").content.decode()
    visitor.post("/en/me/not-true/", {"facet": "houses", "label": "ondo", "again": "1"})
    assert "You seem drawn to the work of Kiosk Ondo" in visitor.get("/en/me/").content.decode()
    assert visitor.post("/en/me/not-true/", {"facet": "age", "label": "thirty"}).status_code == 400
    told = visitor.post("/en/me/export/").json()["remembered"]["interactions"]["interactions"]
    assert [one["value"] for one in told if one["item"] == "trait:houses:ondo"] == [None, 0.0]


def test_a_visitor_reads_where_she_belongs_and_why(visitor: Any, parted: dict[str, list[str]]) -> None:
    agree(visitor)
    assert "Too little is known" in visitor.get("/en/me/").content.decode()
    do(visitor, *[("save", look) for look in parted["ondo"]])
    page = visitor.get("/en/me/").content.decode()
    assert "You look at what visitors drawn to" in page and "Ondo" in page
    assert "What you have in common" in page
    assert "与偏爱" in visitor.get("/zh-hans/me/").content.decode()
