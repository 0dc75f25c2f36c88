"""Who may open what: every address of the site, as every role, beside the table in access.txt.

A new address without a row fails here: `python -m tests.web.test_access` prints the row that it has as it is, to be
read before it is believed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

TABLE = Path(__file__).with_name("access.txt")
ROLES = ("organiser", "house", "rival", "contributor", "moderator", "teacher")  # house: Serein's, rival: Kiosk Ondo's
EVERYBODY = ("visitor", "account", "staff", *ROLES)
WORDS = {
    "all": EVERYBODY,  # what is somebody's own besides answers strangers with 404, which its room's tests prove
    "account": EVERYBODY[1:],
    "roles": ROLES,
    "nobody": (),  # a key in a header opens it, no session
}
KNOWN = {"looks": "ondo-01", "shows": "first-light", "houses": "serein", "patterns": "dress"}
VALUES = {"int": "999999", "slug": "nobodys", "str": "nobodys", "path": "nowhere"}
DOORS = ("/account/sign-in/", "/admin/login/")


@dataclass(frozen=True)
class Address:
    """route: as urls.py says it, without the language. path: an example of it."""

    route: str
    path: str


def addresses() -> list[Address]:
    """Every address outside the admin, which is walked by its own rule."""
    from django.urls import get_resolver

    found = {address.route: address for address in _walk(get_resolver().url_patterns)}
    return sorted(found.values(), key=lambda address: address.route)


def _walk(patterns: Any, route: str = "", path: str = "/") -> Iterator[Address]:
    for pattern in patterns:
        said = str(pattern.pattern)
        if said.startswith("admin/"):
            continue
        if hasattr(pattern, "url_patterns"):
            prefix = "" if said == "en/" else said
            yield from _walk(pattern.url_patterns, route + prefix, path + said)
        elif "(?P" not in said:
            yield Address(route + said or "(front)", _example(path + said, pattern.pattern.converters))


def _example(path: str, converters: Any) -> str:
    for name, converter in converters.items():
        kind = {"Int": "int", "Slug": "slug", "Path": "path"}.get(
            type(converter).__name__.removesuffix("Converter"), "str"
        )
        before = path.split(f"<{kind}:{name}>")[0].rstrip("/").rpartition("/")[2]
        value = KNOWN.get(before, VALUES[kind]) if kind == "slug" else VALUES[kind]
        path = path.replace(f"<{kind}:{name}>", value)
    return path


def table() -> dict[str, tuple[str, ...]]:
    """Who may open each route."""
    rows = (line.split("#")[0].split() for line in TABLE.read_text().splitlines())
    return {row[0]: tuple(who for word in row[1:] for who in WORDS.get(word, (word,))) for row in rows if row}


@pytest.fixture
def people(home: Path) -> dict[str, Any]:
    """An account of each kind; None for a visitor without one."""
    return accounts()


def accounts() -> dict[str, Any]:
    from django.contrib.auth import get_user_model

    from frontrow.web.people.models import Membership, Role
    from frontrow.web.season.models import House

    found: dict[str, Any] = {"visitor": None}
    for name in EVERYBODY[1:]:
        found[name] = get_user_model().objects.create_user(name, password="rain on the pier", is_staff=name == "staff")
    houses = {"house": House.objects.get(slug="serein"), "rival": House.objects.get(slug="ondo")}
    for name in ROLES:
        role = Role.HOUSE if name in houses else Role(name)
        Membership.objects.create(user=found[name], role=role, house=houses.get(name))
        found[name].refresh_from_db()
    return found


def opens(user: Any, path: str, method: str) -> bool | None:
    """Whether the address lets `user` in; None where it does not know the method. What it does is undone."""
    from django.db import transaction

    client = Client(raise_request_exception=False)
    with transaction.atomic():
        if user is not None:
            client.force_login(user)
        answer = getattr(client, method)(path)
        transaction.set_rollback(True)
    if answer.status_code == 405:
        return None
    assert answer.status_code < 500, f"{method} {path}: {answer.status_code}"
    shown_out = answer.status_code in (301, 302) and any(door in answer["Location"] for door in DOORS)
    return not (shown_out or answer.status_code in (401, 403))


def wrong(people: dict[str, Any], who: tuple[str, ...]) -> list[str]:
    """What of the table is not so, asked as those named."""
    rows, found = table(), []
    for address in addresses():
        allowed = rows.get(address.route, ())
        for name in who:
            for method in ("get", "post"):
                let_in = opens(people[name], address.path, method)
                if let_in is not None and let_in != (name in allowed):
                    found.append(f"{address.route} {method} {name}: {'let in' if let_in else 'kept out'}")
    return found


def test_every_address_has_a_row_and_every_row_an_address(home: Path) -> None:
    routes = {address.route for address in addresses()}
    assert routes - set(table()) == set(), "say in tests/web/access.txt who may open these"
    assert set(table()) - routes == set(), "these rows of tests/web/access.txt are nobody's any more"
    assert {who for row in table().values() for who in row} <= set(EVERYBODY)


def test_what_is_behind_a_door_is_closed_to_visitors(people: dict[str, Any]) -> None:
    rows = table()
    guarded = [address for address in addresses() if "visitor" not in rows[address.route]]
    assert len(guarded) > 40
    let_in = [each.route for each in guarded for method in ("get", "post") if opens(None, each.path, method)]
    assert let_in == []


def test_what_a_role_opens_is_closed_to_an_account_without_one(people: dict[str, Any]) -> None:
    rows = table()
    guarded = [address for address in addresses() if "account" not in rows[address.route]]
    assert len(guarded) > 20
    assert [each.route for each in guarded if opens(people["account"], each.path, "post")] == []


def test_the_admin_is_the_organisers(people: dict[str, Any]) -> None:
    for name in EVERYBODY:
        assert bool(opens(people[name], "/admin/season/house/", "get")) == (name == "organiser"), name


@pytest.mark.slow
def test_every_address_opens_for_those_in_its_row_and_for_nobody_else(people: dict[str, Any]) -> None:
    assert wrong(people, EVERYBODY) == []


@pytest.mark.slow
def test_every_page_of_the_admin_is_closed_to_everybody_but_organisers(people: dict[str, Any]) -> None:
    from django.contrib import admin

    assert len(admin.site._registry) > 15
    for model in admin.site._registry:
        page = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for path in (page, f"{page}add/", f"{page}1/change/", f"{page}1/delete/"):
            for name in EVERYBODY:
                for method in ("get", "post"):
                    assert name == "organiser" or not opens(people[name], path, method), (path, name)
        assert opens(people["organiser"], page, "get"), page


def rows_as_they_are() -> None:
    """Print the row of every address that has none."""
    people, known = accounts(), table()
    for address in addresses():
        if address.route in known:
            continue
        let_in = {name for name in EVERYBODY for method in ("get", "post") if opens(people[name], address.path, method)}
        words = [word for word in ("all", "account", "roles") if set(WORDS[word]) <= let_in][:1]
        rest = sorted(let_in - {who for word in words for who in WORDS[word]})
        print(f"{address.route:60} {' '.join([*words, *rest]) or 'nobody'}", flush=True)


if __name__ == "__main__":
    import shutil

    from frontrow.web.setup import prepare
    from tests.web import conftest

    prepare(season=conftest.SEASON)
    rows_as_they_are()
    shutil.rmtree(conftest.HOME, ignore_errors=True)
