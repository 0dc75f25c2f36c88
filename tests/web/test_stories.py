"""Stories: who writes, what readers see of it, what waits for a person, and what goes when an author goes."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image

from frontrow.errors import UserError

GOOD = (
    "I wore the coat for a week in the rain and wrote down what happened. The collar stayed where it was, the "
    "pockets filled with water, and by Friday the wool had stopped smelling of sheep. It runs large in the shoulder: "
    "at 168 cm I took the small, and the sleeve still covers my wrist. The lining is cut on the straight grain, so it "
    "pulls a little when you reach up. I would buy it again, in the darker colour, and hem it by two centimetres."
)
SPAM = "BUY NOW! Best price replica bags, free shipping, WhatsApp +44 7700 900123. Click here https://x.example " * 4


@pytest.fixture
def people(home: Path) -> Any:
    """A contributor with a published story behind her, a new one, one person each of Serein and Ondo, a moderator."""
    from django.contrib.auth import get_user_model

    from frontrow.web.people.models import Membership, Role
    from frontrow.web.season.models import House
    from frontrow.web.stories.models import Author

    made = {}
    for name, role, house in (
        ("ines", Role.CONTRIBUTOR, None),
        ("theo", Role.CONTRIBUTOR, None),
        ("cutter", Role.HOUSE, "serein"),
        ("printer", Role.HOUSE, "ondo"),
        ("reader", Role.MODERATOR, None),
    ):
        made[name] = get_user_model().objects.create_user(name, f"{name}@example.com", "a-long-password")
        at = House.objects.get(slug=house) if house else None
        Membership.objects.create(user=made[name], role=role, house=at)
    Author.objects.filter(slug="ines-okafor").update(user=made["ines"])
    return made


def form(text: str = GOOD, **more: str) -> dict[str, str]:
    return {"title_en": "A week in the rain", "text_en": text, "licence": "cc-by-4.0", **more}


def test_the_season_comes_with_stories_that_readers_find(visitor: Any, home: Path) -> None:
    page = visitor.get("/en/stories/").content.decode()
    assert page.count('class="story-card"') == 6 and 'data-slate="stories/list"' in page
    story = visitor.get("/en/stories/forty-five-degrees/").content.decode()
    assert 'data-view="story-forty-five-degrees"' in story and 'href="/en/looks/serein-04/"' in story
    assert "<h2>The week of hanging</h2>" in story and "https://creativecommons.org/licenses/by/4.0/" in story
    assert "四十五度" in visitor.get("/zh-hans/stories/forty-five-degrees/").content.decode()
    assert 'href="/en/stories/forty-five-degrees/"' in visitor.get("/en/looks/serein-04/").content.decode()
    assert 'href="/en/stories/forty-five-degrees/"' in visitor.get("/en/houses/serein/").content.decode()
    assert "Ten folds" in visitor.get("/en/stories/by/theo-lindqvist/").content.decode()
    assert 'href="/en/stories/"' in visitor.get("/en/").content.decode()


def test_what_an_author_types_is_shown_and_never_run(people: Any) -> None:
    from frontrow.web.stories.text import blocks, embedded, links, plain

    hostile = (
        "# Heading\n\n<script>alert(1)</script> [x](javascript:alert(1)) [y](data:text/html;base64,PHN) "
        "![z](https://a/b.png)\n\n<img src=x onerror=alert(1)>\n\n[ok](https://example.com/a) and [home](/en/) "
        "and [away](//evil.example/)\n\nlook:ondo-01\n\n"
        '<a href="https://e" onclick="x()">l</a> *a* **b**\n\n> q\n\n- one\n- two'
    )
    html = "".join(block.html for block in blocks(hostile))
    for bad in ("<script", "<img", 'javascript:alert(1)"', 'href="data:', 'href="//'):
        assert bad not in html
    assert '<a href="https://e"' not in html and "&lt;a href" in html
    assert '<a href="https://example.com/a" rel="nofollow ugc noopener">ok</a>' in html
    assert "<h2>Heading</h2>" in html and "<em>a</em>" in html and "<blockquote>" in html and "<li>one</li>" in html
    assert embedded(hostile, "look") == ["ondo-01"] and links(hostile)[-1] == "https://example.com/a"
    assert "look:" not in plain(hostile)
    assert blocks("[" * 5_000 + "> " * 5_000 + "*" * 5_000)  # ends, and soon


def test_a_good_story_of_a_known_author_is_published_and_a_newcomers_first_one_is_read_first(
    people: Any, visitor: Any
) -> None:
    from frontrow.web.moderation.models import Case
    from frontrow.web.stories.models import Story

    assert visitor.get("/en/backstage/stories/").status_code == 302
    visitor.force_login(people["ines"])
    visitor.post("/en/backstage/stories/new/", form(offer="1", text_en=GOOD + "\n\nlook:vardholm-04"))
    story = Story.objects.get(slug="a-week-in-the-rain")
    assert story.state == "published" and [look.slug for look in story.looks.all()] == ["vardholm-04"]
    assert 0 < story.quality < 1 and story.checked["signs"] == []

    visitor.force_login(people["theo"])
    assert visitor.get("/en/backstage/stories/new/").url == "/en/backstage/stories/"  # a name first
    visitor.post("/en/backstage/stories/", {"name": "Theo L."})
    first = "A hem is only a promise. " + GOOD.replace("rain", "snow").replace("coat", "skirt")[::-1][::-1]
    visitor.post("/en/backstage/stories/new/", form(offer="1", title_en="First", text_en=first[:180]))
    mine = Story.objects.get(slug="first")
    assert mine.state == "offered"
    codes = {reason["code"] for reason in Case.objects.get(target="story:first").reasons}
    assert "first" in codes
    visitor.logout()
    assert visitor.get("/en/stories/first/").status_code == 404
    visitor.force_login(people["reader"])
    assert visitor.get("/en/stories/first/").status_code == 200
    visitor.post(f"/en/backstage/queue/{Case.objects.get(target='story:first').pk}/", {"verdict": "let"})
    visitor.logout()
    assert visitor.get("/en/stories/first/").status_code == 200


def test_an_advertisement_and_a_copy_wait_for_a_person_who_reads_why(people: Any, visitor: Any) -> None:
    from frontrow.web.moderation.models import Case
    from frontrow.web.stories.models import Story

    visitor.force_login(people["ines"])
    visitor.post("/en/backstage/stories/new/", form(SPAM, title_en="Bags", offer="1"))
    copied = Story.objects.get(slug="ten-folds").text["en"].replace("tea", "coffee").replace("two metres", "3 m")
    visitor.post("/en/backstage/stories/new/", form(copied, title_en="Pleats", offer="1"))
    visitor.post("/en/backstage/stories/new/", form(GOOD, title_en="Rain", offer="1"))
    assert dict(Story.objects.filter(slug__in=("bags", "pleats", "rain")).values_list("slug", "state")) == {
        "bags": "offered",
        "pleats": "offered",
        "rain": "published",
    }
    assert [each["code"] for each in Case.objects.get(target="story:bags").reasons][:1] == ["selling"]
    assert "story “ten-folds”" in Case.objects.get(target="story:pleats").told[0].words
    # a published story that becomes an advertisement is out of sight until somebody has looked
    visitor.post("/en/backstage/stories/rain/", form(SPAM, title_en="Rain", save=""))
    assert Story.objects.get(slug="rain").state == "offered"
    bags = Case.objects.get(target="story:bags")
    visitor.force_login(people["reader"])
    visitor.post(f"/en/backstage/queue/{bags.pk}/", {"verdict": "refuse", "note": "This sells bags."})
    visitor.force_login(people["ines"])
    assert Story.objects.get(slug="bags").state == "refused"
    assert f"/en/cases/{bags.pk}/" in visitor.get("/en/backstage/stories/bags/").content.decode()


def test_a_houses_name_stands_beside_an_author_only_when_the_house_agrees(people: Any, visitor: Any) -> None:
    from frontrow.web.season.models import House
    from frontrow.web.stories.models import Story

    serein = str(House.objects.get(slug="serein").pk)
    visitor.force_login(people["ines"])
    page = visitor.post("/en/backstage/stories/new/", form(house=serein, offer="1"), follow=True).content.decode()
    assert "has not agreed yet" in page
    address = "/en/backstage/stories/a-week-in-the-rain/"
    visitor.force_login(people["printer"])
    assert visitor.get(address).status_code == 403
    assert visitor.post(address + "act/", {"do": "agree"}).status_code == 403
    visitor.force_login(people["cutter"])
    assert "Ines Okafor" in visitor.get("/en/backstage/stories/").content.decode()
    assert visitor.post(address, form(house=serein)).status_code == 403  # not before she agreed
    visitor.post(address + "act/", {"do": "agree"})
    visitor.post(address, form(house=serein, title_en="A week in the fog"))
    story = Story.objects.get(slug="a-week-in-the-rain")
    assert (str(story), story.agreed) == ("A week in the fog", True)
    visitor.post(address + "act/", {"do": "delete"})  # the author's alone
    assert Story.objects.filter(pk=story.pk).exists()
    visitor.force_login(people["ines"])
    visitor.post(address + "act/", {"do": "offer"})
    assert "A week in the fog" in visitor.get("/en/houses/serein/").content.decode()


def jpeg(width: int = 900, height: int = 600) -> bytes:
    picture = Image.effect_noise((width, height), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010E], exif[0x8825] = "taken at home", {1: "N", 2: (48.0, 8.0, 0.0)}
    file = io.BytesIO()
    picture.save(file, "JPEG", exif=exif, comment=b"secret")
    return file.getvalue()


def test_a_picture_keeps_nothing_but_its_pixels_and_its_credit(people: Any, visitor: Any, home: Path) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from frontrow.web.stories.models import Picture

    visitor.force_login(people["ines"])
    visitor.post("/en/backstage/stories/new/", form())
    address = "/en/backstage/stories/a-week-in-the-rain/picture/"
    sent = {"words_en": "Rain on wool", "credit": "Ines Okafor", "licence": "cc-by-sa-4.0"}
    visitor.post(address, {**sent, "file": SimpleUploadedFile("DSC_1.jpg", jpeg(3000, 1500), "image/jpeg")})
    picture = Picture.objects.get()
    kept = (home / "media" / picture.path).read_bytes()
    assert b"home" not in kept and b"secret" not in kept and b"DSC" not in picture.path.encode()
    with Image.open(io.BytesIO(kept)) as shown:
        assert (shown.format, shown.size, dict(shown.getexif())) == ("WEBP", (2000, 1000), {})
    assert picture.story.cover == picture and picture.sharpness == 1.0
    visitor.post("/en/backstage/stories/a-week-in-the-rain/", form(GOOD + f"\n\npicture:{picture.pk}", offer="1"))
    page = visitor.get("/en/stories/a-week-in-the-rain/").content.decode()
    assert page.count('alt="Rain on wool"') == 2 and "Ines Okafor · CC BY-SA 4.0" in page
    visitor.post(address, {"remove": str(picture.pk)})
    assert not (home / "media" / picture.path).exists()
    visitor.force_login(people["theo"])
    assert visitor.post(address, {**sent, "file": SimpleUploadedFile("a.jpg", jpeg())}).status_code == 403


def test_an_appeal_ends_when_the_author_changes_what_was_judged(people: Any, visitor: Any) -> None:
    from frontrow.web.audit.actor import HOUSE
    from frontrow.web.moderation.actions.decide import decide
    from frontrow.web.moderation.models import Case
    from frontrow.web.stories.models import Story

    visitor.force_login(people["ines"])
    visitor.post("/en/backstage/stories/new/", form(SPAM, title_en="Bags", offer="1"))
    decide(HOUSE, Case.objects.get(), False, "This sells bags.")
    case = Case.objects.get()
    visitor.post(f"/en/cases/{case.pk}/", {"words": "It is a joke."})
    visitor.post("/en/backstage/stories/bags/", form(SPAM + "And watches!", title_en="Bags", save=""))
    with pytest.raises(UserError, match="already"):
        decide(HOUSE, case, True)
    assert Story.objects.get(slug="bags").state == "refused"


def test_an_old_refusal_says_nothing_about_what_was_offered_since(people: Any, visitor: Any) -> None:
    from frontrow.web.audit.actor import HOUSE
    from frontrow.web.moderation.actions.decide import decide
    from frontrow.web.moderation.models import Case
    from frontrow.web.stories.models import Story

    visitor.force_login(people["ines"])
    visitor.post("/en/backstage/stories/new/", form(SPAM, title_en="Bags", offer="1"))
    first = Case.objects.get()
    decide(HOUSE, first, False, "This sells bags.")
    visitor.post("/en/backstage/stories/bags/act/", {"do": "offer"})  # a second case waits now
    answer = visitor.post(f"/en/cases/{first.pk}/", {"words": "Why?"}, follow=True)
    assert answer.status_code == 200 and "no longer be appealed" in answer.content.decode()
    Case.objects.exclude(pk=first.pk).update(state="let_through")
    for state, through in (("published", False), ("draft", True)):
        Case.objects.filter(pk=first.pk).update(state="appealed")  # as it may stand in a house from before
        Story.objects.filter(slug="bags").update(state=state)
        decide(HOUSE, Case.objects.get(pk=first.pk), through, "As it was.")
        assert Story.objects.get(slug="bags").state == state


def test_a_picture_that_comes_later_is_checked_as_well(people: Any, visitor: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from frontrow.web.moderation.models import Case
    from frontrow.web.stories.models import Picture, Story

    seen = jpeg()
    sent = {"words_en": "Rain on wool", "credit": "Ines Okafor", "licence": "cc-by-sa-4.0"}
    visitor.force_login(people["ines"])
    for title, text in (("First", GOOD), ("Second", GOOD[::-1].replace(".", " "))):
        visitor.post("/en/backstage/stories/new/", form(text, title_en=title, save=""))
    address = "/en/backstage/stories/{}/picture/"
    visitor.post(address.format("first"), {**sent, "file": SimpleUploadedFile("a.jpg", seen)})
    Story.objects.filter(slug__in=("first", "second")).update(state="published", published_at=timezone.now())
    visitor.post(address.format("second"), {**sent, "file": SimpleUploadedFile("a.jpg", seen)})
    (case,) = Case.objects.all()
    assert "picture" in " ".join(reason["code"] for reason in case.reasons)
    assert Story.objects.get(slug="second").state == "offered"
    own = {**sent, "file": SimpleUploadedFile("b.jpg", jpeg(700, 700))}
    visitor.post(address.format("second"), own)
    visitor.post(address.format("second"), {"cover": str(Picture.objects.last().pk)})
    waiting = Case.objects.get(state="waiting")
    assert waiting.picture == Picture.objects.last().url  # the moderator is shown the cover that readers would get


def test_a_double_click_likes_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db.models import QuerySet

    from frontrow.web.audit.actor import Actor, Kind
    from frontrow.web.stories.actions.like_story import like_story
    from frontrow.web.stories.models import Applause, Story

    story, delete = Story.objects.get(slug="ten-folds"), QuerySet.delete

    def slow(found: Any) -> Any:
        gone = delete(found)
        Applause.objects.create(holder="a" * 32, story=story)  # the other click
        return gone

    monkeypatch.setattr(QuerySet, "delete", slow)
    assert like_story(Actor(Kind.VISITOR, holder="a" * 32), story)
    assert Applause.objects.filter(story=story).count() == 1


def test_what_readers_make_of_stories_is_learnt_only_from_those_who_agreed(visitor: Any, home: Path) -> None:
    from frontrow.web.learning import store

    visitor.post("/en/stories/stop-press/like/")
    assert "Liked" in visitor.get("/en/stories/stop-press/").content.decode()
    assert not store().visitors()
    visitor.post("/en/me/choice/", {"learn": "yes"})
    visitor.post("/en/stories/ten-folds/like/")
    (who,) = store().visitors()
    assert [(each.item, each.event) for each in store().by_visitor(who)] == [("story-ten-folds", "like")]
    assert visitor.get("/en/me/").status_code == 200
    kept = visitor.post("/en/me/export/").json()["rooms"]["stories"]
    assert sorted(kept["liked"]) == ["stop-press", "ten-folds"]
    visitor.post("/en/me/erase/")
    assert "Liked" not in visitor.get("/en/stories/stop-press/").content.decode().replace('data-on="Liked"', "")


def test_what_an_author_wrote_goes_with_her(people: Any, visitor: Any, home: Path) -> None:
    from frontrow.web.stories.models import Author, Story

    visitor.force_login(people["ines"])
    (story,) = visitor.post("/en/me/export/").json()["rooms"]["stories"]["stories"]
    assert story["slug"] == "weather-is-a-customer"
    visitor.post("/en/me/erase/")
    assert not Author.objects.filter(slug="ines-okafor").exists()
    assert not Story.objects.filter(slug="weather-is-a-customer").exists()


def test_stories_are_exported_with_the_season_and_come_back_the_same(home: Path, tmp_path: Path) -> None:
    from frontrow.web.season.files import export_season
    from frontrow.web.season.models import Season
    from frontrow.web.stories.files import import_stories, story_data
    from frontrow.web.stories.models import Author, Story

    before = {story.slug: story_data(story) for story in Story.objects.all()}
    export_season(Season.objects.get(), tmp_path)
    Story.objects.all().delete()
    Author.objects.all().delete()
    assert import_stories(tmp_path) == 6 and import_stories(tmp_path) == 0
    assert {story.slug: story_data(story) for story in Story.objects.all()} == before


def test_readers_lift_a_story_until_they_are_erased_and_a_reload_is_no_second_glance(home: Path) -> None:
    import time

    from frontrow.recommend import Impression, Interaction
    from frontrow.web.learning import store
    from frontrow.web.stories.attention import Attention
    from frontrow.web.stories.shelf import shelf

    def names() -> list[str]:
        return [each.story.slug for each in shelf()]

    log, now = store(), time.time() - 3600
    last = names()[-1]
    items = tuple(f"story-{slug}" for slug in names())
    for n in range(40):
        who = f"reader-{n}"
        log.append([Impression(who, f"s{n}", items, now, "stories/list")] * 3)  # she comes back to the list
        log.append(
            [
                Interaction(who, f"story-{last}", "click", now + 1),
                Interaction(who, f"story-{last}", "dwell", now + 60, 50.0),
            ]
        )
    rates = Attention(log).rates(now)
    assert rates[last].shown == pytest.approx(40 / 6**0.5, rel=0.01)  # the sixth place, once each
    assert rates[last].lift > 5 > 1 > rates[names()[0]].lift
    log.append([Interaction("stranger", f"story-{last}", "click", now)])  # came by a link: nothing was offered
    assert Attention(log).rates(now)[last] == rates[last]
    for n in range(40):
        log.erase(f"reader-{n}")
    assert last not in Attention(log).rates(now)


def test_stories_are_data_as_well(visitor: Any) -> None:
    listed = visitor.get("/api/stories", headers={"accept-language": "zh-hans"}).json()
    assert len(listed) == 6 and {"slug", "title", "looks", "licence", "page"} <= set(listed[0])
    one = visitor.get("/api/stories/ten-folds").json()
    assert one["looks"] == ["ondo-04"] and "look:ondo-04" in one["text"] and "look:" not in one["words"]
    assert visitor.get("/api/stories/none").status_code == 404


def test_an_author_is_told_which_lines_show_nothing(people: Any, visitor: Any) -> None:
    visitor.force_login(people["ines"])
    text = f"{GOOD}\n\nlook:nothing-99\n\nlook:serein-03\n\npicture:4711"
    saved = visitor.post("/en/backstage/stories/new/", form(text), follow=True).content.decode()
    told = saved.partition('role="status">These lines')[2].partition("</p>")[0]
    assert re.findall(r"<code>(.+?)</code>", told) == ["look:nothing-99", "picture:4711"]
    address = visitor.post("/en/backstage/stories/new/", form(GOOD), follow=True)
    assert "These lines name no look" not in address.content.decode()
    offered = visitor.post(address.redirect_chain[-1][0], form(text, offer=""), follow=True).content.decode()
    assert "Nothing is shown for these lines: look:nothing-99, picture:4711" in offered
