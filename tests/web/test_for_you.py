"""For you: chosen at the next request by what the visitor did last, with a reason that is true."""

from typing import Any

from django.test import RequestFactory

from .test_me import agree, do


def slate(page: str) -> tuple[list[str], str]:
    """The looks chosen for her on the page, and the text of that part."""
    place = "look/close" if "look/close" in page else "front/for-you"
    part = page.split(f'data-slate="{place}"')[1].split("</ol>")[0]
    return [piece.split('"')[0] for piece in part.split('data-item="')[1:]], part


def test_without_consent_it_is_the_line_up_and_says_so(visitor: Any) -> None:
    text = visitor.get("/en/").content.decode()
    assert "Nothing is known about you." in text
    assert len(slate(text)[0]) == 4


def test_the_last_action_changes_the_next_page_and_is_named(visitor: Any) -> None:
    agree(visitor)
    before, _ = slate(visitor.get("/en/").content.decode())
    do(visitor, ("save", "serein-03"))
    after, part = slate(visitor.get("/en/").content.decode())
    assert after != before
    assert after[0].startswith("serein-")
    assert "Afterglow, which you saved" in part


def test_the_reason_is_in_the_readers_language(visitor: Any) -> None:
    agree(visitor)
    do(visitor, ("save", "serein-03"))
    _, part = slate(visitor.get("/zh-hans/").content.decode())
    assert "您收藏的“余晖”" in part


def test_a_look_page_shows_what_is_close_to_it(visitor: Any) -> None:
    items, part = slate(visitor.get("/en/looks/serein-03/").content.decode())
    assert "serein-03" not in items
    assert "Afterglow" in part


def test_the_slate_says_which_model_chose_it(visitor: Any) -> None:
    _, part = slate(visitor.get("/en/").content.decode())
    assert 'data-model="live-' in part
    assert 'data-slate-id="' in part
    assert 'data-propensities="[1.0, 1.0, 1.0, 1.0]"' in part, "where nothing may be learnt, nothing is left to chance"


def test_what_she_keeps_is_not_offered_again_though_nobody_told_the_recommender(visitor: Any) -> None:
    """Forms alone, without script or consent: saved and bagged looks make room for others."""
    first, second, *_ = slate(visitor.get("/en/").content.decode())[0]
    visitor.post(f"/en/looks/{first}/save/")
    visitor.post(f"/en/looks/{second}/bag/", {"size": "M"})
    items = slate(visitor.get("/en/").content.decode())[0]
    assert len(items) == 4 and not {first, second} & set(items)
    assert not {first, second} & set(slate(visitor.get(f"/en/looks/{items[0]}/").content.decode())[0])
    everything = offered(visitor)
    assert not {first, second} & everything
    visitor.post(f"/en/looks/{first}/save/")
    assert offered(visitor) == everything | {first}, "what she let go may come back"


def offered(visitor: Any) -> set[str]:
    """Every look that could be chosen for her."""
    from frontrow.web.slate import slate as chosen

    request = RequestFactory().get("/en/")
    request.session = visitor.session
    return {choice.look.slug for choice in chosen(request, 100, "front/for-you").choices}
