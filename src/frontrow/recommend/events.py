"""What visitors did and what they were shown, and the seam behind which it is kept."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Protocol, get_args

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


class May(NamedTuple):
    """What a visitor's entries are for, as she agreed: to be counted with everybody's, to choose for herself."""

    measure: bool = True
    personalise: bool = True


class StoreFull(Exception):
    """More is waiting to be written than the store holds; nothing of the batch was kept, try again later."""


class EventStore(Protocol):
    """A durable log of entries, readable by position and by visitor, from which a visitor can be erased."""

    @property
    def site(self) -> str:
        """Drawn when the log was made, and the same for all who open it: positions of another mean nothing here."""
        ...

    def submit(self, batch: Sequence[Entry], may: May | None = None) -> "Future[int]":
        """Queue a batch; the future gives its last position once it is durable. Raises StoreFull.

        may: what the batch's visitors agreed to; it takes back what was agreed before and adds nothing to it. None:
        as was agreed, and of somebody new everything. Of whom nothing may be kept, nothing is; then it may give 0.
        """
        ...

    def agree(self, visitor: str, may: May) -> None:
        """From now on all that is kept about the visitor is for this alone.

        Who is not to be measured is not in `since` and `visitors`, as if she had been erased; when she is to be
        measured again, her entries are at the end of the log.
        """
        ...

    def append(self, batch: Sequence[Entry]) -> int:
        """The position of the batch's last entry, once the batch would survive a crash. Raises StoreFull."""
        ...

    def since(self, position: int, limit: int = 10_000) -> list[Stored]:
        """At most `limit` entries after `position`, oldest first, of visitors who are measured."""
        ...

    def by_visitor(self, visitor: str, limit: int = 200) -> list[Interaction]:
        """The visitor's last `limit` interactions and, before them, 5 x `limit` STANDING ones, oldest first."""
        ...

    def shown_to(self, visitor: str, since: float, limit: int = 500) -> list[Impression]:
        """Of the visitor's last `limit` impressions those after `since` (seconds since the epoch), oldest first."""
        ...

    def visitors(self, profiled: bool = False) -> Sequence[str]:
        """Everybody who is measured, in no order; profiled: of them, who is chosen for as well."""
        ...

    def past(self, before: float, resting: bool = False) -> Sequence[str]:
        """Whose first entry is from before that moment (seconds since the epoch), measured or not.

        resting: who agreed to nothing any more, and whose last entry is.
        """
        ...

    def erasures(self) -> int:
        """How often something was erased, or taken back: when it grows, what was read before may be gone."""
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
