"""Who works here is invited by letter, once, and loses the role as easily."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

PASSWORD = "rain on the pier"


@pytest.fixture
def chief(home: Any) -> Any:
    from django.contrib.auth import get_user_model

    return get_user_model().objects.create_superuser("chief@example.com", "chief@example.com", PASSWORD)


@pytest.fixture
def desk(chief: Any) -> Client:
    client = Client()
    client.force_login(chief)
    return client


def letters() -> list[dict[str, Any]]:
    """What waits to be sent, newest last."""
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.filter(task_path="frontrow.web.letters.send_letter").order_by("enqueued_at")
    names = ("name", "to", "language", "facts")
    return [dict(zip(names, task.args_kwargs["args"], strict=False)) for task in waiting]


def asked(email: str, role: str, house: str = "", language: str = "en") -> dict[str, str]:
    return {"email": email, "role": role, "house": house, "language": language}


def test_an_invitation_makes_an_account_with_its_role_once(desk: Client) -> None:
    from django.contrib.auth import get_user_model

    from frontrow.web.people.models import Invitation, Role
    from frontrow.web.people.roles import holds
    from frontrow.web.season.models import House

    assert desk.post("/en/backstage/people/", asked("Mei@example.com", "house", "serein", "zh-hans")).status_code == 302
    (letter,) = letters()
    assert (letter["to"], letter["language"]) == ("mei@example.com", "zh-hans")
    from frontrow.web.letters import written

    mail = written(letter["name"], letter["to"], letter["language"], letter["facts"])
    assert "Serein" in mail.subject and "时装屋" in mail.body
    link = letter["facts"]["link"]
    assert link in mail.body and link.startswith("/zh-hans/invitation/")
    assert Invitation.objects.get().digest not in link

    mei = Client()
    assert "Serein" in mei.get(link).content.decode()
    assert mei.post(link, {"password": "short"}).status_code == 400
    assert mei.post(link, {"password": PASSWORD}).url == "/zh-hans/backstage/"
    assert "/en/insight/houses/serein/" in mei.get("/en/backstage/").content.decode()
    user = get_user_model().objects.get(email="mei@example.com")
    assert holds(user, Role.HOUSE, house=House.objects.get(slug="serein"))
    assert not user.is_staff
    assert Client().get(link).status_code == 410
    assert Client().post(link, {"password": PASSWORD}).status_code == 410


def test_who_has_an_account_signs_in_first_and_nobody_sets_its_password(desk: Client) -> None:
    from django.contrib.auth import get_user_model

    ida = get_user_model().objects.create_user("ida@example.com", "ida@example.com", PASSWORD)
    desk.post("/en/backstage/people/", asked("ida@example.com", "teacher"))
    link = letters()[-1]["facts"]["link"]
    stranger = Client()
    assert f"/en/account/sign-in/?next={link}" in stranger.get(link).content.decode()
    stranger.post(link, {"password": "another one entirely"})
    ida.refresh_from_db()
    assert ida.check_password(PASSWORD) and not ida.memberships.exists()
    stranger.force_login(ida)
    assert stranger.post(link).url == "/en/backstage/"
    assert [held.role for held in ida.memberships.all()] == ["teacher"]


def test_an_invitation_taken_back_or_too_old_opens_nothing(desk: Client) -> None:
    from frontrow.web.people.models import Invitation

    for email in ("one@example.com", "two@example.com"):
        desk.post("/en/backstage/people/", asked(email, "moderator"))
    first, second = (letter["facts"]["link"] for letter in letters())
    desk.post(f"/en/backstage/people/invitations/{Invitation.objects.get(email='one@example.com').pk}/")
    Invitation.objects.filter(email="two@example.com").update(until=timezone.now() - timedelta(seconds=1))
    assert Client().get(first).status_code == Client().get(second).status_code == 410
    desk.post("/en/backstage/people/", asked("two@example.com", "moderator"))
    again = letters()[-1]["facts"]["link"]
    assert Client().get(again).status_code == 200 and Client().get(second).status_code == 410


def test_a_house_invites_for_itself_alone(desk: Client, home: Any) -> None:
    from django.contrib.auth import get_user_model

    from frontrow.web.audit.actor import Actor, Kind, NotAllowed
    from frontrow.web.people.actions.invite import invite
    from frontrow.web.people.models import Invitation, Membership, Role
    from frontrow.web.season.models import House

    serein, ondo = House.objects.get(slug="serein"), House.objects.get(slug="ondo")
    tailor = get_user_model().objects.create_user("tailor", "tailor@example.com", PASSWORD)
    Membership.objects.create(user=tailor, role=Role.HOUSE, house=serein)
    hers = Client()
    hers.force_login(tailor)
    assert hers.post("/en/backstage/people/", asked("new@example.com", "house", "serein")).status_code == 302
    assert hers.post("/en/backstage/people/", asked("new@example.com", "contributor", "serein")).status_code == 302
    for role, house in (("organiser", "serein"), ("house", "ondo"), ("contributor", ""), ("teacher", "")):
        assert hers.post("/en/backstage/people/", asked("bad@example.com", role, house)).status_code == 400
    actor = Actor(Kind.ACCOUNT, tailor)
    for role, of in ((Role.ORGANISER, None), (Role.HOUSE, ondo), (Role.CONTRIBUTOR, None), (Role.MODERATOR, serein)):
        with pytest.raises(NotAllowed):
            invite(actor, "bad@example.com", role, of)
    desk.post("/en/backstage/people/", asked("rival@example.com", "house", "ondo"))
    page = hers.get("/en/backstage/people/").content.decode()
    assert "new@example.com" in page and "rival@example.com" not in page
    rival = Invitation.objects.get(email="rival@example.com")
    assert hers.post(f"/en/backstage/people/invitations/{rival.pk}/").status_code == 404
    assert {row.email for row in Invitation.objects.all()} == {"new@example.com", "rival@example.com"}


def test_a_house_lets_its_own_contributor_go_and_no_others(desk: Client, home: Any) -> None:
    from django.contrib.auth import get_user_model

    from frontrow.web.audit.actor import Actor, Kind, NotAllowed
    from frontrow.web.people.actions.dismiss import dismiss
    from frontrow.web.people.models import Membership, Role
    from frontrow.web.season.models import House

    serein, ondo = House.objects.get(slug="serein"), House.objects.get(slug="ondo")
    tailor, writer = (
        get_user_model().objects.create_user(each, f"{each}@example.com", PASSWORD) for each in ("tailor", "writer")
    )
    Membership.objects.create(user=tailor, role=Role.HOUSE, house=serein)
    ours = Membership.objects.create(user=writer, role=Role.CONTRIBUTOR, house=serein)
    actor = Actor(Kind.ACCOUNT, tailor)
    for house in (ondo, None):
        with pytest.raises(NotAllowed):
            dismiss(actor, Membership.objects.create(user=writer, role=Role.CONTRIBUTOR, house=house))
    dismiss(actor, ours)
    assert set(writer.memberships.values_list("house__slug", flat=True)) == {"ondo", None}


def test_an_organiser_by_invitation_may_do_all_until_the_role_ends(desk: Client, chief: Any) -> None:
    from frontrow.web.people.models import Membership

    desk.post("/en/backstage/people/", asked("ada@example.com", "organiser"))
    ada = Client()
    ada.post(letters()[-1]["facts"]["link"], {"password": PASSWORD})
    assert ada.get("/admin/season/look/").status_code == 200
    assert ada.get("/en/insight/").status_code == 200
    role = Membership.objects.get(user__email="ada@example.com")
    assert desk.post(f"/en/backstage/people/{role.pk}/end/").status_code == 302
    assert ada.get("/admin/season/look/").status_code == 302
    assert ada.get("/en/backstage/people/").status_code == 403


def test_the_last_organiser_stays(desk: Client, chief: Any) -> None:
    from frontrow.web.people.models import Membership, Role

    only = Membership.objects.create(user=chief, role=Role.ORGANISER)
    chief.is_superuser = False
    chief.save()
    page = desk.post(f"/en/backstage/people/{only.pk}/end/", follow=True).content.decode()
    assert "Somebody has to be the organiser" in page and Membership.objects.filter(pk=only.pk).exists()


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "x" * 300 + "@example.com", "<b>@example.com"])
def test_what_is_no_address_is_refused(desk: Client, email: str) -> None:
    assert desk.post("/en/backstage/people/", asked(email, "teacher")).status_code == 400
    assert letters() == []


def test_after_sending_the_page_says_so_and_that_a_second_letter_replaces_the_first(desk: Client) -> None:
    send = lambda: desk.post("/en/backstage/people/", asked("mo@example.com", "teacher"), follow=True)  # noqa: E731
    first, second = send().content.decode(), send().content.decode()
    assert "on its way to mo@example.com" in first and "It replaces the one" not in first
    assert "on its way to mo@example.com" in second and "It replaces the one sent before" in second
    old, new = (letter["facts"]["link"] for letter in letters())
    assert (Client().get(old).status_code, Client().get(new).status_code) == (410, 200)


def test_who_holds_the_role_already_gets_no_letter(desk: Client, chief: Any) -> None:
    from django.contrib.auth import get_user_model

    from frontrow.web.people.models import Membership, Role

    mo = get_user_model().objects.create_user("mo@example.com", "", PASSWORD)
    Membership.objects.create(user=mo, role=Role.TEACHER)
    for who, role in (("Mo@example.com", "teacher"), ("chief@example.com", "organiser")):
        answer = desk.post("/en/backstage/people/", asked(who, role))
        assert answer.status_code == 400 and "holds that role already" in answer.content.decode()
    assert letters() == []
    assert desk.post("/en/backstage/people/", asked("mo@example.com", "moderator")).status_code == 302


def test_behind_the_stage_a_door_leads_to_the_administration_for_who_may_enter(desk: Client) -> None:
    from django.contrib.auth import get_user_model

    from frontrow.web.people.models import Membership, Role

    assert 'href="/admin/"' in desk.get("/en/backstage/").content.decode()
    teacher = get_user_model().objects.create_user("mo@example.com", "mo@example.com", PASSWORD)
    Membership.objects.create(user=teacher, role=Role.TEACHER)
    hers = Client()
    hers.force_login(teacher)
    assert 'href="/admin/"' not in hers.get("/en/backstage/").content.decode()
