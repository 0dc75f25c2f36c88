"""The budget ledger: every private release is written down before it is made, and refused past the budget."""

import json
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from frontrow.errors import UserError
from frontrow.privacy.noise import epsilon_of, rho_of

UNIT = "one visitor, all she ever did"
# The table only grows: what was spent stays spent, whoever asks.
SCHEMA = """
CREATE TABLE IF NOT EXISTS release (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, name TEXT NOT NULL, mechanism TEXT NOT NULL,
  unit TEXT NOT NULL, rho REAL NOT NULL CHECK (rho > 0), bounds TEXT NOT NULL, room TEXT NOT NULL DEFAULT '');
CREATE TRIGGER IF NOT EXISTS release_stays BEFORE DELETE ON release
  BEGIN SELECT RAISE(ABORT, 'what was released stays in the ledger'); END;
"""
FINAL = """
CREATE TRIGGER IF NOT EXISTS release_is_final BEFORE UPDATE ON release
  BEGIN SELECT RAISE(ABORT, 'what was released stays as it was written'); END;
"""
BEFORE = {
    "insight": "figures of the season",
    "sponsors": "sponsors, *",
    "commons": "looks made with works of the commons",
}


class BudgetSpent(UserError):
    """The release would cost more than is left; nothing was released and nothing written."""


class ShareSpent(BudgetSpent):
    """There is budget left, but not in the share of the room that asks."""


@dataclass(frozen=True, slots=True)
class Budget:
    """All that one visitor's privacy may cost: epsilon at delta over every release together."""

    epsilon: float = 8.0
    delta: float = 1e-6

    def __post_init__(self) -> None:
        if not (0 < self.epsilon < 100 and 0 < self.delta < 1):
            raise UserError(
                f"a privacy budget needs an epsilon between 0 and 100 and a delta between 0 and 1, not "
                f"{self.epsilon:g} and {self.delta:g}"
            )

    @property
    def rho(self) -> float:
        return rho_of(self.epsilon, self.delta)


@dataclass(frozen=True, slots=True)
class Release:
    """A row of the ledger. at: seconds since the epoch. bounds: what one visitor could contribute at most."""

    id: int
    at: float
    name: str
    mechanism: str
    unit: str
    rho: float
    bounds: Mapping[str, Any]


class Ledger:
    """What was spent, in one SQLite file that only grows.

    Costs are in zero-concentrated differential privacy: they add up, also when one release depends on the
    ones before, and stopping where the sum would pass the budget keeps the promise (Whitehouse, Ramdas,
    Rogers and Wu, Fully-Adaptive Composition in Differential Privacy, 2023).
    """

    def __init__(self, path: Path, budget: Budget | None = None, room: str = "", share: float = 1.0) -> None:
        """room: who spends from this book, at most `share` of the budget; "" for whoever shares with nobody."""
        self.path, self.budget, self.room, self.share = path, budget or Budget(), room, share
        with closing(self._open()) as file:
            file.executescript(SCHEMA + FINAL)
            _with_rooms(file)

    def spend(
        self, name: str, rho: float, bounds: Mapping[str, Any], mechanism: str = "discrete gaussian", unit: str = UNIT
    ) -> Release:
        """Write a release down; make it only when this returns. Raises BudgetSpent, ShareSpent."""
        at, told = time.time(), json.dumps(dict(bounds), sort_keys=True)
        with closing(self._open()) as file:
            file.execute("BEGIN IMMEDIATE")
            if self.room and _spent(file, self.room) + rho > self.share * self.budget.rho * (1 + 1e-12):
                file.execute("ROLLBACK")
                raise ShareSpent(
                    f"the release “{name}” was not made: the {self.share:.0%} of the season's privacy budget that is "
                    f"for {self.room} is spent, or what is left of it is too little"
                )
            spent = _spent(file)
            if spent + rho > self.budget.rho * (1 + 1e-12):
                file.execute("ROLLBACK")
                raise BudgetSpent(
                    f"the release “{name}” costs {rho:.4g} of privacy (rho) and {max(self.budget.rho - spent, 0):.4g} "
                    f"is left of {self.budget.rho:.4g} (epsilon {self.budget.epsilon:g}); it was not made: release "
                    "less, with more noise, or begin a season with a budget of its own"
                )
            row = (at, name, mechanism, unit, rho, told, self.room)
            into = "INSERT INTO release (at, name, mechanism, unit, rho, bounds, room) VALUES (?, ?, ?, ?, ?, ?, ?)"
            found = file.execute(into, row).lastrowid
            file.execute("COMMIT")
        return Release(found or 0, at, name, mechanism, unit, rho, dict(bounds))

    def releases(self) -> list[Release]:
        """Every release, oldest first."""
        with closing(self._open()) as file:
            rows = file.execute("SELECT id, at, name, mechanism, unit, rho, bounds FROM release ORDER BY id").fetchall()
        return [
            Release(number, at, name, by, unit, rho, json.loads(bounds))
            for number, at, name, by, unit, rho, bounds in rows
        ]

    def spent(self) -> float:
        """rho spent so far, by everybody."""
        with closing(self._open()) as file:
            return _spent(file)

    def epsilon(self) -> float:
        """What was spent so far as epsilon at the budget's delta."""
        return epsilon_of(self.spent(), self.budget.delta)

    def left(self) -> float:
        """rho that is left for this room."""
        with closing(self._open()) as file:
            whole = self.budget.rho - _spent(file)
            mine = self.share * self.budget.rho - _spent(file, self.room)
        return max(min(whole, mine), 0.0)

    def _open(self) -> sqlite3.Connection:
        file = sqlite3.connect(self.path, timeout=10, isolation_level=None)
        file.execute("PRAGMA synchronous = FULL")
        return file


def _spent(file: sqlite3.Connection, room: str = "") -> float:
    """By this room, or by everybody."""
    found = file.execute("SELECT coalesce(sum(rho), 0) FROM release WHERE ? IN ('', room)", (room,))
    return float(found.fetchone()[0])


def _with_rooms(file: sqlite3.Connection) -> None:
    """A book from before there were rooms learns whose its rows are, by their names."""
    file.execute("BEGIN IMMEDIATE")
    if "room" not in {column[1] for column in file.execute("PRAGMA table_info(release)")}:
        file.execute("ALTER TABLE release ADD COLUMN room TEXT NOT NULL DEFAULT ''")
        file.execute("DROP TRIGGER release_is_final")
        for room, names in BEFORE.items():
            file.execute("UPDATE release SET room = ? WHERE name GLOB ?", (room, names))
        file.execute(FINAL)
    file.execute("COMMIT")
