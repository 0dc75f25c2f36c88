"""Insight: the organiser sees what visitors do, with error bars; a house sees what was released to it, and no more."""

import random
import re
import time
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from frontrow.recommend import Impression, Interaction


def rows(response: Any, heading: str) -> dict[str, list[float]]:
    """The rows of the table under a heading: by name, every number that is read in them."""
    part = response.content.decode().split(f'id="{heading}"')[1].split("</section>")[0]
    found = {}
    for name, rest in re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', part, re.S):
        seen = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", rest, flags=re.S)
        found[name] = [float(number) for number in re.findall(r"-?[0-9.]+", seen.replace("–", " "))]
    return found


LOOKS = ("ondo-01", "serein-03", "vardholm-02")


@pytest.fixture
def organiser(home: Any) -> Any:
    from django.contrib.auth.models import User
    from django.test import Client

    from frontrow.web.insight.reading import forget
    from frontrow.web.ledger import ledger

    ledger.cache_clear()
    (home / "ledger.sqlite3").unlink(missing_ok=True)

    browser = Client()
    browser.force_login(User.objects.create_superuser("ines", password="x"))
    forget()
    return browser


def came(visitors: int, arm: str = "") -> None:
    """So many visitors were shown three looks; half of them stayed with one, every tenth saved it."""
    from frontrow.web.insight.reading import forget
    from frontrow.web.learning import store

    now = time.time() - 2 * 86_400
    entries: list[Any] = []
    for n in range(visitors):
        who, at = f"{arm}visitor-{n:04d}", now + n
        entries.append(
            Impression(
                who, f"s{n}", ("ondo-01", "serein-03", "vardholm-02"), at, "front/for-you", f"live-1@1{arm}", (1.0,) * 3
            )
        )
        if n % 2:
            entries += [
                Interaction(who, "ondo-01", "view", at + 5),
                Interaction(who, "ondo-01", "dwell", at + 40, 31.7),
            ]
        if n % 10 == 1:
            entries.append(Interaction(who, "ondo-01", "save", at + 47))
    store().append(entries)
    forget()


def test_the_door_is_closed_to_visitors(visitor: Any) -> None:
    from frontrow.web.insight.models import Released

    assert visitor.get("/en/insight/").status_code == 302
    assert visitor.get("/en/insight/houses/ondo/").status_code == 403
    assert visitor.post("/en/insight/release/").status_code == 302
    assert visitor.post("/en/insight/plan/", {"on": "no"}).status_code == 302
    assert not Released.objects.exists()


def test_before_anybody_came_the_page_says_so(organiser: Any) -> None:
    assert "Nothing was released yet" in organiser.get("/en/insight/").content.decode()


def test_nothing_exact_is_on_the_page_before_a_release_or_after_it(organiser: Any) -> None:
    """Of 1,234 visitors no number of the page, before, after, and for anybody, is 1,234, but by chance."""
    came(1234)
    assert "1234" not in organiser.get("/en/insight/").content.decode()
    organiser.post("/en/insight/release/")
    told = [rows(organiser.get("/en/insight/"), "funnel")["were shown a look"][0]]
    from frontrow.web.insight.models import Released

    again = Released.objects.get()
    assert told[0] == max(again.season["funnel"]["shown"][0], 0), "what is read is what was released, however often"


def test_the_organiser_sees_how_far_visitors_come_and_how_far_the_numbers_may_be_off(organiser: Any) -> None:
    came(600)
    organiser.post("/en/insight/release/")
    page = organiser.get("/en/insight/")
    steps = rows(page, "funnel")
    for stage, truth in {"were shown a look": 600, "opened one": 300, "stayed ten seconds": 300}.items():
        value, low, high = steps[stage]
        assert low < value < high and abs(value - truth) < 2.6 * (high - value), stage  # 5 standard deviations
    value, low, high = rows(page, "attention")["Marble Cake"]
    assert abs(value - 300) < 2.6 * (high - value) and low < value < high
    assert "give or take" in page.content.decode()


