"""Other rooms' files of a season: a room that keeps some adds a shelf, which is read and written with the rest."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from frontrow.web.season.models import House, Season

# a file's name in the season's folder, and its names and values, or the file that is copied there
Put = Callable[[str, Mapping[str, Any] | Path], None]


@dataclass(frozen=True)
class Shelf:
    """read: puts the room's files in a season's folder into the database, inside the season's own transaction; raises
    UserError, and nothing of the season is imported. write: calls `put` for each file."""

    read: Callable[[Season, Path], None]
    write: Callable[[Season, Put], None]


_elsewhere: ContextVar[bool] = ContextVar("elsewhere", default=False)


@contextmanager
def from_elsewhere() -> Iterator[None]:
    """What is read meanwhile is another Front Row's: a room lets nothing of it be seen that is to be looked at."""
    token = _elsewhere.set(True)
    try:
        yield
    finally:
        _elsewhere.reset(token)


def is_from_elsewhere() -> bool:
    return _elsewhere.get()


def house_in(folder: Path, slug: object) -> House | None:
    """The house that a file of a season names. A season from elsewhere speaks for the houses that it brings alone."""
    if is_from_elsewhere() and not (folder / "houses" / f"{slug}.yaml").exists():
        return None
    return House.objects.filter(slug=str(slug)).first()


_shelves: dict[str, Shelf] = {}


def add(name: str, shelf: Shelf) -> None:
    """Add a shelf by its folder's name, or replace the one of the same name."""
    _shelves[name] = shelf


def shelves() -> list[Shelf]:
    return [_shelves[name] for name in sorted(_shelves)]
