"""Saving and the bag need no account, no consent and no script."""

from typing import Any

from django.test import Client


def test_nothing_is_set_in_the_browser_by_looking_round_but_the_form_key(visitor: Any) -> None:
    for page in ("", "looks/ondo-01/", "me/", "bag/", "studio/"):
        visitor.get(f"/en/{page}")
    assert set(visitor.cookies) <= {"fr_csrf"}


def test_a_look_is_saved_and_let_go_without_consent(visitor: Any) -> None:
    visitor.post("/en/looks/ondo-01/save/", {"next": "/en/looks/ondo-01/"})
    assert "Marble Cake" in visitor.get("/en/me/").content.decode()
    assert "fr_visitor" not in visitor.cookies
    assert 'aria-pressed="true"' in visitor.get("/en/looks/ondo-01/").content.decode()
    visitor.post("/en/looks/ondo-01/save/")
    assert "Marble Cake" not in visitor.get("/en/me/").content.decode()


def test_a_script_gets_the_answer_as_data(visitor: Any) -> None:
    answer = visitor.post("/en/looks/ondo-01/save/", headers={"Accept": "application/json"})
    assert answer.json() == {"saved": True, "count": 1}


def test_the_bag_counts_and_adds_up(visitor: Any) -> None:
    for size in ("M", "M", "L"):
        visitor.post("/en/looks/ondo-01/bag/", {"size": size})
    visitor.post("/en/looks/serein-03/bag/", {"size": "S"})
    text = visitor.get("/en/bag/").content.decode()
    assert "€2,652" in text  # 3 × 320 + 1680 and 12 for delivery
    assert '<p class="bag-price">€640</p>' in text  # 2 × 320
    line = text.split('action="/en/bag/')[1].split("/")[0]
    visitor.post(f"/en/bag/{line}/", {"quantity": "1"})
    assert "€2,332" in visitor.get("/en/bag/").content.decode()
    visitor.post(f"/en/bag/{line}/", {"quantity": "0"})
    assert "€2,012" in visitor.get("/en/bag/").content.decode()


def test_what_is_not_shown_yet_is_neither_kept_nor_sold(visitor: Any) -> None:
    from frontrow.web.season.models import Season
    from frontrow.web.shop.models import BagLine, Saved

    key = visitor.get("/api/session").json()["key"]
    Season.objects.update(published=False)
    for door in ("bag", "save", "dismiss"):
        assert visitor.post(f"/en/looks/ondo-01/{door}/", {"size": "M"}).status_code == 404
    asked = {"content_type": "application/json", "headers": {"X-CSRFToken": key}}
    assert visitor.post("/api/bag", {"look": "ondo-01", "size": "M"}, **asked).status_code == 404
    assert visitor.put("/api/saved/ondo-01", **asked).status_code == 404
    assert not BagLine.objects.exists() and not Saved.objects.exists()


def test_a_size_nobody_cuts_is_refused_in_words(visitor: Any) -> None:
    visitor.post("/en/looks/ondo-01/bag/", {"size": "<b>"})
    text = visitor.get("/en/bag/").content.decode()
    assert "Choose one of the sizes." in text
    assert "Nothing here yet." in text


def test_one_visitor_cannot_touch_anothers_bag(visitor: Any) -> None:
    from frontrow.web.shop.models import BagLine

    visitor.post("/en/looks/ondo-01/bag/", {"size": "M"})
    stranger = Client()
    stranger.post(f"/en/bag/{BagLine.objects.get().pk}/")
    assert BagLine.objects.count() == 1
    assert "Marble Cake" not in stranger.get("/en/bag/").content.decode()


def test_after_a_form_nobody_is_sent_to_another_site(visitor: Any) -> None:
    answer = visitor.post("/en/looks/ondo-01/save/", {"next": "https://elsewhere.example/"})
    assert answer.url == "/en/looks/ondo-01/"
