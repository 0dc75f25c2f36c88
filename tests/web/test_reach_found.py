"""How the house is found: by search engines, feed readers, calendars, and by those a page is sent to."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def said(text: str) -> list[dict[str, Any]]:
    """The schema.org objects of a page."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    assert found
    whole = json.loads(found[1])
    assert whole["@context"] == "https://schema.org"
    return list(whole["@graph"])


def of_kind(text: str, kind: str) -> dict[str, Any]:
    (found,) = [each for each in said(text) if kind in each["@type"]]
    return found


def meta(text: str, name: str) -> str:
    found = re.search(rf'<meta (?:property|name)="{re.escape(name)}" content="([^"]*)">', text)
    return found[1] if found else ""


def test_a_page_has_one_address_whatever_is_asked_with_it_and_names_its_other_languages(visitor: Any) -> None:
    text = visitor.get("/zh-hans/looks/ondo-01/?q=low&utm_source=x").content.decode()
    assert '<link rel="canonical" href="http://testserver/zh-hans/looks/ondo-01/">' in text
    named = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', text))
    assert named == {
        "en": "http://testserver/en/looks/ondo-01/",
        "zh-hans": "http://testserver/zh-hans/looks/ondo-01/",
        "x-default": "http://testserver/looks/ondo-01/",
    }
    chinese = {"Accept-Language": "zh-CN"}
    assert visitor.get("/looks/ondo-01/", headers=chinese).url == "/zh-hans/looks/ondo-01/"


@pytest.mark.parametrize("path", ["me/", "bag/", "account/sign-in/", "nowhere/"])
def test_what_is_somebodys_own_or_nowhere_asks_not_to_be_found(visitor: Any, path: str) -> None:
    text = visitor.get(f"/en/{path}").content.decode()
    assert meta(text, "robots") == "noindex"
    assert "canonical" not in text and "hreflang=" not in text.partition("</head>")[0]


def test_the_known_address_of_the_house_is_used_whatever_host_was_asked(visitor: Any) -> None:
    from django.test.utils import override_settings

    with override_settings(SITE="https://week.example/"):
        pages = [visitor.get(path).content.decode() for path in ("/en/looks/ondo-01/", "/sitemap.xml", "/robots.txt")]
    assert '<link rel="canonical" href="https://week.example/en/looks/ondo-01/">' in pages[0]
    assert "testserver" not in pages[0].partition("</head>")[0] + pages[1] + pages[2]


def test_a_look_says_to_machines_what_its_page_says_to_people(visitor: Any, made: Any) -> None:
    made("serein-03")
    text = visitor.get("/en/looks/serein-03/").content.decode()
    product = of_kind(text, "Product")
    assert product["name"] == meta(text, "og:title").partition(",")[0]
    assert product["brand"]["name"] == "Serein" and product["brand"]["url"] == "http://testserver/en/houses/serein/"
    assert product["image"] and all(image.startswith("http://testserver/media/looks/") for image in product["image"])
    sizes = {offer["sku"].rpartition("-")[2] for offer in product["offers"]}
    assert {"XS", "M", "3XL"} <= sizes
    price = product["offers"][0]["price"]
    assert float(price) > 0 and f"{float(price):,.0f}" in text
    assert {offer["priceCurrency"] for offer in product["offers"]} == {"EUR"}
    assert {offer["availability"].rpartition("/")[2] for offer in product["offers"]} <= {
        "InStock",
        "MadeToOrder",
        "OutOfStock",
    }
    (file,) = product["subjectOf"]["encoding"]
    assert file["contentUrl"].endswith(".glb") and file["encodingFormat"] == "model/gltf-binary"
    way = of_kind(text, "BreadcrumbList")["itemListElement"]
    assert [step["position"] for step in way] == [1, 2, 3]
    assert way[-1]["item"] == "http://testserver/en/looks/serein-03/"
    assert meta(text, "og:type") == "product" and meta(text, "og:image").startswith("http://testserver/media/looks/")


def test_a_text_cannot_leave_the_element_it_is_told_to_machines_in(visitor: Any, made: Any) -> None:
    from frontrow.web.season.models import Look

    evil = '</script><script>alert("1")</script>&'
    Look.objects.filter(slug="ondo-01").update(title={"en": evil}, text={"en": evil})
    text = visitor.get("/en/looks/ondo-01/").content.decode()
    assert "<script>alert" not in text
    assert of_kind(text, "Product")["name"] == evil
    assert 'content="&lt;/script&gt;' in text


