"""What the organiser, chance, and the visitor's own no do to what she is shown, and what she is told about it."""

import html
import json
import re
import time
from typing import Any

import pytest

from .test_for_you import slate
from .test_me import agree, do


def organiser(**rule: Any) -> Any:
    from frontrow.web.audit.actor import HOUSE
    from frontrow.web.rules.actions.change_rule import set_rule
    from frontrow.web.rules.models import Rule

    return set_rule(Rule(**rule), HOUSE)


def look(slug: str) -> Any:
    from frontrow.web.season.models import Look

    return Look.objects.get(slug=slug)


def front(visitor: Any, language: str = "en") -> tuple[list[str], str]:
    return slate(visitor.get(f"/{language}/").content.decode())


def logged(part: str) -> list[float]:
    found = json.loads(html.unescape(part.split('data-propensities="')[1].split('"')[0]))
    return [float(chance) for chance in found]


def test_a_pinned_look_comes_first_for_certain_and_says_who_put_it_there(visitor: Any) -> None:
    agree(visitor)
    do(visitor, ("save", "serein-03"))
    organiser(act="pin", look=look("vardholm-02"))
    items, part = front(visitor)
    assert items[0] == "vardholm-02"
    assert logged(part)[0] == 1.0
    assert "Placed here by the organisers." in part
    assert "由主办方安排在此。" in front(visitor, "zh-hans")[1]


def test_what_is_hidden_or_held_back_is_on_no_slate(visitor: Any) -> None:
    from datetime import UTC, datetime, timedelta

    from frontrow.web.season.models import House

    organiser(act="hide", look=look("serein-02"))
    organiser(act="embargo", house=House.objects.get(slug="ondo"), ends=datetime.now(UTC) + timedelta(hours=1))
    for page in ("/en/", "/en/looks/serein-03/"):
        items, _ = slate(visitor.get(page).content.decode())
        assert not {"serein-02", "ondo-01", "ondo-02", "ondo-03", "ondo-04", "ondo-05"} & set(items)


def test_what_is_for_some_regions_is_shown_where_the_proxy_says_so(visitor: Any, monkeypatch: Any) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "REGION_HEADER", "X-Country")
    organiser(act="region", look=look("serein-02"), regions="no se")
    page = "/en/looks/serein-03/"
    assert "serein-02" not in slate(visitor.get(page).content.decode())[0]
    assert "serein-02" in slate(visitor.get(page, headers={"X-Country": "SE"}).content.decode())[0]


def test_a_rule_that_says_too_little_is_refused(visitor: Any) -> None:
    from django.core.exceptions import ValidationError

    for wrong in (
        {"act": "pin"},
        {"act": "region", "look": look("ondo-01")},
        {"act": "embargo", "look": look("ondo-01")},
    ):
        with pytest.raises(ValidationError):
            organiser(**wrong)


def test_every_change_of_a_rule_is_kept_with_who_made_it(visitor: Any) -> None:
    from django.contrib.auth import get_user_model

    from frontrow.web.rules.models import Rule, RuleChange

    ada = get_user_model().objects.create_superuser("ada", password="correct horse battery")
    visitor.force_login(ada)
    form = {"act": "pin", "look": look("ondo-02").pk, "position": 2, "place": "", "regions": "", "note": "press day"}
    form |= {f"{name}_{part}": "" for name in ("starts", "ends") for part in (0, 1)}
    assert visitor.post("/admin/rules/rule/add/", form).status_code == 302
    rule = Rule.objects.get()
    assert visitor.post(f"/admin/rules/rule/{rule.pk}/change/", form | {"position": 1}).status_code == 302
    assert visitor.post(f"/admin/rules/rule/{rule.pk}/delete/", {"post": "yes"}).status_code == 302
    changes = list(RuleChange.objects.order_by("id"))
    assert [(change.by, bool(change.before), bool(change.after)) for change in changes] == [
        (ada, False, True),
        (ada, True, True),
        (ada, True, False),
    ]
    assert (changes[1].before["position"], changes[1].after["position"]) == (2, 1)
    assert visitor.get("/admin/rules/rulechange/").status_code == 200
    assert visitor.get("/admin/rules/rulechange/add/").status_code == 403


def test_chances_are_logged_as_they_are(visitor: Any) -> None:
    """Many visitors with the same past see different slates; how often agrees with what their slates say."""
    from django.test import Client

    seen: dict[str, list[float]] = {}
    visitors = 32
    for _ in range(visitors):
        browser = Client()
        agree(browser)
        items, part = front(browser)
        seen.setdefault(items[0], []).append(logged(part)[0])
    assert len(seen) > 1
    for chances in seen.values():
        assert len(set(chances)) == 1, "the same look in the same place is always equally likely"
        expected = chances[0]
        error = (expected * (1 - expected) / visitors) ** 0.5
        assert abs(len(chances) / visitors - expected) < 4 * error  # one run in 16,000 falls outside by chance