def test_what_recommending_does_is_told_house_by_house_as_sure_as_the_noise_leaves_it(organiser: Any) -> None:
    came(5000)
    organiser.post("/en/insight/release/")
    told = rows(organiser.get("/en/insight/"), "exposure")
    _, places, low, high, time_, least, most = told["Kiosk Ondo"]
    assert low - 9 <= 33 <= high + 9 and low <= places <= high, "a third of 15,000 places, five deviations of 3 % off"
    assert time_ > 70 and least <= time_ <= most, "all of 75,000 seconds, five deviations of 5 % off at worst"


def test_a_house_sees_what_was_released_with_noise_and_the_ledger_remembers(organiser: Any) -> None:
    from django.contrib.auth.models import User
    from django.test import Client

    from frontrow.web.people.models import Membership, Role
    from frontrow.web.season.models import House

    came(200)
    browser = Client()
    user = User.objects.create_user("ondo", password="x")
    Membership.objects.create(user=user, role=Role.HOUSE, house=House.objects.get(slug="ondo"))
    browser.force_login(user)
    assert "No figures have been released yet" in browser.get("/en/insight/houses/ondo/").content.decode()
    organiser.post("/en/insight/release/", follow=True)
    page = browser.get("/en/insight/houses/ondo/")
    value, low, high = rows(page, "funnel")["were shown a look"]
    assert abs(value - 200) < 80  # released with a standard deviation near 15 for a whole funnel
    assert low < value < high
    assert browser.get("/en/insight/houses/serein/").status_code == 403
    assert browser.get("/en/insight/").status_code == 403
    assert "epsilon" in organiser.get("/en/insight/").content.decode()


def test_past_the_budget_nothing_is_released(organiser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from frontrow.web.insight.actions import release
    from frontrow.web.insight.models import Released
    from frontrow.web.ledger import ledger

    monkeypatch.setattr(release, "PLANNED", 1)
    monkeypatch.setattr(release, "APART", timedelta(0))
    organiser.post("/en/insight/release/", follow=True)
    spent = ledger().spent()
    page = organiser.post("/en/insight/release/", follow=True)
    assert "has for these figures is spent" in page.content.decode()
    assert ledger().left() > 0.2 * ledger().budget.rho, "the other rooms' shares are theirs"
    assert Released.objects.count() == 1
    assert ledger().spent() == spent


def test_the_worker_releases_once_a_day_at_the_organisers_hour_while_somebody_comes(organiser: Any) -> None:
    from datetime import UTC, datetime

    from frontrow.web.audit.models import AuditRow
    from frontrow.web.insight.daily import Releasing, due
    from frontrow.web.insight.models import Released
    from frontrow.web.ledger import ledger

    today = datetime.now(UTC).replace(hour=12, minute=0)
    assert not due(today), "nobody came yet"
    came(40)
    early, late = today.replace(hour=4), today.replace(hour=6)
    assert not due(early) and due(late)
    assert organiser.post("/en/insight/plan/", {"on": "yes", "hour": "24"}, follow=True).status_code == 200
    assert due(late), "an hour that is none changes nothing"
    organiser.post("/en/insight/plan/", {"on": "yes", "hour": "14"})
    assert not due(today) and due(today.replace(hour=14))
    organiser.post("/en/insight/plan/", {"on": "yes", "hour": "0"})
    worker = Releasing()
    worker()
    worker()
    assert Released.objects.count() == 1
    assert AuditRow.objects.filter(action="release_figures", kind="house").count() == 1
    later = datetime.now(UTC) + timedelta(days=1)
    assert not due(later), "nothing new came"
    came(1, "new ")
    assert due(later) and not due(datetime.now(UTC) + timedelta(hours=2))
    organiser.post("/en/insight/plan/", {"on": "no", "hour": "0"})
    assert not due(later)
    organiser.post("/en/insight/plan/", {"on": "yes", "hour": "0"})
    ledger("insight").spend("all of it", ledger("insight").left(), {})
    assert not due(later), "what is planned for the season is released"


def test_what_the_rooms_plan_to_release_fits_into_the_budget_together() -> None:
    from frontrow.web.commons.actions import release_pooled
    from frontrow.web.insight.actions import release
    from frontrow.web.sponsors.actions import release_day

    assert sum((release.SHARE, release_day.SHARE, release_pooled.SHARE)) == pytest.approx(1)


@pytest.mark.parametrize("which", ["figures", "pooled"])
def test_two_clicks_at_once_spend_once(organiser: Any, monkeypatch: pytest.MonkeyPatch, which: str) -> None:
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier, BrokenBarrierError

    from django.db import connections

    from frontrow.errors import UserError
    from frontrow.web.audit.actor import HOUSE
    from frontrow.web.commons.actions import release_pooled
    from frontrow.web.insight.actions import release
    from frontrow.web.ledger import ledger

    room = release if which == "figures" else release_pooled
    together, visits = Barrier(2), room.visits

    def slowly() -> Any:
        with suppress(BrokenBarrierError):
            together.wait(2)  # where both may come so far at once, they do
        return visits()

    def click(_number: int) -> bool:
        try:
            release.release_figures(HOUSE) if which == "figures" else release_pooled.release_pooled(HOUSE)
        except UserError:
            return False
        finally:
            connections.close_all()
        return True

    monkeypatch.setattr(room, "visits", slowly)
    monkeypatch.setattr(release_pooled, "looks_of_offers", lambda: {"harbour-check": {"ondo-01"}})
    before = ledger().spent()
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(click, range(2))) == [False, True]
    share = room.SHARE / room.PLANNED * ledger().budget.rho
    assert ledger().spent() - before == pytest.approx(share)