def test_a_show_with_an_hour_is_an_event_and_one_that_loops_is_none(visitor: Any) -> None:
    event = of_kind(visitor.get("/zh-hans/shows/serein-night/").content.decode(), "Event")
    begins, ends = datetime.fromisoformat(event["startDate"]), datetime.fromisoformat(event["endDate"])
    assert begins.astimezone(UTC).strftime("%H:%M") == "20:00" and ends > begins and ends > datetime.now(UTC)
    assert event["location"] == {"@type": "VirtualLocation", "url": "http://testserver/zh-hans/shows/serein-night/"}
    assert event["eventSchedule"]["repeatFrequency"] == "P1D"
    assert {each["name"] for each in event["performer"]} == {"Serein"} and event["organizer"]["name"] == "Front Row"
    assert event["inLanguage"] == "zh-hans"
    loop = said(visitor.get("/en/shows/first-light/").content.decode())
    assert [each["@type"] for each in loop] == ["BreadcrumbList"]


def test_the_front_says_whose_house_it_is_and_a_house_who_it_is(visitor: Any) -> None:
    site = of_kind(visitor.get("/en/").content.decode(), "WebSite")
    assert site["alternateName"] == "First Light" and site["publisher"]["@type"] == "Organization"
    house = of_kind(visitor.get("/en/houses/ondo/").content.decode(), "Organization")
    assert house["name"] == "Kiosk Ondo" and house["slogan"]


def test_the_sitemap_has_every_public_page_in_each_language_and_each_opens(visitor: Any, made: Any) -> None:
    made("ondo-01")
    tree = ElementTree.fromstring(visitor.get("/sitemap.xml").content)
    found = {url.findtext(f"{MAP}loc"): url for url in tree}
    english = {loc for loc in found if loc and "/en/" in loc}
    assert {loc.replace("/en/", "/zh-hans/") for loc in english} == set(found) - english
    assert "http://testserver/en/looks/ondo-01/" in found and "http://testserver/en/houses/serein/" in found
    assert not [loc for loc in found if "/me/" in str(loc) or "/bag/" in str(loc)]
    links = found["http://testserver/en/shows/first-light/"].findall(LINK)
    assert [link.get("hreflang") for link in links] == ["en", "zh-hans", "x-default"]
    for loc in sorted(english):
        answer = visitor.get(loc.removeprefix("http://testserver"))
        assert answer.status_code == 200, loc
        assert f'<link rel="canonical" href="{loc}">' in answer.content.decode(), loc
    assert "Sitemap: http://testserver/sitemap.xml" in visitor.get("/robots.txt").content.decode()


def test_what_is_not_published_is_in_no_sitemap_and_no_feed(visitor: Any, made: Any) -> None:
    from frontrow.web.season.models import Look

    made("ondo-01")
    assert b"ondo-01" in visitor.get("/en/feed.xml").content
    Look.objects.filter(slug="ondo-01").update(published=False)
    assert b"ondo-01" not in visitor.get("/sitemap.xml").content
    assert b"ondo-01" not in visitor.get("/en/feed.xml").content


def test_the_feed_tells_shows_and_looks_in_the_readers_language(visitor: Any, made: Any) -> None:
    made("ondo-01")
    answer = visitor.get("/zh-hans/feed.xml")
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    channel = ElementTree.fromstring(answer.content)[0]
    items = {item.findtext("link"): item for item in channel.findall("item")}
    look = items["http://testserver/zh-hans/looks/ondo-01/"]
    assert channel.findtext("language") == "zh-hans" and look.findtext("category") == "造型"
    assert "http://testserver/zh-hans/shows/serein-night/" in items
    assert 'type="application/rss+xml"' in visitor.get("/zh-hans/").content.decode()


