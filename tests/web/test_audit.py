"""Every change of state is written down in the transaction that makes it, and never without one."""

from typing import Any

import pytest


@pytest.fixture
def look(home: Any) -> Any:
    from frontrow.web.season.models import Look

    return Look.objects.get(slug="ondo-01")


def test_a_row_names_the_action_its_target_and_its_facts(look: Any) -> None:
    from django.db import transaction

    from frontrow.web.audit.actor import HOUSE
    from frontrow.web.audit.models import AuditRow
    from frontrow.web.audit.record import record

    with transaction.atomic():
        record(HOUSE, "restock", look, quantity=3)
    row = AuditRow.objects.get(action="restock")
    assert (row.kind, row.action, row.target, row.facts) == ("house", "restock", "look:ondo-01", {"quantity": 3})


def test_a_change_that_is_rolled_back_leaves_no_row_and_tells_nobody(look: Any) -> None:
    from django.db import transaction

    from frontrow.web.audit.actor import Actor, Kind
    from frontrow.web.audit.models import AuditRow
    from frontrow.web.audit.record import record, tell
    from frontrow.web.learning import store

    actor = Actor(Kind.VISITOR, learns="somebody-who-agreed")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(actor, "save", look)
        tell(actor, "save", look.slug)
        raise ZeroDivisionError
    assert not AuditRow.objects.filter(kind="visitor").exists()
    assert store().by_visitor("somebody-who-agreed") == []


def test_nothing_is_written_down_outside_a_transaction(look: Any) -> None:
    from frontrow.web.audit.actor import HOUSE
    from frontrow.web.audit.record import record

    with pytest.raises(RuntimeError, match="outside the transaction"):
        record(HOUSE, "save", look)


def test_only_a_visitor_who_agreed_is_learnt_from(look: Any) -> None:
    from django.db import transaction

    from frontrow.web.audit.actor import Actor, Kind
    from frontrow.web.audit.record import tell
    from frontrow.web.learning import store

    with transaction.atomic():
        tell(Actor(Kind.VISITOR, holder="f" * 32), "try_on", look.slug)
        tell(Actor(Kind.VISITOR, learns="somebody-who-agreed"), "try_on", look.slug)
    assert [(did.visitor, did.event, did.item) for did in store().by_visitor("somebody-who-agreed")] == [
        ("somebody-who-agreed", "try_on", "ondo-01")
    ]
    assert store().by_visitor("f" * 32) == []


def test_a_row_is_never_changed(look: Any) -> None:
    from django.db import transaction

    from frontrow.web.audit.actor import HOUSE
    from frontrow.web.audit.record import record

    with transaction.atomic():
        row = record(HOUSE, "save", look)
    row.action = "nothing"
    with pytest.raises(TypeError, match="never changed"):
        row.save()


def test_only_staff_with_the_permission_may(home: Any) -> None:
    from django.contrib.auth.models import AnonymousUser, Permission, User
    from django.test import RequestFactory

    from frontrow.web.audit.actor import NotAllowed, actor_of

    request: Any = RequestFactory().get("/")
    request.session = {}
    clerk = User.objects.create_user("clerk", password="ten letters long", is_staff=True)
    for user in (AnonymousUser(), User.objects.create_user("guest"), clerk):
        request.user = user
        with pytest.raises(NotAllowed):
            actor_of(request).needs("season.change_look")
    clerk.user_permissions.add(Permission.objects.get(codename="change_look"))
    request.user = User.objects.get(pk=clerk.pk)
    actor_of(request).needs("season.change_look")


def test_what_visitors_do_on_the_pages_is_written_down_without_who_they_are(visitor: Any) -> None:
    from frontrow.web.audit.models import AuditRow

    opened = AuditRow.objects.order_by("-id").values_list("id", flat=True).first() or 0  # what the house itself did
    visitor.post("/en/looks/ondo-01/save/")
    visitor.post("/en/looks/ondo-01/save/")
    visitor.post("/en/looks/ondo-02/dismiss/")
    visitor.post("/en/me/choice/", {"learn": "yes"})
    visitor.post("/en/me/not-true/", {"facet": "houses", "label": "ondo"})
    visitor.post("/en/me/erase/")
    done = AuditRow.objects.filter(id__gt=opened)
    assert list(done.order_by("id").values_list("action", "target")) == [
        ("save_look", "look:ondo-01"),
        ("unsave_look", "look:ondo-01"),
        ("dismiss_look", "look:ondo-02"),
        ("choose", "learning"),
        ("deny", "facet:houses"),
        ("erase", "visitor"),
    ]
    assert set(done.values_list("kind", "by")) == {("visitor", None)}
    who = visitor.cookies["fr_visitor"].value.split(".")[0]
    assert who not in str(list(AuditRow.objects.values()))


def test_a_save_is_learnt_from_once_and_only_after_a_yes(visitor: Any) -> None:
    from django.conf import settings

    from frontrow.privacy import server_key, verify
    from frontrow.web.learning import store

    visitor.post("/en/looks/ondo-02/save/")
    visitor.post("/en/me/choice/", {"learn": "yes"})
    visitor.post("/en/looks/ondo-01/save/")
    visitor.post("/en/looks/ondo-01/save/")
    who = verify(visitor.cookies["fr_visitor"].value, server_key(settings.HOME.root))
    assert who
    assert [(did.event, did.item, did.value) for did in store().by_visitor(who)] == [
        ("save", "ondo-01", None),
        ("save", "ondo-01", 0.0),
    ]


def test_staff_without_the_permission_gives_no_figures_to_the_houses(visitor: Any) -> None:
    from django.contrib.auth import get_user_model

    from frontrow.web.insight.models import Released

    visitor.force_login(get_user_model().objects.create_user("helper", is_staff=True))
    assert visitor.post("/en/insight/release/").status_code == 403
    assert not Released.objects.exists()


def test_what_is_changed_at_the_desk_is_written_down_without_its_values(home: Any) -> None:
    from django.contrib.auth.models import User
    from django.test import Client

    from frontrow.web.audit.models import AuditRow
    from frontrow.web.shop.models import Market

    organiser = Client()
    organiser.force_login(User.objects.create_superuser("organiser"))
    market = Market.objects.create(slug="moon", currency="EUR")
    page = f"/admin/shop/market/{market.pk}"
    rates = {"rates-TOTAL_FORMS": "0", "rates-INITIAL_FORMS": "0"}
    said = {"slug": "moon", "title_en": "Sea of Tranquillity", "currency": "EUR", "delivery": "900", "order": "9"}
    assert organiser.post(f"{page}/change/", said | rates).status_code == 302
    assert organiser.post(f"{page}/delete/", {"post": "yes"}).status_code == 302
    rows = list(AuditRow.objects.filter(target="market:moon"))
    assert [(row.action, row.by.username) for row in rows] == [
        ("delete_market", "organiser"),
        ("change_market", "organiser"),
    ]
    assert "title" in rows[1].facts["fields"].lower()
    assert "Tranquillity" not in str(rows[1].facts)
