"""The house as data: what a script may read and write, and what it is told when it may not."""

from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def script(home: Any) -> Client:
    """A program with a browser's session: it must send the key, as any other site would have to."""
    return Client(enforce_csrf_checks=True)


def keyed(script: Client) -> dict[str, str]:
    return {"X-CSRFToken": script.get("/api/session").json()["key"]}


def test_the_season_the_looks_and_the_shows_can_be_read(script: Client) -> None:
    season = script.get("/api/seasons").json()[0]
    slugs = [house["slug"] for house in season["houses"]]
    assert "ondo" in slugs
    looks = script.get("/api/looks?house=ondo").json()
    assert {look["house"]["slug"] for look in looks} == {"ondo"}
    look = script.get(f"/api/looks/{looks[0]['slug']}").json()
    assert look["price"] == {"amount": "320.00", "currency": "EUR"}
    assert look["garments"][0]["fabric"]
    assert script.get("/api/houses/ondo").json()["looks"] == [each["slug"] for each in looks]
    shows = script.get("/api/shows").json()
    assert looks[0]["slug"] in {slug for show in shows for slug in show["looks"]}


def test_a_look_costs_what_its_page_says_or_what_it_costs_in_the_market_that_is_asked_for(script: Client) -> None:
    def price(query: str = "", **more: Any) -> Any:
        listed = {look["slug"]: look for look in script.get(f"/api/looks{query}", **more).json()}
        one = script.get(f"/api/looks/ondo-01{query}", **more).json()
        assert one["price"] == listed["ondo-01"]["price"] == one["offers"][0]["price"]
        return one["price"]

    assert price() == {"amount": "320.00", "currency": "EUR"}
    assert price("?market=jp") == {"amount": "52800", "currency": "JPY"}
    assert price(headers={"Accept-Language": "ja-JP,ja;q=0.9"}) == {"amount": "52800", "currency": "JPY"}
    assert price("?market=eu", headers={"Accept-Language": "ja-JP"})["currency"] == "EUR"
    for wrong in ("?market=atlantis", "?market=%00", "?market="):
        answer = script.get(f"/api/looks{wrong}")
        assert answer.status_code in (404, 422) and "error" in answer.json()
    assert "there is: eu, gb, " in script.get("/api/looks/ondo-01?market=atlantis").json()["error"]
    markets = {market["slug"]: market for market in script.get("/api/markets").json()}
    assert markets["jp"]["countries"] == ["JP"] and not markets["us"]["taxed"]
    from frontrow.web.shop.models import Price

    Price.objects.filter(market__slug="jp", variant__look__slug="ondo-01").delete()
    answer = script.get("/api/looks/ondo-01?market=jp").json()
    assert answer["price"] is None and answer["offers"] == []


@pytest.mark.parametrize(
    ("sent", "english", "chinese"),
    [
        ({"size": "M"}, "line.look: This is missing.", "line.look: 缺少此项。"),
        ({"look": "ondo-01", "size": "M" * 9}, "line.size: At most 8 characters.", "line.size: 最多 8 个字符。"),
        ({"look": "?", "size": "M"}, "line.look: This is written in another way", "line.look: 写法与说明不符。"),
        ({"look": "ondo-01", "size": "M", "page": "x"}, "line.page: One of: 'look'", "line.page: 只能是其中之一："),
    ],
)
def test_what_was_sent_wrongly_is_said_in_the_readers_language(
    script: Client, sent: dict[str, str], english: str, chinese: str
) -> None:
    key = keyed(script)
    for language, said in (("en", english), ("zh-Hans", chinese)):
        headers = key | {"Accept-Language": language}
        answer = script.post("/api/bag", sent, content_type="application/json", headers=headers)
        assert answer.status_code == 422 and answer.json()["error"].startswith(said)


def test_the_page_for_people_says_every_operation_in_chinese(script: Client) -> None:
    import re

    page = script.get("/zh-hans/api/").content.decode()
    said = re.findall(r"</dt><dd>(.*?) <span", page) + re.findall(r"<h2>(.*?)</h2>", page)
    assert len(said) > 20 and not [each for each in said if each.isascii()]


