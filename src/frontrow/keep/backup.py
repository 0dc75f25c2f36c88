"""Everything a house keeps, in one file.

A backup is a gzipped tar: databases as they were at one moment (SQLite's own online copy, or pg_dump), every other file
as it is, and at its end a list of all of them with their SHA-256. What can be made again from the rest is left out.
"""

import gzip
import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from frontrow import __version__
from frontrow.errors import UserError
from frontrow.keep.dumps import dump

LIST = "front-row.json"
DERIVED = ("recommend", "workers", "work", "locale")  # folders that the program makes anew
PASSING = (".log", "-wal", "-shm", "-journal", ".lock")
SQLITE = b"SQLite format 3\0"
DUMPS = "postgres"  # folder of the dumps inside
CHUNK = 1 << 20

Said = Callable[[str, int], None]


def backup(
    home: Path, out: Path, databases: Mapping[str, str] | None = None, said: Said = lambda name, size: None
) -> int:
    """Write everything below `home` to `out`, which appears when it is whole; returns its bytes.

    databases: name -> postgres://… of what is kept there; said(name, bytes) is called for each file. It may run while
    the doors are open. Raises UserError when there is no house, or a database cannot be read.
    """
    if not (home / "db.sqlite3").exists() and not databases:
        raise UserError(f"{home}: there is no house here; give its folder with --home.")
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(out.name + ".part")
    listed: dict[str, dict[str, Any]] = {}
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)  # it holds keys and personal data
        with (
            os.fdopen(descriptor, "wb") as raw,
            gzip.GzipFile("", "wb", 3, raw) as packed,
            tempfile.TemporaryDirectory(dir=out.parent, prefix=".backup-") as folder,
            tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
        ):
            for name, path in _contents(home, Path(folder), databases or {}, (out, part)):
                try:
                    listed[name] = _put(archive, name, path)
                except FileNotFoundError:
                    continue  # swept away meanwhile: nothing that is in use
                said(name, listed[name]["bytes"])
            told = {"version": __version__, "at": int(time.time()), "files": listed}
            text = json.dumps(told, indent=1).encode()
            info = tarfile.TarInfo(LIST)
            info.size, info.mode = len(text), 0o600
            archive.addfile(info, io.BytesIO(text))
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return out.stat().st_size


def _contents(
    home: Path, work: Path, databases: Mapping[str, str], besides: tuple[Path, ...]
) -> Iterator[tuple[str, Path]]:
    """Names inside the backup and files to read, databases first: what they name is kept longer than this takes."""
    for name, url in databases.items():
        file = work / f"{name}.dump"
        dump(url, file)
        yield f"{DUMPS}/{name}.dump", file
    skipped = {path.resolve() for path in besides}
    files = [
        path
        for path in sorted(home.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and path.relative_to(home).parts[0] not in DERIVED
        and not path.name.endswith(PASSING)
        and path.resolve() not in skipped
        and work not in path.parents
    ]
    stores = [path for path in files if _is_sqlite(path)]
    for path in stores:
        copy = work / "copy.sqlite3"
        copy.unlink(missing_ok=True)
        source, target = sqlite3.connect(path), sqlite3.connect(copy)
        try:
            source.backup(target)
        finally:
            source.close()
            target.close()
        yield path.relative_to(home).as_posix(), copy
    for path in files:
        if path not in stores:
            yield path.relative_to(home).as_posix(), path


def _is_sqlite(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(SQLITE)) == SQLITE
    except FileNotFoundError:  # swept away meanwhile
        return False


def _put(archive: tarfile.TarFile, name: str, path: Path) -> dict[str, Any]:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        for chunk in iter(lambda: file.read(CHUNK), b""):
            digest.update(chunk)
        file.seek(0)
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.mtime = size, 0o600, int(os.fstat(file.fileno()).st_mtime)
        archive.addfile(info, file)
    return {"bytes": size, "sha256": digest.hexdigest()}
