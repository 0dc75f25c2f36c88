"""Somebody is planted in every table, file, log and count; she has herself erased; and every trace is looked for."""

import io
import json
import time
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from frontrow.recommend import Impression, Interaction
from tests.web.planting import Her, every_table, plant, told

PERSON = ("holder", "visitor", "learns", "email", "phone", "nickname", "session", "address", "ip")


def test_every_table_says_what_it_has_to_do_with_a_visitor(home: Path) -> None:
    from frontrow.web.retention import terms
    from frontrow.web.tables import TABLES

    there, known = set(every_table()), {term.name for term in terms()}
    assert there - set(TABLES) == set(), "say in web/tables.py what becomes of her in these"
    assert set(TABLES) - there == set(), "these are no tables any more"
    assert {table.term for table in TABLES.values() if table.term} <= known, "a term that nobody keeps"


def test_no_table_that_is_said_to_be_about_nobody_has_a_place_for_somebody(home: Path) -> None:
    from frontrow.web.tables import DESK, TABLES, How

    for label, model in every_table().items():
        if TABLES.get(label, DESK).how is How.NOBODY:
            fields = {each.name: each for each in model._meta.concrete_fields}
            people = [
                name for name, each in fields.items() if each.is_relation and each.related_model.__name__ == "User"
            ]
            assert not people and not set(PERSON) & set(fields), label


@pytest.fixture
def her(visitor: Any, home: Path) -> Iterator[Her]:
    """Signed up, agreed to everything, and in every table that a visitor can be in."""
    from django.conf import settings
    from django.contrib.auth import get_user_model

    from frontrow.privacy import server_key, verify
    from frontrow.web.learning import engine, store
    from frontrow.web.tables import NOBODY, TABLES, How

    user = get_user_model().objects.create_user("planted", "planted-her@example.org", "a-long-password")
    visitor.force_login(user)
    visitor.post("/en/me/choice/", {"purpose": ["measure", "personalise", "sponsors"]})
    visitor.post("/en/looks/serein-03/save/")
    who = verify(visitor.cookies["fr_visitor"].value, server_key(settings.HOME.root)) or ""
    made = Her(user, visitor.session["holder"], who, user.email)
    for label, model in every_table().items():
        if TABLES.get(label, NOBODY).how in (How.ERASED, How.BILL, How.DESK, How.ACCOUNT) and label not in REAL:
            plant(model, made)
    store().append(
        [
            Interaction(who, "serein-03", "save", time.time()),
            Interaction(who, "ondo-01", "dwell", time.time(), 31.0, "look"),
            Impression(who, "slate", ("ondo-01",), time.time(), "front", "live", (1.0,)),
        ]
    )
    engine().refresh()
    yield made
    engine().stop()


REAL = ("auth.User", "sessions.Session", "auth.User_groups", "auth.User_user_permissions")  # made by signing up