def test_titles_answer_in_the_readers_language(script: Client) -> None:
    english = script.get("/api/seasons").json()[0]["title"]
    chinese = script.get("/api/seasons", headers={"Accept-Language": "zh-Hans"}).json()[0]["title"]
    assert english != chinese and not chinese.isascii()


def test_a_look_is_saved_and_let_go(script: Client) -> None:
    key = keyed(script)
    for _ in range(2):
        assert script.put("/api/saved/ondo-01", headers=key).status_code == 204
    assert [each["look"] for each in script.get("/api/saved").json()] == ["ondo-01"]
    script.delete("/api/saved/ondo-01", headers=key)
    assert script.get("/api/saved").json() == []


def test_a_writer_without_the_key_is_told_where_it_is(script: Client) -> None:
    answer = script.put("/api/saved/ondo-01")
    assert answer.status_code == 403
    assert answer.json() == {"error": "Send the key of /api/session in the header X-CSRFToken."}


@pytest.mark.parametrize("path", ["/api/looks/none-99", "/api/nothing", "/api/shows/none", "/api/houses/none"])
def test_what_is_not_there_is_said_as_data(script: Client, path: str) -> None:
    answer = script.get(path)
    assert (answer.status_code, answer.json()) == (404, {"error": "There is nothing here."})


def test_too_many_writes_are_refused_as_data(script: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from frontrow.web import locks

    now = locks.time.monotonic()
    monkeypatch.setattr(locks.time, "monotonic", lambda: now)  # a slow machine lets nothing leak meanwhile
    answers = [script.put("/api/saved/ondo-01", REMOTE_ADDR="10.0.0.8") for _ in range(65)]
    assert answers[-1].status_code == 429
    assert answers[-1].json()["error"].startswith("Too much at once: try again in")


def test_the_page_for_people_names_every_operation(script: Client) -> None:
    page = script.get("/en/api/").content.decode()
    assert "/api/bag" in page and "Save a look. Twice is once." in page
    assert "cdn" not in page


def test_a_look_says_what_can_be_had_and_what_it_costs_where_the_visitor_is(script: Client) -> None:
    from frontrow.web.shop.models import Variant

    Variant.objects.filter(look__slug="ondo-01", size="XS").update(stock=0)
    offers = {offer["size"]: offer for offer in script.get("/api/looks/ondo-01").json()["offers"]}
    assert offers["M"] == offers["M"] | {"available": True, "text": "€320", "days": 2}
    assert not offers["XS"]["available"]
    assert offers["made"]["price"] == {"amount": "400.00", "currency": "EUR"}
    key = keyed(script)
    script.post("/en/bag/place/", {"country": "JP"}, headers=key)
    offers = {offer["size"]: offer for offer in script.get("/api/looks/ondo-01").json()["offers"]}
    assert offers["M"]["price"] == {"amount": "52800", "currency": "JPY"}
    chinese = script.get("/api/looks/ondo-01", headers={"Accept-Language": "zh-Hans"}).json()
    assert chinese["offers"][2]["text"] == "JP¥52,800"


def test_what_is_sold_out_does_not_come_into_the_bag(script: Client) -> None:
    from frontrow.web.shop.models import Variant

    Variant.objects.filter(look__slug="ondo-01", size="XS").update(stock=0)
    key = keyed(script)
    put = {"look": "ondo-01", "size": "XS", "page": "show"}
    answer = script.post("/api/bag", put, content_type="application/json", headers=key)
    assert (answer.status_code, answer.json()) == (400, {"error": "Marble Cake in XS is sold out."})
    answer = script.post("/api/bag", put | {"size": "M"}, content_type="application/json", headers=key)
    assert answer.status_code == 201
    assert 'value="XS" disabled' in script.get("/en/looks/ondo-01/").content.decode()
