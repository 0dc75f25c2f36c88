"""A piece that waits for a person: who decides, who is told why, and who looks again after an appeal."""

from pathlib import Path
from typing import Any

import pytest
from django.core import mail as outbox

from frontrow.errors import UserError

HOSTILE = '<script>alert("x")</script>'


@pytest.fixture
def staff(home: Path) -> Any:
    """An author, two moderators and a stranger, by name."""
    from django.contrib.auth import get_user_model

    from frontrow.web.people.models import Membership, Role

    made = {}
    for name in ("author", "first", "second", "stranger"):
        made[name] = get_user_model().objects.create_user(name, f"{name}@example.com", "a-long-password")
    for name in ("first", "second"):
        Membership.objects.create(user=made[name], role=Role.MODERATOR)
    return made


@pytest.fixture
def case(staff: Any) -> Any:
    from django.utils.translation import gettext_lazy as _lazy

    from frontrow.web.audit.actor import Actor, Kind
    from frontrow.web.moderation.actions.open_case import open_case
    from frontrow.web.moderation.words import in_each

    reasons = [
        {"code": "spam", "weight": 0.8, "words": in_each(_lazy("waiting"))},
        {"code": "links", "weight": 0.3, "words": HOSTILE},
    ]
    actor = Actor(Kind.ACCOUNT, staff["author"])
    return open_case(actor, "story", "story:a-walk", title=HOSTILE, url="/en/stories/a-walk/", reasons=reasons)


def test_the_queue_is_for_moderators_and_says_why_a_piece_waits(staff: Any, case: Any, visitor: Any) -> None:
    assert visitor.get("/en/backstage/queue/").url.startswith("/en/account/sign-in/")
    visitor.force_login(staff["stranger"])
    assert visitor.get("/en/backstage/queue/").status_code == 403
    assert visitor.post(f"/en/backstage/queue/{case.pk}/", {"verdict": "let"}).status_code == 403
    assert visitor.get(f"/en/cases/{case.pk}/").status_code == 403
    visitor.force_login(staff["first"])
    page = visitor.get("/zh-hans/backstage/queue/").content.decode()
    assert "等待中" in page and "80%" in page
    assert HOSTILE not in page and "&lt;script&gt;" in page


def test_a_refusal_needs_words_is_told_by_letter_and_another_moderator_hears_the_appeal(
    staff: Any, case: Any, visitor: Any
) -> None:
    from django_tasks_db.models import DBTaskResult

    from frontrow.web.audit.models import AuditRow
    from frontrow.web.moderation.signals import decided

    heard: list[str] = []

    def hear(case: Any, **_: Any) -> None:
        heard.append(case.state)

    decided.connect(hear)
    letters = DBTaskResult.objects.count()
    visitor.force_login(staff["first"])
    queue = f"/en/backstage/queue/{case.pk}/"
    assert "the author reads it" in visitor.post(queue, {"verdict": "refuse"}, follow=True).content.decode()
    visitor.post(queue, {"verdict": "refuse", "note": "This advertises a shop."})
    case.refresh_from_db()
    assert (case.state, case.decided_by) == ("refused", staff["first"])
    assert DBTaskResult.objects.count() == letters + 1

    visitor.force_login(staff["author"])
    page = visitor.get(f"/en/cases/{case.pk}/").content.decode()
    assert "This advertises a shop." in page and "Ask for a second look" in page
    visitor.post(f"/en/cases/{case.pk}/", {"words": "The shop is the house's own."})
    again = visitor.post(f"/en/cases/{case.pk}/", {"words": "x"}, follow=True)
    assert "no longer be appealed" in again.content.decode()

    visitor.force_login(staff["first"])
    assert "somebody else decides" in visitor.post(queue, {"verdict": "let"}, follow=True).content.decode()
    visitor.force_login(staff["second"])
    visitor.post(queue, {"verdict": "let"})
    case.refresh_from_db()
    assert (case.state, heard) == ("let_through", ["refused", "let_through"])
    done = AuditRow.objects.filter(target="story:a-walk").order_by("id").values_list("action", flat=True)
    assert list(done) == ["open_case", "decide_case", "appeal_case", "decide_case"]
    decided.disconnect(hear)


def test_nobody_decides_about_her_own_piece_and_a_case_is_opened_once(staff: Any, case: Any) -> None:
    from frontrow.web.audit.actor import Actor, Kind
    from frontrow.web.moderation.actions.decide import decide
    from frontrow.web.moderation.actions.open_case import open_case
    from frontrow.web.moderation.actions.withdraw_case import withdraw_case
    from frontrow.web.moderation.models import Case

    own = Actor(Kind.ACCOUNT, staff["second"])
    again = open_case(own, "story", "story:a-walk", title="A walk", url="/en/", reasons=[])
    assert again.pk == case.pk and Case.objects.count() == 1
    with pytest.raises(UserError, match="yours"):
        decide(own, again, True)
    withdraw_case(own, "story:a-walk")
    with pytest.raises(UserError, match="already"):
        decide(Actor(Kind.ACCOUNT, staff["first"]), again, True)


def test_what_was_taken_away_or_judged_anew_is_not_appealed_into_sight(staff: Any, case: Any) -> None:
    from frontrow.web.audit.actor import HOUSE, Actor, Kind
    from frontrow.web.moderation.actions.appeal import appeal
    from frontrow.web.moderation.actions.decide import decide
    from frontrow.web.moderation.actions.open_case import open_case
    from frontrow.web.moderation.actions.withdraw_case import withdraw_case

    author = Actor(Kind.ACCOUNT, staff["author"])
    case = decide(HOUSE, case, False, "Too loud.")
    assert case.may_be_appealed
    newer = open_case(author, "story", case.target, title="A walk", url="/en/", reasons=[])
    with pytest.raises(UserError, match="no longer"):
        appeal(author, case, "Why?")
    newer = decide(HOUSE, newer, False, "Still too loud.")
    assert newer.may_be_appealed and not case.may_be_appealed
    withdraw_case(author, case.target)
    with pytest.raises(UserError, match="no longer"):
        appeal(author, newer, "Why?")


def test_the_letter_carries_the_words_and_the_page(staff: Any, settings_of_letters: None) -> None:
    from frontrow.web import letters

    facts = {"title": "A <b>walk</b>", "let_through": False, "note": "Too short.", "page": "/en/cases/1/"}
    letters.send_letter.call("moderation/decided", "author@example.com", "zh-hans", facts, {})
    (sent,) = outbox.outbox
    assert sent.subject == "《A <b>walk</b>》未获通过"
    assert "Too short." in sent.body and "https://week.example/en/cases/1/" in sent.body


@pytest.fixture
def settings_of_letters(home: Path) -> Any:
    from django.test.utils import override_settings

    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend", SITE="https://week.example"):
        outbox.outbox = []
        yield


def test_an_author_takes_her_cases_away_and_an_old_case_goes(staff: Any, case: Any, visitor: Any) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from frontrow.web import retention
    from frontrow.web.moderation.models import Case

    visitor.force_login(staff["author"])
    (kept,) = visitor.post("/en/me/export/").json()["rooms"]["cases"]
    assert kept["what"] == "story:a-walk" and kept["reasons"][0]["code"] == "spam"
    visitor.post("/en/me/erase/")
    case.refresh_from_db()
    assert (case.author, case.title, case.state) == (None, "–", "withdrawn")
    retention.sweep(timezone.now() + timedelta(days=200))
    assert not Case.objects.exists()
