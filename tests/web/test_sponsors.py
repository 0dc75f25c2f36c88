"""Sponsors on the pages: labelled, explained, switched off, capped, counted once, told with noise."""

import io
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from frontrow.errors import UserError

from .test_me import do

BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def season(home: Path) -> None:
    """Campaigns that began ten days ago and have spent nothing: they take every chance."""
    from frontrow.web.sponsors.model import forget
    from frontrow.web.sponsors.models import Campaign

    forget()
    Campaign.objects.update(starts=timezone.now() - timedelta(days=10))


@pytest.fixture
def organiser(home: Path) -> Any:
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    client.force_login(get_user_model().objects.create_superuser("chief", "chief@example.com", "a-long-password"))
    return client


def tokens(page: str) -> list[str]:
    return re.findall(r'data-sponsored="([^"]+)"', page)


def tell(client: Any, *rows: Any, **headers: str) -> Any:
    body = json.dumps({"seen": list(rows)})
    return client.post("/api/sponsors/seen", body, content_type="application/json", headers=BROWSER | headers)


def hall(client: Any) -> list[dict[str, Any]]:
    return client.get("/en/sponsors/hall/first-light.json").json()["places"]


def counts() -> tuple[int, int, int]:
    from django.db.models import Sum

    from frontrow.web.sponsors.models import Tally

    found = Tally.objects.aggregate(Sum("seen"), Sum("seconds"), Sum("clicked"))
    return found["seen__sum"] or 0, found["seconds__sum"] or 0, found["clicked__sum"] or 0


def test_a_sponsor_is_labelled_says_why_and_leads_to_its_page(visitor: Any, season: None) -> None:
    page = visitor.get("/en/").content.decode()
    (token,) = tokens(page)
    assert "<b>Sponsored</b>" in page and "by somebody invented" in page
    why = visitor.get(f"/en/sponsors/why/{token}/").content.decode()
    assert "Nothing that is known about you had a part in it." in why
    assert re.search(r"cost the sponsor [\d.]+ EUR", why)
    onward = visitor.get(f"/en/sponsors/go/{token}/")
    assert re.fullmatch(r"/en/sponsors/(marram|pellwick|vesperel)/", onward.url)
    assert "invented" in visitor.get(onward.url).content.decode()
    assert visitor.get("/en/sponsors/why/made-up/").status_code == 404
    assert visitor.get("/en/sponsors/go/made-up/").url == "/en/sponsors/"


def test_in_chinese_too(visitor: Any, season: None) -> None:
    page = visitor.get("/zh-hans/").content.decode()
    assert "赞助" in page and re.search("[\u4e00-\u9fff]", page[page.index("sponsored-words") :][:300])


def test_switched_off_nothing_is_shown_anywhere_until_it_is_switched_on(visitor: Any, season: None) -> None:
    assert tokens(visitor.get("/en/looks/ondo-01/").content.decode())
    visitor.post("/en/sponsors/choice/", {"sponsors": "off"})
    for page in ("/en/", "/en/looks/ondo-01/", "/en/shows/"):
        assert not tokens(visitor.get(page).content.decode())
    assert hall(visitor) == []
    visitor.post("/en/sponsors/choice/", {"sponsors": "on"})
    assert tokens(visitor.get("/en/").content.decode())


