"""A show of several houses: each answers for its own looks, and nothing is shown that one of them did not agree to."""
# ruff: noqa: F811

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from frontrow.errors import UserError

from .test_commons import actor, house, of, offered, people  # noqa: F401


def look(slug: str) -> Any:
    from frontrow.web.season.models import Look

    return Look.objects.get(slug=slug)


@pytest.fixture
def joint(actor: Any) -> Any:
    """Ondo asks Serein into a show; both bring two looks."""
    from frontrow.web.commons.actions.answer_joint import answer_joint
    from frontrow.web.commons.actions.place_look import add_look
    from frontrow.web.commons.actions.start_joint import start_joint

    actor("serein")
    made = start_joint(actor("ondo"), house("ondo"), {"en": "Ink and rain"}, [house("serein")])
    answer_joint(actor("serein"), made.parts.get(house__slug="serein"), takes_part=True)
    for name in ("ondo-01", "serein-01", "ondo-02", "serein-02"):
        add_look(actor(name.split("-")[0]), made, look(name))
    return made


def agreed(actor: Any, joint: Any, *houses: str) -> None:
    from frontrow.web.commons.actions.agree import agree

    for name in houses:
        agree(actor(name), joint.parts.get(house__slug=name), joint.digest())


def lineup(joint: Any) -> list[str]:
    return list(joint.show.places.order_by("order", "id").values_list("look__slug", flat=True))


def test_it_is_published_when_every_house_agrees_and_not_before(joint: Any, actor: Any, visitor: Any) -> None:
    from django_tasks_db.models import DBTaskResult

    from frontrow.web.commons.actions.stage_joint import publish_joint

    assert any("serein@example.com" in str(task.args_kwargs) for task in DBTaskResult.objects.all())
    with pytest.raises(UserError, match="Not agreed yet: Kiosk Ondo, Serein"):
        publish_joint(actor("ondo"), joint)
    agreed(actor, joint, "ondo")
    with pytest.raises(UserError, match="Not agreed yet: Serein"):
        publish_joint(actor("ondo"), joint)
    assert visitor.get("/en/shows/ink-and-rain/").status_code == 404
    agreed(actor, joint, "serein")
    with pytest.raises(UserError, match="You may not do this"):
        publish_joint(actor("serein"), joint)
    publish_joint(actor("ondo"), joint)
    page = visitor.get("/en/shows/ink-and-rain/").content.decode()
    assert "Marble Cake" in page and "/en/looks/serein-01/" in page


@pytest.mark.parametrize("change", ["a look more", "another order", "the hour, in the admin", "a house leaves"])
def test_whatever_changes_it_hides_it_until_all_agree_again(
    joint: Any,
    actor: Any,
    visitor: Any,
    change: str,
) -> None:
    from datetime import time

    from frontrow.web.commons.actions.answer_joint import answer_joint
    from frontrow.web.commons.actions.place_look import add_look, move_look
    from frontrow.web.commons.actions.stage_joint import publish_joint
    from frontrow.web.shows.models import Show

    agreed(actor, joint, "ondo", "serein")
    publish_joint(actor("ondo"), joint)
    if change == "a look more":
        add_look(actor("serein"), joint, look("serein-03"))
    elif change == "another order":
        move_look(actor("ondo"), joint, look("ondo-02"), earlier=True)
    elif change == "a house leaves":
        answer_joint(actor("serein"), joint.parts.get(house__slug="serein"), takes_part=False)
        assert lineup(joint) == ["ondo-01", "ondo-02"]
    else:
        show = Show.objects.get(slug=joint.slug)
        show.daily = time(9)
        show.save()
    assert not Show.objects.get(slug=joint.slug).published
    assert visitor.get("/en/shows/ink-and-rain/").status_code == 404


