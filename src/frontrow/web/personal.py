"""What the rooms of the site keep about somebody: each registers how it is taken away and how it is erased.

`frontrow.privacy.registry` is for what is kept under a visitor's number outside these pages (interactions, profiles);
here it is by browser and by account.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import HttpRequest

from frontrow.web.learning import known
from frontrow.web.shop.holder import holder_of


@dataclass(frozen=True)
class Loss:
    """What others lose when somebody is erased. words: a sentence; href: where it can be taken along or handed on."""

    words: str
    href: str


@dataclass(frozen=True)
class Whose:
    """user: the account, if any. holder: the browser's id of what is kept, "" for none. visitor: the number under
    which was learnt, also after a no; "" for none. session: the key of the browser's session, "" for none.
    """

    user: Any = None
    holder: str = ""
    visitor: str = ""
    session: str = ""


def whose(request: HttpRequest) -> Whose:
    user = request.user if request.user.is_authenticated else None
    return Whose(user, holder_of(request) or "", known(request) or "", request.session.session_key or "")


class Place(Protocol):
    """A room that keeps something about somebody."""

    def export(self, whose: Whose) -> Any:
        """All of it, as plain JSON values; empty when there is nothing."""
        ...

    def erase(self, whose: Whose) -> int:
        """Remove all of it, files and what was learnt from it as well; how many entries were removed."""
        ...


_places: dict[str, Place] = {}


def register(name: str, place: Place) -> None:
    """Add a place by the name that is read in an export, or replace the one of the same name."""
    _places[name] = place


_shared: list[Callable[[Whose], list[Loss]]] = []


def shares(losses: Callable[[Whose], list[Loss]]) -> None:
    """Add what others lose with somebody; it is said before she is erased."""
    _shared.append(losses)


def losses(whose: Whose) -> list[Loss]:
    """What others lose when this somebody is erased."""
    return [loss for room in _shared for loss in room(whose)]


def export(whose: Whose, without: str = "") -> dict[str, Any]:
    """What each place keeps about them, by its name; places that keep nothing are left out, as is `without`."""
    return {name: kept for name, place in _places.items() if name != without and (kept := place.export(whose))}


def erase(whose: Whose) -> int:
    """Erase in every place; how many entries. The first that fails ends it, for its transaction to be undone."""
    return sum(place.erase(whose) for place in _places.values())
