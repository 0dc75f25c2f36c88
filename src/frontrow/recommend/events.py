"""What visitors did and what they were shown, and the seam behind which it is kept."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Literal, Protocol, get_args

Event = Literal[
    "view",
    "dwell",
    "linger",
    "click",
    "save",
    "add_to_bag",
    "purchase",
    "like",
    "share",
    "try_on",
    "attend",
    "dismiss",
]
EVENTS: tuple[Event, ...] = get_args(Event)
# What she decided holds until she decides otherwise, however much she looks at afterwards.
STANDING = ("save", "add_to_bag", "purchase", "like", "share", "try_on", "dismiss")


@dataclass(frozen=True, slots=True)
class Interaction:
    """One thing a visitor did with one item.

    event: one of EVENTS. `linger`: her own camera stayed on a look in 3D; `attend`: she watched a show, which
    is then the item; `dismiss`: not interested. at: seconds since the epoch. value: seconds for `dwell`,
    `linger` and `attend`, a rating or a weight elsewhere; 0 takes a `save`, `add_to_bag`, `like` or `dismiss`
    back. page: where it happened, such as "front" or "look".
    """

    visitor: str
    item: str
    event: str
    at: float
    value: float | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Impression:
    """One slate a visitor was shown: its items in order, and how likely the model was to show each there.

    at: seconds since the epoch. propensities: in [0, 1], as many as items, or none at all.
    """

    visitor: str
    slate: str
    items: tuple[str, ...]
    at: float
    place: str | None = None
    model: str | None = None
    propensities: tuple[float, ...] = ()


Entry = Interaction | Impression


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry and its position in the log: positions only grow and are never used twice."""

    position: int
    entry: Entry


class StoreFull(Exception):
    """More is waiting to be written than the store holds; nothing of the batch was kept, try again later."""


class EventStore(Protocol):
    """A durable log of entries, readable by position and by visitor, from which a visitor can be erased."""

    @property
    def site(self) -> str:
        """Drawn when the log was made, and the same for all who open it: positions of another mean nothing here."""
        ...

    def submit(self, batch: Sequence[Entry]) -> "Future[int]":
        """Queue a batch; the future gives its last position once it is durable. Raises StoreFull."""
        ...

    def append(self, batch: Sequence[Entry]) -> int:
        """The position of the batch's last entry, once the batch would survive a crash. Raises StoreFull."""
        ...

    def since(self, position: int, limit: int = 10_000) -> list[Stored]:
        """At most `limit` entries after `position`, oldest first."""
        ...

    def by_visitor(self, visitor: str, limit: int = 200) -> list[Interaction]:
        """The visitor's last `limit` interactions and, before them, 5 x `limit` STANDING ones, oldest first."""
        ...

    def shown_to(self, visitor: str, since: float, limit: int = 500) -> list[Impression]:
        """Of the visitor's last `limit` impressions those after `since` (seconds since the epoch), oldest first."""
        ...

    def visitors(self) -> Sequence[str]:
        """Everybody of whom something is kept, in no order."""
        ...

    def erasures(self) -> int:
        """How many erasures have removed something: when it grows, what was read before may be gone."""
        ...

    def export(self, visitor: str) -> dict[str, Any]:
        """Everything kept about the visitor, as plain JSON values."""
        ...

    def erase(self, visitor: str) -> int:
        """Remove everything kept about the visitor for good; the number of entries removed."""
        ...

    def close(self) -> None:
        """Write what waits and let go of the file."""
        ...