def test_nothing_is_counted_without_a_yes_nor_for_programs_other_sites_or_made_up_showings(
    visitor: Any, season: None
) -> None:
    (token,) = tokens(visitor.get("/en/").content.decode())
    assert tell(visitor, [token, 3]).status_code == 403
    visitor.cookies["fr_consent"] = "personalise.sponsors"
    assert tell(visitor, [token, 3]).status_code == 403
    visitor.cookies["fr_consent"] = "measure"
    assert tell(visitor, [token, 3], **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert tell(visitor, [token, 3], **{"User-Agent": "HeadlessChrome/140"}).status_code == 403
    assert tell(visitor, [token + "x", 3], ["x" * 3000, 1]).json() == {"counted": 0}
    for wrong in ([], [token], [token, "3"], [token, -1], [token, True, 1], [3, 3]):
        assert tell(visitor, wrong).status_code == 400
    assert visitor.post("/api/sponsors/seen", "{", content_type="application/json", headers=BROWSER).status_code == 400
    assert counts() == (0, 0, 0)


def test_a_showing_counts_once_is_paid_once_and_its_seconds_grow(visitor: Any, season: None) -> None:
    from frontrow.web.sponsors.models import Campaign
    from frontrow.web.sponsors.showing import showing_of

    visitor.cookies["fr_consent"] = "measure"
    one = next(each for each in hall(visitor) if each["sponsor"] != "Marram")  # who pays for clicks
    assert tell(visitor, [one["token"], 1.4]).json() == {"counted": 1}
    assert tell(visitor, [one["token"], 7.9]).json() == {"counted": 0}
    assert tell(visitor, [one["token"], 5]).json() == {"counted": 0}
    assert tell(visitor, [one["token"], 900]).json() == {"counted": 0}
    assert counts() == (1, 20, 0)  # twenty seconds are the most that one showing counts for
    showing = showing_of(one["token"])
    assert showing is not None
    assert sum(Campaign.objects.values_list("spent", flat=True)) == showing.price > 0
    visitor.get(one["go"], headers=BROWSER)
    visitor.get(one["go"], headers=BROWSER)
    assert counts() == (1, 20, 1)


def test_a_click_counts_only_for_what_was_seen_and_not_for_a_browser_that_fetches_ahead(
    visitor: Any, season: None
) -> None:
    visitor.cookies["fr_consent"] = "measure"
    one = hall(visitor)[0]
    visitor.get(one["go"], headers=BROWSER)
    assert counts() == (0, 0, 0)
    tell(visitor, [one["token"], 2])
    visitor.get(one["go"], headers=BROWSER | {"Sec-Purpose": "prefetch"})
    assert counts() == (1, 2, 0)


def test_a_browser_sees_a_campaign_three_times_a_day_and_twelve_of_all_and_the_cookie_is_all_there_is(
    visitor: Any, season: None
) -> None:
    visitor.cookies["fr_consent"] = "measure"
    seen = 0
    for _ in range(4):
        for one in hall(visitor):
            seen += tell(visitor, [one["token"], 1]).json()["counted"]
    assert seen == 9 and hall(visitor) == []  # three campaigns, three times each
    assert sorted(times for _, times in re.findall(r"(\d+):(\d+)", visitor.cookies["fr_seen"].value)) == ["3"] * 3
    visitor.cookies["fr_seen"] = "<script>"
    assert hall(visitor)
    visitor.cookies["fr_seen"] = "91:3.92:3.93:3.94:3"
    assert hall(visitor) == []


def test_no_campaign_is_charged_more_than_its_budget(visitor: Any, season: None) -> None:
    from frontrow.web.sponsors.models import Campaign

    visitor.cookies["fr_consent"] = "measure"
    Campaign.objects.exclude(slug="vesperel").delete()
    Campaign.objects.update(budget=2, bid=1200)  # two cents; a showing is 1.2 of them
    for one in [hall(visitor)[0] for _ in range(3)]:
        assert tell(visitor, [one["token"], 1]).json() == {"counted": 1}
    (left,) = Campaign.objects.all()
    assert left.spent == 1200 and counts()[0] == 3


def test_who_targets_a_house_is_shown_there_alone(visitor: Any, season: None) -> None:
    from frontrow.web.sponsors.models import Campaign

    Campaign.objects.exclude(slug="pellwick").delete()
    Campaign.objects.update(houses=["serein"])
    assert not tokens(visitor.get("/en/").content.decode())
    assert not tokens(visitor.get("/en/looks/ondo-01/").content.decode())
    (token,) = tokens(visitor.get("/en/looks/serein-01/").content.decode())
    assert "Serein, which the campaign asked for" in visitor.get(f"/en/sponsors/why/{token}/").content.decode()


def test_who_targets_a_segment_is_shown_to_those_in_it_who_agreed_and_to_nobody_else(
    organiser: Any, visitor: Any, season: None, parted: dict[str, list[str]]
) -> None:
    from django.test import Client

    from frontrow.web.sponsors.models import Campaign

    Campaign.objects.exclude(slug="pellwick").delete()
    campaign = Campaign.objects.get()
    form = organiser.get(f"/en/backstage/sponsors/campaigns/{campaign.slug}/").content.decode()
    (key,) = re.findall(r'name="segments" value="(\w+)"[^>]*>\s*[^<]*Ondo', form)
    Campaign.objects.update(segments=[key])

    def sees(browser: Any, *purposes: str, saved: str = "") -> list[str]:
        browser.post("/en/me/choice/", {"purpose": purposes, "next": "/en/"})
        if saved:
            do(browser, *[("save", look) for look in parted[saved]])
        return tokens(browser.get("/en/").content.decode())

    assert not sees(Client(), "measure", "personalise", "sponsors"), "of whom nothing is known"
    assert not sees(Client(), "measure", "personalise", "sponsors", saved="serein")
    assert not sees(visitor, "measure", "personalise", saved="ondo"), "who did not agree"
    (token,) = sees(visitor, "measure", "personalise", "sponsors")
    told = visitor.get(f"/en/sponsors/why/{token}/").content.decode()
    assert "a taste like yours" in told
    assert not sees(visitor, "measure", "personalise"), "who took it back"
    Campaign.objects.update(segments=["of-last-week"])
    form = organiser.get(f"/en/backstage/sponsors/campaigns/{campaign.slug}/").content.decode()
    assert re.search(r'value="of-last-week"[^>]*checked[^>]*>\s*A segment that nobody is in today', form)


def picture(width: int, height: int, form: str = "PNG", **more: Any) -> io.BytesIO:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (width, height), "#884422").save(out, form, **more)
    out.name, _ = f"picture.{form.lower()}", out.seek(0)
    return out