def test_a_house_that_withdraws_takes_its_looks_and_the_show_with_it_until_the_others_agree_anew(
    joint: Any, actor: Any, of: Any, visitor: Any
) -> None:
    from django_tasks_db.models import DBTaskResult

    from frontrow.web.commons.actions.answer_joint import answer_joint
    from frontrow.web.commons.actions.place_look import add_look
    from frontrow.web.commons.actions.stage_joint import publish_joint
    from frontrow.web.commons.actions.start_joint import ask_house

    page, timeline = "/en/shows/ink-and-rain/", "/api/shows/ink-and-rain/timeline.json"
    there = ("/en/shows/", "/sitemap.xml", "/en/feed.xml", "/api/shows")
    actor("vardholm")
    ask_house(actor("ondo"), joint, house("vardholm"))
    answer_joint(actor("vardholm"), joint.parts.get(house__slug="vardholm"), takes_part=True)
    add_look(actor("vardholm"), joint, look("vardholm-01"))
    agreed(actor, joint, "ondo", "serein", "vardholm")
    publish_joint(actor("ondo"), joint)
    assert visitor.get(page).status_code == visitor.get(timeline).status_code == 200
    assert all("ink-and-rain" in visitor.get(each).content.decode() for each in there)
    DBTaskResult.objects.all().delete()
    of("serein").post(f"{joint.get_absolute_url()}change/", {"do": "out", "house": "serein"})
    assert lineup(joint) == ["ondo-01", "ondo-02", "vardholm-01"]
    assert visitor.get(page).status_code == visitor.get(timeline).status_code == 404
    assert not [each for each in there if "ink-and-rain" in visitor.get(each).content.decode()]
    told = [task.args_kwargs["args"] for task in DBTaskResult.objects.all() if "left" in str(task.args_kwargs)]
    assert sorted(args[1] for args in told) == ["ondo@example.com", "vardholm@example.com"]
    with pytest.raises(UserError, match="Not agreed yet: Kiosk Ondo, Vardholm"):
        publish_joint(actor("ondo"), joint)
    agreed(actor, joint, "ondo", "vardholm")
    publish_joint(actor("ondo"), joint)
    walks = visitor.get(timeline).content.decode()
    assert visitor.get(page).status_code == 200 and "vardholm-01" in walks and "serein-01" not in walks


def test_a_joint_show_is_changed_on_its_own_page_alone(actor: Any, home: Any) -> None:
    from frontrow.web.commons.actions.place_look import add_look
    from frontrow.web.commons.actions.put import put
    from frontrow.web.commons.actions.start_joint import start_joint
    from frontrow.web.commons.actions.use import use

    made = start_joint(actor("ondo"), house("ondo"), {"en": "Alone yet"}, [house("serein")])
    add_look(actor("ondo"), made, look("ondo-01"))
    taken = use(actor("ondo"), offered("the-long-nave"), house("ondo"))
    with pytest.raises(UserError, match="on the page of the joint show"):
        put(actor("ondo"), taken, made.show)