def test_who_turns_back_meets_the_same_slate(visitor: Any) -> None:
    agree(visitor)
    assert len({tuple(front(visitor)[0]) for _ in range(5)}) == 1


def test_why_this_says_every_part_and_the_parts_make_a_hundred_percent(visitor: Any) -> None:
    agree(visitor)
    do(visitor, ("save", "serein-03"))
    _, part = front(visitor)
    cards = part.split("<details")[1:]
    assert len(cards) == 4
    for card in cards:
        assert not re.search(r"<dt>-", card), "below zero stands a minus sign, not a hyphen"
        shares = [int(found.replace("−", "-")) for found in re.findall(r"<dt>(−?\d+) %</dt>", card)]
        held_back = [share for share in shares if share < 0]
        assert "Smaller reasons" not in card or abs(shares[-1]) <= 10
        assert sum(shares) - sum(held_back) == pytest.approx(100, abs=2), "rounded one by one"
        assert 'href="/en/me/#learning"' in card


def test_not_interested_works_without_a_script_and_can_be_undone(visitor: Any) -> None:
    items, _ = front(visitor)
    gone = items[0]
    answer = visitor.post(f"/en/looks/{gone}/dismiss/", {"next": "/en/"}, follow=True)
    items, _ = slate(answer.content.decode())
    assert gone not in items
    assert "will not be shown to you here again" in answer.content.decode().split("</ol>", 2)[2]
    assert gone not in front(visitor)[0]
    visitor.post(f"/en/looks/{gone}/dismiss/", {"next": "/en/", "undo": "1"})
    assert front(visitor)[0][0] == gone


def test_with_consent_a_no_is_learnt_from_and_without_it_is_not(visitor: Any) -> None:
    from frontrow.recommend import Interaction
    from frontrow.web.learning import store

    def remembered() -> list[tuple[str, float | None]]:
        entries = [stored.entry for stored in store().since(0)]
        return [(each.event, each.value) for each in entries if isinstance(each, Interaction)]

    visitor.post("/en/looks/ondo-01/dismiss/")
    assert remembered() == []
    agree(visitor)
    answer = visitor.post("/en/looks/ondo-02/dismiss/", headers={"Accept": "application/json"})
    assert answer.json() == {"dismissed": True}
    visitor.post("/en/looks/ondo-02/dismiss/", {"undo": "1"})
    assert remembered() == [("dismiss", None), ("dismiss", 0.0)]
    assert visitor.post("/en/me/export/").json()["not_interested"] == ["ondo-01"]


def test_what_she_was_shown_all_day_makes_room(visitor: Any) -> None:
    from frontrow.recommend import Impression
    from frontrow.web import learning

    agree(visitor)
    who = learning.verify(visitor.cookies["fr_visitor"].value, learning.server_key(learning.settings.HOME.root))
    first, _ = front(visitor)
    slates = [Impression(who, f"s{n}", tuple(first), time.time() - 60 * n, "front/for-you") for n in range(6)]
    learning.store().append(slates)
    assert not set(first) & set(front(visitor)[0])


def test_new_designers_have_their_share_of_all_slates(visitor: Any) -> None:
    """Kiosk Ondo is new; a visitor who likes another house alone would never meet it."""
    from frontrow.web.slate import floor

    agree(visitor)
    do(visitor, ("save", "serein-01"), ("save", "vardholm-01"))
    for _ in range(30):
        front(visitor)
    assert floor().reached >= 0.145


def test_a_gown_is_finished_by_a_coat_in_words_that_are_facts(visitor: Any) -> None:
    page = visitor.get("/en/looks/serein-04/").content.decode()
    part = page.split('data-slate="look/complete"')[1].split("</ol>")[0]
    assert 'data-item="vardholm-04"' in part
    assert "Straight coat with lapels to wear over it: " in part
    chinese = visitor.get("/zh-hans/looks/serein-04/").content.decode()
    assert "可外搭" in chinese
    organiser(act="hide", look=look("vardholm-04"))
    assert "look/complete" not in visitor.get("/en/looks/serein-04/").content.decode()


def test_a_visitor_who_likes_a_house_is_sent_to_its_show_next(visitor: Any) -> None:
    agree(visitor)
    do(visitor, ("save", "serein-01"), ("save", "serein-03"))
    others = visitor.get("/en/shows/ondo-kiosk/").content.decode().split("What to watch next")[1].split("</section>")[0]
    shows = re.findall(r"/en/shows/([a-z-]+)/", others)
    assert shows[0] == "serein-night"
    assert sorted(shows) == ["first-light", "serein-night", "vardholm-line"]
    assert "programme-reason" in others and "which you saved" in others