def test_a_picture_waits_for_a_moderator_and_nothing_hidden_in_it_survives(
    organiser: Any, visitor: Any, season: None, home: Path
) -> None:
    from PIL import Image

    from frontrow.web.moderation.models import Case
    from frontrow.web.sponsors.models import Campaign, Creative

    Campaign.objects.exclude(slug="marram").delete()
    Creative.objects.all().delete()
    exif = Image.Exif()
    exif[0x010E] = "a secret in the picture"
    page = "/en/backstage/sponsors/campaigns/marram/"
    told = {"act": "bring", "shape": "card", "words_en": "Grass <b>and</b> light", "words_zh-hans": "草与光"}
    organiser.post(page, told | {"file": picture(1300, 860, "JPEG", exif=exif)})
    (made,) = Creative.objects.all()
    content = (home / "media" / made.file).read_bytes()
    assert b"secret" not in content and Image.open(io.BytesIO(content)).size == (1200, 800)
    assert not tokens(visitor.get("/en/").content.decode())
    case = Case.objects.get(kind="creative")
    from frontrow.web.audit.actor import HOUSE
    from frontrow.web.moderation.actions.decide import decide

    decide(HOUSE, case, True, "Fine.")
    page = visitor.get("/en/").content.decode()
    assert tokens(page) and "Grass &lt;b&gt;and&lt;/b&gt; light" in page


def test_an_appeal_brings_no_picture_back_that_was_taken_away(organiser: Any, season: None) -> None:
    from django.contrib.auth.models import User

    from frontrow.web.audit.actor import HOUSE, Actor, Kind
    from frontrow.web.moderation.actions.appeal import appeal
    from frontrow.web.moderation.actions.decide import decide
    from frontrow.web.moderation.models import Case
    from frontrow.web.sponsors.actions.take_away_picture import take_away_picture
    from frontrow.web.sponsors.models import Creative

    page = "/en/backstage/sponsors/campaigns/marram/"
    told = {"act": "bring", "shape": "card", "words_en": "Grass", "words_zh-hans": "草"}
    organiser.post(page, told | {"file": picture(1300, 860)})
    case = decide(HOUSE, Case.objects.get(kind="creative"), False, "Too loud.")
    take_away_picture(HOUSE, Creative.objects.get(slug=case.target.partition(":")[2]))
    with pytest.raises(UserError, match="no longer be appealed"):
        appeal(Actor(Kind.ACCOUNT, User.objects.get(pk=case.author_id)), case, "It is not.")


@pytest.mark.parametrize(
    ("brought", "sentence"),
    [
        (picture(600, 600), "1200 by 800"),
        (picture(300, 200), "too small"),
        (io.BytesIO(b"<svg onload=alert(1)>"), "cannot be read as a picture"),
        (picture(6000, 5000), "24 million pixels"),
    ],
)
def test_what_is_no_picture_for_the_place_is_refused_in_one_sentence(
    organiser: Any, season: None, brought: Any, sentence: str
) -> None:
    from frontrow.web.sponsors.models import Creative

    before = Creative.objects.count()
    brought.name = "x.png"
    page = organiser.post(
        "/en/backstage/sponsors/campaigns/marram/", {"act": "bring", "shape": "card", "words_en": "x", "file": brought}
    )
    assert sentence in page.content.decode() and Creative.objects.count() == before