def test_a_house_prepares_so_many_shows_and_writes_so_many_letters(
    actor: Any, home: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from frontrow.web.commons.actions import start_joint as room
    from frontrow.web.commons.models import Joint

    for _each in range(room.UNSEEN):
        room.start_joint(actor("ondo"), house("ondo"), {"en": "Again"}, [house("serein")])
    with pytest.raises(UserError, match="eight joint shows"):
        room.start_joint(actor("ondo"), house("ondo"), {"en": "Again"}, [house("serein")])
    assert Joint.objects.count() == room.UNSEEN
    Joint.objects.update(at=timezone.now() - timedelta(days=31))
    monkeypatch.setattr(room, "LETTERS", room.UNSEEN)
    with pytest.raises(UserError, match="thirty times today"):
        room.start_joint(actor("ondo"), house("ondo"), {"en": "Again"}, [house("serein")])
    assert Joint.objects.count() == room.UNSEEN
    room.start_joint(actor("vardholm"), house("vardholm"), {"en": "Ours"}, [house("serein")])


def test_each_house_changes_its_own_looks_and_no_others(joint: Any, actor: Any) -> None:
    from frontrow.web.commons.actions.place_look import add_look, move_look, remove_look

    with pytest.raises(UserError, match="You may not do this"):
        add_look(actor("serein"), joint, look("ondo-03"))
    with pytest.raises(UserError, match="You may not do this"):  # not even the host
        remove_look(actor("ondo"), joint, look("serein-01"))
    with pytest.raises(UserError, match="You may not do this"):
        move_look(actor("serein"), joint, look("ondo-02"), earlier=True)
    with pytest.raises(UserError, match="not asked"):
        add_look(actor("vardholm"), joint, look("vardholm-01"))
    move_look(actor("serein"), joint, look("serein-02"), earlier=True)  # among its own places
    assert lineup(joint) == ["ondo-01", "serein-02", "ondo-02", "serein-01"]
    move_look(actor("ondo"), joint, look("serein-02"), earlier=True)  # the host among all
    assert lineup(joint) == ["serein-02", "ondo-01", "ondo-02", "serein-01"]


def test_a_house_agrees_to_what_its_people_saw_and_only_they_agree(joint: Any, actor: Any, home: Any) -> None:
    from django.contrib.auth import get_user_model

    from frontrow.web.audit.actor import Actor, Kind
    from frontrow.web.commons.actions.agree import agree
    from frontrow.web.commons.actions.place_look import add_look

    part, seen = joint.parts.get(house__slug="serein"), joint.digest()
    add_look(actor("ondo"), joint, look("ondo-03"))
    with pytest.raises(UserError, match="has changed since you opened the page"):
        agree(actor("serein"), part, seen)
    chief = get_user_model().objects.create_superuser("chief", "chief@example.com", "a-long-password")
    for other in (actor("ondo"), Actor(Kind.STAFF, chief)):
        with pytest.raises(UserError, match="Only people of the house itself"):
            agree(other, part, joint.digest())


def test_the_page_shows_each_house_what_it_may_do(joint: Any, of: Any, visitor: Any) -> None:
    address = "/en/backstage/joint/ink-and-rain/"
    host, guest = of("ondo").get(address).content.decode(), of("serein").get(address).content.decode()
    assert "Publish it" in host and "Publish it" not in guest
    assert guest.count("take out") == 2 and "We agree to it as it stands" in guest
    assert of("vardholm").get(address).status_code == 403
    assert of("vardholm").post(f"{address}change/", {"do": "publish"}).status_code == 403
    assert visitor.get(address).status_code == 302
    assert of("serein").post(f"{address}change/", {"do": "explode"}).status_code == 404
    sent = of("serein").post(f"{address}change/", {"do": "remove", "look": "ondo-01"}, follow=True)
    assert "You may not do this." in sent.content.decode() and len(lineup(joint)) == 4


def test_a_venue_and_a_score_of_the_commons_are_credited_where_they_are_used(
    joint: Any,
    actor: Any,
    visitor: Any,
) -> None:
    from frontrow.web.commons.actions.stage_joint import publish_joint, set_joint
    from frontrow.web.commons.actions.use import use

    venue = use(actor("ondo"), offered("the-long-nave"), house("ondo"))
    with pytest.raises(UserError, match="same kind"):
        set_joint(actor("ondo"), joint, None, None, venue)
    set_joint(actor("ondo"), joint, None, venue, None)
    agreed(actor, joint, "ondo", "serein")
    publish_joint(actor("ondo"), joint)
    page = visitor.get("/en/shows/ink-and-rain/").content.decode()
    assert "From the commons" in page and 'href="/en/commons/the-long-nave/"' in page
    assert visitor.get("/api/shows/ink-and-rain/timeline.json").json()["venue"]["length"] == 36


def test_a_score_that_was_chosen_is_what_the_browser_plays(home: Any, actor: Any, visitor: Any) -> None:
    from frontrow.web.commons.actions.put import put
    from frontrow.web.commons.actions.use import use
    from frontrow.web.shows.models import Show

    taken = use(actor("serein"), offered("press-at-dawn"), house("serein"))
    put(actor("serein"), taken, Show.objects.get(slug="serein-night"))
    told = visitor.get("/api/shows/serein-night/timeline.json").json()["score"]
    assert told["root"] == 38 and told["chords"] == [0, 5, 3, 4] and len(told["motif"]) == 6
    with pytest.raises(UserError, match="Other houses walk"):
        put(actor("serein"), taken, Show.objects.get(slug="first-light"))
