"""Every room's door: where the pages' menus and the page behind the stage learn what there is.

A room adds its doors in its AppConfig.ready(). Menus: `rooms` (the masthead; four at most), `more` (the foot of each
page). Doors with roles stand behind the stage alone.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from frontrow.web.people.models import Role


@dataclass(frozen=True)
class Door:
    """url: a name of urls.py without arguments. title, line: lazy translations; the line says what it is for.
    menu: "rooms", "more" or "" for behind the stage. roles: who may enter there. order: smaller comes first.
    """

    url: str
    title: Any
    line: Any = ""
    menu: str = ""
    roles: tuple[Role, ...] = ()
    order: int = 50

    @property
    def href(self) -> str:
        return reverse(self.url)


_doors: dict[tuple[str, str], Door] = {}


def add(door: Door) -> None:
    """Add a door, or replace the one that leads to the same place from the same menu."""
    _doors[door.menu, door.url] = door


def menu(name: str) -> list[Door]:
    """The doors of a menu, in order."""
    return sorted((door for door in _doors.values() if door.menu == name), key=lambda door: (door.order, door.url))


def backstage(held: Collection[Role]) -> list[Door]:
    """The doors behind the stage that open for these roles; all of them for an organiser."""
    return [door for door in menu("") if Role.ORGANISER in held or set(door.roles) & set(held)]