def test_only_the_organiser_plans_and_what_is_planned_wrongly_is_said(
    organiser: Any, visitor: Any, season: None
) -> None:
    from frontrow.web.sponsors.models import Campaign, PlaceSetting

    new = "/en/backstage/sponsors/marram/campaigns/new/"
    assert visitor.get(new).url.startswith("/en/account/")
    plan = {
        "title": "Second flush",
        "starts": "2026-11-24T10:00",
        "ends": "2026-11-23T10:00",
        "currency": "eur",
        "pays": "seen",
        "cap": "2",
        "euros": "100",
        "most": "12.50",
        "places": ["front/programme"],
        "houses": ["ondo"],
    }
    assert "It must end after it starts." in organiser.post(new, plan).content.decode()
    assert organiser.post(new, plan | {"ends": "2026-11-30T10:00"}).status_code == 302
    made = Campaign.objects.get(slug="second-flush")
    assert (made.budget, made.bid, made.currency, made.houses) == (10_000, 1250, "EUR", ["ondo"])
    edit = "/en/backstage/sponsors/campaigns/second-flush/"
    organiser.post(edit, plan | {"act": "save", "ends": "2026-11-30T10:00", "euros": "120", "title": "Other"})
    made.refresh_from_db()
    assert (made.budget, made.slug) == (12_000, "second-flush")
    organiser.post(edit, {"act": "pause", "paused": "yes"})
    assert Campaign.objects.get(slug="second-flush").paused
    organiser.post("/en/backstage/sponsors/places/", {"place": "front/programme", "floor": "9"})
    assert not PlaceSetting.objects.get(place="front/programme").on
    assert not tokens(visitor.get("/en/").content.decode())
    assert (
        "A floor is an amount"
        in organiser.post(
            "/en/backstage/sponsors/places/", {"place": "front/programme", "floor": "-3"}, follow=True
        ).content.decode()
    )


def test_a_day_is_told_once_with_noise_and_the_bill_is_made_from_what_was_told(
    organiser: Any, season: None, home: Path
) -> None:
    from frontrow.web.ledger import ledger
    from frontrow.web.sponsors.models import Creative, DayFigures, Tally

    (home / "ledger.sqlite3").unlink(missing_ok=True)
    ledger.cache_clear()
    yesterday = (timezone.now() - timedelta(days=1)).replace(hour=12, minute=0, second=0, microsecond=0)
    wall = Creative.objects.get(slug="vesperel-wide-1")
    Tally.objects.create(hour=yesterday, creative=wall, place="hall/back-wall", seen=4000, seconds=24_000, clicked=300)
    organiser.post("/en/backstage/sponsors/release/")
    (told,) = DayFigures.objects.all()
    value, error, clear = told.of(wall.campaign_id)["seen"]
    assert clear and 0 < error < 400 and abs(value - 4000) < 3 * error
    page = organiser.get("/en/backstage/sponsors/campaigns/vesperel/report/").content.decode()
    assert f"About {value} showings were seen" in page.replace(",", "") and "4000 showings" not in page
    assert "€" in page
    again = organiser.post("/en/backstage/sponsors/release/", follow=True).content.decode()
    assert "told already" in again and DayFigures.objects.count() == 1
    assert [row.name for row in ledger().releases()] == [f"sponsors, {told.day}"]


def test_every_page_of_the_organiser_opens(organiser: Any, season: None) -> None:
    for page in (
        "",
        "new/",
        "marram/",
        "marram/campaigns/new/",
        "campaigns/marram/",
        "campaigns/marram/report/",
        "pictures/marram-card-1/",
    ):
        for language in ("en", "zh-hans"):
            assert organiser.get(f"/{language}/backstage/sponsors/{page}").status_code == 200


def test_a_sponsor_gets_its_address_from_its_name_and_an_error_is_not_taken_for_saved(organiser: Any) -> None:
    from frontrow.web.sponsors.models import Sponsor

    new = "/en/backstage/sponsors/new/"
    assert 'name="slug"' not in organiser.get(new).content.decode()
    told = {"name": "Halyard & Sons", "line_en": "Rope.", "text_en": "Rope makers.", "link": "http://halyard.example"}
    wrong = organiser.post(new, told).content.decode()
    assert "<h1>A new sponsor</h1>" in wrong and 'role="alert"' in wrong
    assert organiser.post(new, told | {"link": ""}).status_code == 302
    assert organiser.post(new, told | {"link": ""}).status_code == 302
    first, second = Sponsor.objects.filter(name="Halyard & Sons").order_by("pk")
    assert first.slug == "halyard-sons" and second.slug.startswith("halyard-sons-")
    edit = f"/en/backstage/sponsors/{first.slug}/"
    assert "<h1>Halyard &amp; Sons</h1>" in organiser.post(edit, told | {"name": "Other"}).content.decode()
    organiser.post(new, told | {"name": "缆绳", "link": ""})
    assert Sponsor.objects.get(name="缆绳").slug.startswith("sponsor-")


def test_the_organisers_page_is_chinese_where_it_is_chinese(organiser: Any, season: None) -> None:
    page = organiser.get("/zh-hans/backstage/sponsors/").content.decode()
    assert re.findall(r'<button class="link">([^<]+)<span', page) == ["保存"] * 7
    assert not re.search(r"<td>(mark|card|wide)</td>", page)