def test_erased_she_is_in_no_table_no_file_no_log_and_no_count(
    visitor: Any, her: Her, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from django.contrib.auth import get_user_model

    from frontrow.recommend.engine.histories import key
    from frontrow.web.learning import engine
    from frontrow.web.tables import TABLES, How
    from frontrow.web.wiping import wipe

    tables = every_table()
    rule, mail = "-" * 79, "To: {}\n\nDear {},\nyour gown is on its way.\n"
    log = home / "worker.log"
    log.write_text(f"ready\n{mail.format(her.email, her.word)}{rule}\n{mail.format('bo@example.org', 'Bo')}{rule}\n")
    before = {label: told(model) for label, model in tables.items()}
    planted = [label for label, table in TABLES.items() if table.how is How.ERASED and label not in REAL]
    assert all(
        any(mark in before[label] or f"{her.user.pk}" in before[label] for mark in her.marks) for label in planted
    )
    assert engine().ranker().visitors == 1
    visitor.post("/en/me/erase/")
    for label in planted:
        left = told(tables[label])
        assert [mark for mark in her.marks if mark in left] == [], f"{label} still knows her"
    assert engine().ranker().visitors == 0
    assert her.user.orders.exists() and her.kept in told(tables["shop.Order"]), "a bill stays"
    assert "1.7342" not in told(tables["shop.OrderLine"]) and her.holder not in told(tables["shop.Order"])

    visitor.force_login(her.user)
    visitor.post("/en/account/close/")
    assert not get_user_model().objects.exists()
    for label, table in TABLES.items():
        if table.how in (How.ACCOUNT, How.DESK):
            assert her.email not in told(tables[label]), f"{label} still knows her account"
            assert not _points_to(tables[label], her.user.pk), f"{label} still points to her account"
    tables["shop.Order"]._default_manager.all().update(email="-")  # the bill's own copy of her address
    engine().stop()
    assert wipe()
    number = key(her.visitor) & (2**64 - 1)
    marks = [mark.encode() for mark in (*her.marks, her.email.replace("@", "\\u0040"))] + [number.to_bytes(8, "little")]
    for path in home.rglob("*"):
        if path.is_file():
            found = [mark for mark in marks if mark in path.read_bytes()]
            assert found == [], f"{path} still has her"
    assert not any(mark in caplog.text for mark in her.marks)
    assert "Dear Bo" in log.read_text() and log.read_text().count("\n") == 11, "the other's mail is as it was"
    log.unlink()


def _points_to(model: Any, user: int) -> bool:
    if model._meta.label == "auth.User":
        return False
    of_user = [
        each.name for each in model._meta.concrete_fields if each.is_relation and each.related_model.__name__ == "User"
    ]
    return any(model._default_manager.filter(**{name: user}).exists() for name in of_user)


def test_she_takes_all_of_it_away_as_one_zip_of_json_and_tables(visitor: Any, her: Her) -> None:
    from frontrow.web.tables import TABLES, How

    answer = visitor.post("/en/me/export/", {"as": "zip"})
    assert answer["Content-Type"] == "application/zip" and "front-row.zip" in answer["Content-Disposition"]
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    everything = json.loads(packed.read("everything.json"))
    assert everything["consent"] == ["measure", "personalise", "sponsors"]
    assert everything["rooms"]["account"]["email"] == her.email
    text = packed.read("everything.json").decode()
    assert her.word in text and her.kept in text
    rows = packed.read("remembered-interactions-interactions.csv").decode("utf-8-sig").splitlines()
    assert rows[0] == "item,event,at,value,page" and len(rows) == 4
    assert "everything.json" in packed.read("READ ME.txt").decode()
    assert any(table.how is How.ERASED for table in TABLES.values())


def test_a_cell_that_a_spreadsheet_would_run_is_told_as_text() -> None:
    from frontrow.web.me.archive import archive

    packed = zipfile.ZipFile(io.BytesIO(archive({"patterns": [{"name": '=HYPERLINK("x")', "size": -3}]})))
    assert packed.read("patterns.csv").decode("utf-8-sig").splitlines()[1] == '"\'=HYPERLINK(""x"")",-3'


def test_what_is_past_its_term_goes_and_what_is_younger_stays(visitor: Any, her: Her) -> None:
    from django.contrib.sessions.models import Session
    from django_tasks_db.models import DBTaskResult

    from frontrow.web.audit.models import AuditRow
    from frontrow.web.learning import store
    from frontrow.web.retention import sweep
    from frontrow.web.shop.models import BagLine, Order

    now = timezone.now()
    sweep(now)
    assert DBTaskResult.objects.filter(args_kwargs__icontains=her.email).exists() and BagLine.objects.exists()
    sweep(now + timedelta(days=1.1))
    assert not DBTaskResult.objects.filter(args_kwargs__icontains=her.email).exists(), "an address in a mail that went"
    assert store().by_visitor(her.visitor) and AuditRow.objects.filter(action="choose").exists()
    sweep(now + timedelta(days=184))
    assert not BagLine.objects.exists() and not AuditRow.objects.filter(action="choose").exists()
    assert store().by_visitor(her.visitor) and Order.objects.exists()
    sweep(now + timedelta(days=366))
    assert store().by_visitor(her.visitor) == [] and Order.objects.exists()
    sweep(now + timedelta(days=3654))
    assert not Order.objects.exists()
    Session.objects.update(expire_date=now - timedelta(seconds=1))
    sweep(now)
    assert not Session.objects.exists()


def test_what_rests_after_a_no_to_all_is_kept_for_a_month(visitor: Any, her: Her) -> None:
    from frontrow.web.learning import store
    from frontrow.web.retention import sweep

    visitor.post("/en/me/choice/", {"learn": "no"})
    assert len(store().by_visitor(her.visitor)) == 3 and store().since(0) == []
    sweep(timezone.now() + timedelta(days=29))
    assert len(store().by_visitor(her.visitor)) == 3
    sweep(timezone.now() + timedelta(days=31))
    assert store().by_visitor(her.visitor) == []


def test_the_workers_log_begins_anew_and_what_it_was_goes_a_term_later(home: Path) -> None:
    from frontrow.web.me.log import files, turn

    log, old = files()
    log.write_text("mail to her@example.org\n")
    now = timezone.now()
    assert turn(now - timedelta(days=7)) == 0 and log.read_text(), "it was begun today"
    assert turn(now + timedelta(seconds=5)) == 1
    assert not log.read_text() and "her@" in old.read_text()
    log.write_text("quiet\n")
    assert turn(now + timedelta(days=7)) == 1 and "her@" not in old.read_text()
    log.unlink()
    old.unlink()


def test_another_whose_address_ends_or_begins_as_hers_keeps_her_mails(home: Path) -> None:
    from django.contrib.auth import get_user_model
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    from frontrow.web import letters, personal
    from frontrow.web.personal import Whose

    ann = get_user_model().objects.create_user("ann", "ann@x.org", "a-long-password")
    others = ("joann@x.org", "ann@x.org.uk", "jo-ann@x.org", "o'ann@x.org", "ann@x.orgs")
    DBTaskResult.objects.all().delete()
    rule, log = "-" * 79, home / "worker.log"
    log.write_text("".join(f"To: {each}\n\nYour gown.\n{rule}\n" for each in ("Ann@X.org", *others)))
    for each in ("Ann@X.org", *others):
        letters.post("commons/version", each, "en", {"title": "", "house": "", "number": 1, "note": "", "url": "/"})
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL)
    personal.erase(Whose(user=ann))
    left = str(list(DBTaskResult.objects.values_list("args_kwargs", flat=True)))
    assert DBTaskResult.objects.count() == len(others) and all(each in left for each in others)
    assert "Ann@X.org" not in log.read_text() and all(f"To: {each}\n" in log.read_text() for each in others)
    log.unlink()


def test_what_is_erased_while_the_file_is_written_anew_is_wiped_the_next_time(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError, transaction

    from frontrow.web import wiping

    def meanwhile() -> bool:
        wiping.wipe_later()
        return True

    def broken() -> bool:
        raise OperationalError("disk I/O error")

    mark = home / "work" / "wipe"
    mark.unlink(missing_ok=True)
    with transaction.atomic():
        wiping.wipe_later()
        assert not mark.exists(), "nothing is erased before it is committed"
    assert mark.exists()
    with monkeypatch.context() as patch:
        patch.setattr(wiping, "_written_anew", meanwhile)
        assert wiping.wipe() and mark.exists()
        patch.setattr(wiping, "_written_anew", broken)
        with pytest.raises(OperationalError):
            wiping.wipe()
        assert mark.exists()
    assert wiping.wipe() and not mark.exists()
