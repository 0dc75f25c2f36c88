"""Every page, in both languages, as a reader without JavaScript gets it."""

from html.parser import HTMLParser
from typing import Any

import pytest

PAGES = [
    "",
    "shows/",
    "shows/first-light/",
    "looks/serein-03/",
    "houses/ondo/",
    "me/",
    "bag/",
    "studio/",
    "nowhere/",
]

DATA = ("application/json", "application/ld+json")  # what no browser runs


class Page(HTMLParser):
    """What a browser would load, and what the policy would refuse."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.inline: list[str] = []
        self.headings: list[str] = []
        self.lang = ""
        self.images_without_words = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.lang = given.get("lang") or ""
        if tag in ("h1", "h2"):
            self.headings.append(tag)
        if tag == "img" and "alt" not in given:
            self.images_without_words += 1
        if tag == "script" and "src" not in given and given.get("type") not in DATA:
            self.inline.append("script")
        if tag == "style" or "style" in given:
            self.inline.append(tag)
        self.inline += [name for name in given if name.startswith("on")]
        loaded = {"img": "src", "script": "src", "source": "src"}.get(tag)
        if loaded and given.get("type") not in DATA:
            self.loads.append(given.get(loaded) or "")
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "preload", "modulepreload"):
            self.loads.append(given.get("href") or "")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("page", PAGES)
def test_each_page_reads_without_a_script_and_asks_nobody_else(
    visitor: Any, made: Any, page: str, language: str
) -> None:
    made("serein-03", "ondo-01")
    answer = visitor.get(f"/{language}/{page}")
    assert answer.status_code == (404 if page == "nowhere/" else 200)
    seen = Page(answer.content.decode())
    assert seen.lang == language
    assert seen.headings.count("h1") == 1
    assert not seen.inline
    assert not seen.images_without_words
    assert [load for load in seen.loads if not load.startswith(("/media/", "/assets/", "/season-"))] == []


def test_the_door_leads_to_the_readers_language(visitor: Any) -> None:
    assert visitor.get("/").url == "/en/"
    assert visitor.get("/", headers={"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5"}).url == "/zh-hans/"


def test_a_page_names_itself_in_the_other_language(visitor: Any) -> None:
    text = visitor.get("/en/looks/ondo-01/").content.decode()
    assert 'hreflang="zh-hans" href="http://testserver/zh-hans/looks/ondo-01/"' in text
    assert 'href="/zh-hans/looks/ondo-01/" lang="zh-hans"' in text


def test_the_look_page_tells_the_facts_in_the_readers_language(visitor: Any, made: Any) -> None:
    made("serein-03")
    english = visitor.get("/en/looks/serein-03/").content.decode()
    for fact in (
        "100% silk",
        "85 g/m²",
        "3.21 m²",
        "273 g",
        "178 cm",
        "84 · 62 · 90 cm",
        "€1,680",
        "Dry-clean",
    ):
        assert fact in english
    chinese = visitor.get("/zh-hans/looks/serein-03/").content.decode()
    for fact in ("桑蚕丝 100%", "余晖", "真丝缎", "干洗", "¥13,440"):
        assert fact in chinese


def test_a_look_that_is_not_made_yet_has_its_page(visitor: Any) -> None:
    text = visitor.get("/en/looks/ondo-02/").content.decode()
    assert "Being draped" in text
    assert 'data-glb=""' in text
    assert "178 cm" not in text  # nothing is said that has not been measured


def test_unpublished_things_cannot_be_found(visitor: Any) -> None:
    from frontrow.web.season.models import Look, Season

    Look.objects.filter(slug="ondo-01").update(published=False)
    assert visitor.get("/en/looks/ondo-01/").status_code == 404
    assert "/en/looks/ondo-01/" not in visitor.get("/en/").content.decode()
    Season.objects.update(published=False)
    assert visitor.get("/en/looks/ondo-02/").status_code == 404
    assert "Between seasons" in visitor.get("/en/").content.decode()


def test_a_broken_fabric_of_the_season_tears_no_page(visitor: Any) -> None:
    from frontrow.web.season.models import Cloth, Garment

    Cloth.objects.create(slug="mist", title={"en": "Mist"}, source="fabric: [")
    Garment.objects.filter(look__slug="ondo-01").update(fabric="mist")
    for path in ("", "looks/ondo-01/", "looks/ondo-02/", "me/"):
        assert visitor.get(f"/en/{path}").status_code == 200, path


def test_a_house_may_be_in_two_published_seasons(visitor: Any) -> None:
    from frontrow.web.season.models import Collection, House, Season

    later = Season.objects.create(slug="later", title={"en": "Later"}, opens="2027-03-01", published=True)
    Collection.objects.create(season=later, house=House.objects.get(slug="ondo"))
    for house in ("ondo", "serein"):  # serein is in the older one alone
        assert visitor.get(f"/en/houses/{house}/").status_code == 200


def test_look_json_says_how_far_it_is(visitor: Any, made: Any) -> None:
    assert visitor.get("/api/looks/ondo-01.json").json()["state"] == "waiting"
    made("ondo-01")
    answer = visitor.get("/api/looks/ondo-01.json").json()
    assert answer["state"] == "ready"
    assert answer["glb"].startswith("/media/looks/ondo-01/")