def test_a_calendar_reads_the_shows_and_rings_ten_minutes_before(visitor: Any) -> None:
    from icalendar import Calendar

    answer = visitor.get("/zh-hans/calendar.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.content)
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert set(events) == {f"{slug}-daily@testserver" for slug in ("vardholm-line", "ondo-kiosk", "serein-night")}
    night = events["serein-night-daily@testserver"]
    assert night["dtstart"].dt.astimezone(UTC).strftime("%H:%M") == "20:00"
    assert night["rrule"]["freq"] == ["DAILY"]
    assert night.walk("VALARM")[0]["trigger"].dt.total_seconds() == -600
    assert str(night["url"]) == "http://testserver/zh-hans/shows/serein-night/"
    one = Calendar.from_ical(visitor.get("/en/shows/serein-night.ics").content)
    assert [str(event["uid"]) for event in one.walk("VEVENT")] == ["serein-night-daily@testserver"]
    assert visitor.get("/en/shows/first-light.ics").status_code == 404
    assert visitor.get("/en/shows/nothing.ics").status_code == 404


def test_scripts_of_other_pages_may_read_what_is_public_and_nothing_else(visitor: Any, made: Any) -> None:
    made("ondo-01")
    foreign = {"Origin": "https://shop.example"}
    for path in ("/api/looks/ondo-01", "/api/shows", "/api/houses/ondo"):
        answer = visitor.get(path, headers=foreign)
        assert answer.headers["Access-Control-Allow-Origin"] == "*", path
        assert "Access-Control-Allow-Credentials" not in answer.headers
    for path in ("/api/session", "/api/bag", "/en/me/", "/en/looks/ondo-01/"):
        assert "Access-Control-Allow-Origin" not in visitor.get(path, headers=foreign).headers, path
    assert "Access-Control-Allow-Origin" not in visitor.post("/api/looks/ondo-01", headers=foreign).headers


def test_the_embedding_page_shows_the_look_that_is_asked_for_and_no_other_markup(visitor: Any, made: Any) -> None:
    made("ondo-01", "serein-03")
    page = visitor.get("/en/embed/?look=serein-03").content.decode()
    assert '<frontrow-look look="serein-03">' in page
    assert '&lt;frontrow-look look="serein-03"&gt;' in page and "http://testserver/embed.js" in page
    assert "<script>alert" not in visitor.get("/en/embed/?look=<script>alert(1)</script>").content.decode()


def test_a_wide_picture_is_drawn_from_the_looks_own_file_and_a_strip_from_posters(home: Path, made: Any) -> None:
    import numpy as np
    from PIL import Image

    from frontrow.web.reach.cards import card_of_look, posters, strip_path
    from frontrow.web.reach.drawing import Cards, draw_strip, missing
    from frontrow.web.season.models import Look
    from frontrow.web.studio.models import LookAsset

    made("ondo-01", "ondo-02")
    looks = list(Look.objects.filter(slug__startswith="ondo").select_related("asset"))
    wanted = dict(missing())
    assert {path for path in wanted if path.endswith(".card.jpg")} == {
        asset.poster.replace(".webp", ".card.jpg") for asset in LookAsset.objects.filter(state="ready")
    }
    assets = posters(looks)
    for asset, colour in zip(assets, ("#b23c22", "#20408a"), strict=True):
        path = home / "media" / asset.poster
        path.parent.mkdir(parents=True, exist_ok=True)
        paper = Image.new("RGB", (900, 1200), "#f4f0e8")
        paper.paste(colour, (300, 200, 600, 1100))
        paper.save(path)
        assert card_of_look(asset, "x").path == asset.poster_url  # type: ignore[union-attr]
    target = strip_path(assets)
    assert draw_strip.call([asset.poster for asset in assets], target) == target
    picture = Image.open(home / "media" / target)
    assert picture.size == (1200, 630)
    middles = np.asarray(picture)[315, (300, 900)].astype(int)
    assert np.abs(middles - [(0xB2, 0x3C, 0x22), (0x20, 0x40, 0x8A)]).max() < 12
    assert target not in dict(missing())
    from django_tasks_db.models import DBTaskResult

    before, cards = DBTaskResult.objects.count(), Cards()
    cards()
    asked = DBTaskResult.objects.count() - before
    cards._next = 0.0
    cards()
    assert asked == len(missing()) and DBTaskResult.objects.count() == before + asked, "each is asked for once"


def test_a_story_is_passed_on_with_its_author_its_licence_and_the_looks_in_it(visitor: Any, made: Any) -> None:
    from frontrow.web.stories.models import Story

    made("ondo-01", "serein-01", "vardholm-01")
    story = Story.objects.shown().exclude(looks=None).filter(licence__startswith="cc-by").first()
    assert story is not None
    text = visitor.get(f"/en/stories/{story.slug}/").content.decode()
    article = of_kind(text, "Article")
    assert article["headline"] == str(story) and article["author"]["name"] == story.author.name
    assert article["license"].startswith("https://creativecommons.org/") and article["about"][0]["@type"] == "Product"
    assert meta(text, "og:type") == "article"
    feed = visitor.get("/en/feed.xml").content.decode()
    assert f"<link>http://testserver/en/stories/{story.slug}/</link>" in feed
    assert f"http://testserver/en/stories/{story.slug}/" in visitor.get("/sitemap.xml").content.decode()
    Story.objects.filter(pk=story.pk).update(state="draft")
    assert f"/stories/{story.slug}/" not in visitor.get("/sitemap.xml").content.decode()
    assert f"/stories/{story.slug}/" not in visitor.get("/en/feed.xml").content.decode()


def test_the_organiser_sees_how_pages_are_passed_on_and_what_they_lack(visitor: Any, made: Any) -> None:
    from django.contrib.auth import get_user_model

    from frontrow.web.season.models import Look

    made("ondo-01")
    Look.objects.filter(slug="ondo-01").update(text={"en": "A dress."})
    assert visitor.get("/en/backstage/reach/").url.startswith("/en/account/sign-in/")
    guest = get_user_model().objects.create_user("guest", "guest@example.com", "a-long-password")
    visitor.force_login(guest)
    assert visitor.get("/en/backstage/reach/").status_code == 403
    visitor.force_login(get_user_model().objects.create_superuser("chief", "chief@example.com", "a-long-password"))
    text = visitor.get("/en/backstage/reach/").content.decode().partition('class="reach-pages"')[2]
    pages = {part.partition('"')[0]: part for part in text.split('<li><a href="')[1:]}
    assert {"/", "/en/shows/serein-night/", "/en/houses/ondo/"} <= set(pages)
    lacks = re.findall(r"<li>([^<]+)</li>", pages["/en/looks/ondo-01/"])
    assert lacks == ["No description in 简体中文.", "The wide picture is not drawn yet; the poster stands in."]
    assert "<img" in pages["/en/looks/ondo-01/"] and "<img" not in pages["/en/looks/ondo-02/"]


def test_the_page_without_a_network_is_of_nobody_and_nothing_of_a_visitor_is_kept_for_others(visitor: Any) -> None:
    visitor.post("/en/looks/ondo-01/bag/", {"size": "M"})
    page = visitor.get("/offline.html")
    said = page.content.decode()
    assert "There is no network." in said and "没有网络。" in said and '<section lang="zh-hans">' in said
    assert not [sign for sign in ("€", "Marble", "sessionid", "csrf", "<script", "/static/") if sign in said]
    assert "style-src 'sha256-" in page["Content-Security-Policy"] and not page.cookies
    for path in ("/en/", "/en/bag/", "/en/me/", "/en/looks/ondo-01/", "/api/session", "/api/looks", "/api/bag"):
        assert "public" not in visitor.get(path)["Cache-Control"] and "private" in visitor.get(path)["Cache-Control"]


def test_a_sign_that_xml_does_not_know_takes_the_feed_and_the_calendar_from_nobody(visitor: Any) -> None:
    from frontrow.web.shows.models import Show
    from frontrow.web.stories.models import Story

    story = Story.objects.get(slug="a-plumb-line")
    story.title = {"en": "A bell\x07 and an escape\x1b]0;\uffff"}
    story.save()
    Show.objects.filter(slug="serein-night").update(title={"en": "Night\r\nATTENDEE:mailto:eve@example.com"})
    feed = ElementTree.fromstring(visitor.get("/en/feed.xml").content)
    assert "A bell and an escape]0;" in [title.text for title in feed.iter("title")]
    calendar = visitor.get("/en/calendar.ics").content.decode()
    assert not [line for line in calendar.splitlines() if line.startswith("ATTENDEE")]
