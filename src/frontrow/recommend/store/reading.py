"""What every event store in a relational database reads, in the words of SQL that all of them know."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

from frontrow.recommend.events import STANDING, Entry, Impression, Interaction, May, Stored
from frontrow.recommend.store.rows import Row, entry_of, exported
from frontrow.recommend.store.writer import Writer

ROWS = (
    "SELECT position, visitor.id, at, event, item, value, page, slate "
    "FROM log JOIN visitor ON visitor.key = log.visitor "
)


class RelationalEventStore(ABC):
    """An EventStore over the tables visitor (key, id, measure, personalise: 0 or 1), log and erasure (count)."""

    _writer: Writer

    @abstractmethod
    def _read(self, query: str, values: Row) -> Sequence[Sequence[Any]]:
        """The rows of a query, whose places for values are question marks."""

    @abstractmethod
    def close(self) -> None: ...

    @property
    def site(self) -> str:
        return str(self._read("SELECT id FROM site", ())[0][0])

    def submit(self, batch: Sequence[Entry], may: May | None = None) -> "Future[int]":
        return self._writer.append(batch, may)

    def append(self, batch: Sequence[Entry]) -> int:
        return self.submit(batch).result()

    def agree(self, visitor: str, may: May) -> None:
        self._writer.agree(visitor, may).result()

    def erase(self, visitor: str) -> int:
        return self._writer.erase(visitor).result()

    def since(self, position: int, limit: int = 10_000) -> list[Stored]:
        rows = self._read(ROWS + "WHERE position > ? AND measure = 1 ORDER BY position LIMIT ?", (position, limit))
        return [Stored(row[0], entry_of(tuple(row))) for row in rows]

    def by_visitor(self, visitor: str, limit: int = 200) -> list[Interaction]:
        of_her = "WHERE visitor.id = ? AND slate IS NULL "
        rows = list(self._read(ROWS + of_her + "ORDER BY position DESC LIMIT ?", (visitor, limit)))
        if len(rows) == limit:
            older = f"AND event IN ({', '.join('?' * len(STANDING))}) AND position < ? ORDER BY position DESC LIMIT ?"
            rows += self._read(ROWS + of_her + older, (visitor, *STANDING, rows[-1][0], 5 * limit))
        entries = [entry_of(tuple(row)) for row in reversed(rows)]
        return [entry for entry in entries if isinstance(entry, Interaction)]

    def shown_to(self, visitor: str, since: float, limit: int = 500) -> list[Impression]:
        # `at` is looked at afterwards: in the query it would let one read walk through all she was ever shown
        shown = "WHERE visitor.id = ? AND slate IS NOT NULL ORDER BY position DESC LIMIT ?"
        entries = [entry_of(tuple(row)) for row in reversed(self._read(ROWS + shown, (visitor, limit)))]
        return [entry for entry in entries if isinstance(entry, Impression) and entry.at > since]

    def visitors(self, profiled: bool = False) -> list[str]:
        least = 1 if profiled else 0
        return [row[0] for row in self._read("SELECT id FROM visitor WHERE measure = 1 AND personalise >= ?", (least,))]

    def past(self, before: float, resting: bool = False) -> list[str]:
        of_whom, when = ("WHERE measure + personalise = 0 ", "max(at)") if resting else ("", "min(at)")
        asked = f"SELECT visitor.id FROM visitor JOIN log ON visitor.key = log.visitor {of_whom}GROUP BY visitor.id "
        return [row[0] for row in self._read(asked + f"HAVING {when} < ?", (before,))]

    def erasures(self) -> int:
        return int(self._read("SELECT count FROM erasure", ())[0][0])

    def export(self, visitor: str) -> dict[str, Any]:
        rows = self._read(ROWS + "WHERE visitor.id = ? ORDER BY position", (visitor,))
        return exported(visitor, [entry_of(tuple(row)) for row in rows])
