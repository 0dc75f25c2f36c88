"""The state on disk: folders of arrays that are read in place, and one small file that says which of them count.

A segment is written once, under a name of its own, and never changed; `state.json` is replaced in one step when all it
names is on the disk. Whatever it does not name is rubbish of a write that was cut short, or of a state that is past,
and goes at the next write: so does, at the latest then, every byte of somebody who was erased.
"""

import fcntl
import json
import os
import shutil
from dataclasses import fields
from pathlib import Path
from typing import IO, Any
from uuid import uuid4
from zlib import crc32

import numpy as np

from frontrow.recommend.engine.deeds import CODES
from frontrow.recommend.engine.histories import Shelf
from frontrow.recommend.engine.rows import Rows
from frontrow.recommend.engine.segment import Frozen, Segment
from frontrow.recommend.models.pairs import GAPS

VERSION = 1
STATE = "state.json"
MEANING = [VERSION, list(CODES), GAPS.tolist()]  # another meaning of the numbers: count again


class Folder:
    """Where one engine's state is kept. One process may write, whichever came first; others only read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._names: dict[Segment, str] = {}
        self._lock: IO[bytes] | None = None

    def mine(self) -> bool:
        """Whether this process is the one that writes."""
        if self._lock is None:
            self.path.mkdir(parents=True, exist_ok=True)
            file = (self.path / "writer").open("ab")
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                file.close()
                return False
            self._lock = file
        return True

    def close(self) -> None:
        if self._lock:
            self._lock.close()
            self._lock = None

    def save(self, frozen: Frozen) -> None:
        """On the disk when this returns; whoever reads sees the old state or the new one."""
        names = {segment: self._names.get(segment) or self._write(_arrays(segment)) for segment in frozen.segments}
        totals = self._write({"of_item": frozen.of_item, "people": frozen.people})
        told = {
            "meaning": MEANING,
            "items": frozen.items,
            "reach": frozen.reach,
            "strangers": frozen.strangers,
            "position": frozen.position,
            "erasures": frozen.erasures,
            "segments": list(names.values()),
            "totals": totals,
        }
        content = json.dumps(told, ensure_ascii=False).encode()
        fresh = self.path / f".{STATE}"
        with fresh.open("wb") as file:
            file.write(b"%08x\n" % crc32(content) + content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, self.path / STATE)
        _sync(self.path)
        self._names = names
        for found in self.path.iterdir():
            if found.is_dir() and found.name not in (*names.values(), totals):
                shutil.rmtree(found)

    def load(self) -> Frozen | None:
        """The state as `save` left it, its large arrays on disk; None when there is none that can be trusted."""
        try:
            seal, _, content = (self.path / STATE).read_bytes().partition(b"\n")
            if int(seal, 16) != crc32(content):
                return None
            told = json.loads(content)
            if told["meaning"] != MEANING:
                return None
            segments = tuple(_segment(self.path / name) for name in told["segments"])
            totals = self.path / told["totals"]
            of_item, people = np.load(totals / "of_item.npy"), np.load(totals / "people.npy")
        except (OSError, ValueError, KeyError, EOFError):
            return None
        self._names = dict(zip(segments, told["segments"], strict=True))
        rest = {name: told[name] for name in ("reach", "strangers", "position", "erasures")}
        return Frozen(segments, tuple(told["items"]), of_item, people, **rest)

    def _write(self, arrays: dict[str, np.ndarray[Any, Any]]) -> str:
        name = uuid4().hex
        folder = self.path / name
        folder.mkdir()
        for part, array in arrays.items():
            with (folder / f"{part}.npy").open("wb") as file:
                np.save(file, array)
                file.flush()
                os.fsync(file.fileno())
        _sync(folder)
        return name


def _arrays(segment: Segment) -> dict[str, np.ndarray[Any, Any]]:
    parts = {
        f"{name}.{field.name}": getattr(rows, field.name) for name, rows in _named(segment) for field in fields(rows)
    }
    return parts | {f"shelf.{field.name}": getattr(segment.shelf, field.name) for field in fields(Shelf)}


def _named(segment: Segment) -> list[tuple[str, Rows]]:
    return [(name, getattr(segment, name)) for name in ("rules", "together", "loved")]


def _segment(folder: Path) -> Segment:
    def part(kind: type[Any], name: str) -> Any:
        # Mode "c" maps the file and never writes to it: compiled code takes such an array for an ordinary one.
        return kind(*(np.asarray(np.load(folder / f"{name}.{f.name}.npy", mmap_mode="c")) for f in fields(kind)))

    rules, near, loved = (part(Rows, name) for name in ("rules", "together", "loved"))
    return Segment(rules, near, loved, part(Shelf, "shelf"))


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