def test_pooled_figures_leave_the_other_rooms_their_share(organiser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from frontrow.errors import UserError
    from frontrow.web.audit.actor import HOUSE
    from frontrow.web.commons.actions import release_pooled
    from frontrow.web.ledger import ledger

    monkeypatch.setattr(release_pooled, "APART", timedelta(0))
    monkeypatch.setattr(release_pooled, "looks_of_offers", lambda: {"harbour-check": {"ondo-01"}})
    before = ledger().spent()
    for _each in range(release_pooled.PLANNED):
        release_pooled.release_pooled(HOUSE)
    assert ledger().spent() - before == pytest.approx(0.1 * ledger().budget.rho)
    with pytest.raises(UserError, match="is spent"):
        release_pooled.release_pooled(HOUSE)


def test_a_double_click_spends_once(organiser: Any) -> None:
    from frontrow.web.insight.models import Released

    organiser.post("/en/insight/release/", follow=True)
    page = organiser.post("/en/insight/release/", follow=True)
    assert "within the last hour" in page.content.decode()
    assert Released.objects.count() == 1


def test_one_very_busy_visitor_moves_no_sum_by_more_than_is_paid_for(organiser: Any) -> None:
    """Whatever she does: one cell of the season, HOUSES of the houses', LOOKS looks, PLACES places, MOMENTS."""
    import numpy as np

    from frontrow.recommend.insight import release as made
    from frontrow.web.insight.actions.release import houses
    from frontrow.web.insight.reading import forget, visits
    from frontrow.web.learning import catalogue, store

    def sums() -> list[Any]:
        seen, house = visits(), houses()
        names = sorted(set(house.values()))
        of = np.array([names.index(house[item]) for item in seen.items])
        found = (
            made._anywhere(seen),
            made._furthest(seen, of, names),
            made._held(seen, house),
            made._bounded(seen.places, of, names, made.PLACES),
            made._bounded(seen.seconds / made.MOMENT, of, names, made.MOMENTS),
        )
        return [np.array(list(each.values())) for each in found]

    came(100)
    before, now = sums(), time.time() - 80_000
    everything = [item.id for item in catalogue()]
    dice, entries = random.Random(5), list[Any]()
    for n in range(30):
        entries.append(Impression("busy", f"b{n}", tuple(everything), now, "front", "live", ()))
        for look in dice.sample(everything, 9):
            entries.append(Interaction("busy", look, "view", now))
            now += dice.expovariate(1 / 40)
            entries.append(Interaction("busy", look, "dwell", now, dice.uniform(5, 600)))
            now += dice.expovariate(1 / 5)
            entries.append(Interaction("busy", look, "save", now))
            now += dice.expovariate(1 / 8)
    store().append(entries)
    forget()
    moved = [np.abs(after - one) for one, after in zip(before, sums(), strict=True)]
    assert [part.sum() > 0 for part in moved] == [True] * 5, "she does count"
    assert moved[0].sum() == 1 and moved[1].sum() <= made.HOUSES and moved[2].sum() <= made.LOOKS
    assert moved[3].sum() <= made.PLACES and moved[4].sum() <= made.MOMENTS


def test_whoever_is_erased_or_takes_measuring_back_is_in_no_later_release(organiser: Any) -> None:
    from frontrow.recommend.events import May
    from frontrow.web.insight.reading import visits
    from frontrow.web.learning import engine, store

    came(20)
    assert len(visits().visitors) == 20
    engine().erase("visitor-0003")
    assert len(visits().visitors) == 19
    store().agree("visitor-0004", May(measure=False, personalise=True))
    assert len(visits().visitors) == 18


def trial(days: int = 1, **more: Any) -> Any:
    from django.utils import timezone

    from frontrow.web.insight.models import Trial

    now = timezone.now()
    return Trial.objects.create(slug="variety", question="Does more variety make them keep more?", variety=2.0,
                                starts=now - timedelta(days=days), **more)  # fmt: skip


def test_half_of_the_visitors_are_recommended_another_way_and_their_slates_say_so(organiser: Any) -> None:
    from frontrow.web.insight.trials import policy_of
    from frontrow.web.slate import POLICY

    trial()
    drawn = [policy_of(f"visitor {n}", POLICY) for n in range(400)]
    assert 150 < sum(policy.variety == 2.0 for policy, _ in drawn) < 250
    assert all(mark == f"~variety:{'other' if policy.variety == 2.0 else 'usual'}" for policy, mark in drawn)
    assert policy_of(None, POLICY) == (POLICY, ""), "whom nothing may be learnt from is in no test"


def test_the_organiser_reads_the_verdict_of_a_test(organiser: Any) -> None:
    trial(measure="kept", days=3)
    came(1200, "~variety:usual")
    came(600, "~variety:other")
    assert "The last release says nothing of this test" in organiser.get("/en/insight/").content.decode()
    organiser.post("/en/insight/release/")
    page = organiser.get("/en/insight/")
    told = rows(page, "tests")
    (usual, many), (other, few) = told["The usual way"], told["The other way"]
    assert abs(usual - 10) < 6 and abs(many - 1200) < 80, "noise of 9 a cell, six standard deviations"
    assert abs(other - 10) < 12 and abs(few - 600) < 80
    assert told["Difference"][1] < 0 < told["Difference"][2]
    assert "Not decided yet" in page.content.decode()
    assert "Do not trust this test" in page.content.decode(), "twice as many on one side is no fair coin"


def test_two_tests_at_once_are_refused(organiser: Any) -> None:
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from frontrow.web.insight.models import Trial

    trial()
    again = Trial(slug="more", question="And now?", starts=timezone.now())
    with pytest.raises(ValidationError, match="one at a time"):
        again.full_clean()


def test_a_worker_with_nothing_to_do_groups_the_visitors_once_a_day(organiser: Any, home: Any) -> None:
    from django.conf import settings

    from frontrow.recommend.people.segments import kept
    from frontrow.web.daily import Daily

    path = settings.HOME.segments
    path.unlink(missing_ok=True)
    came(120)
    daily = Daily()
    assert daily()
    assert kept(path) is not None
    assert not daily(), "not again within the hour"
    path.unlink()
