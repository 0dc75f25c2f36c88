"""A house from a backup: read whole and found sound before anything is changed."""

import gzip
import hashlib
import json
import os
import shutil
import tarfile
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from frontrow import __version__
from frontrow.errors import UserError
from frontrow.keep.backup import CHUNK, DUMPS, LIST
from frontrow.keep.dumps import dump, filled, load

MOST = 1 << 40  # bytes that a backup may hold when it is unpacked


def restore(
    file: Path, home: Path, databases: Mapping[str, str] | None = None, replace: bool = False
) -> tuple[dict[str, Any], Path | None]:
    """Make `home` what the backup holds; returns the backup's list, and where an older house was put aside.

    Nothing is changed before the whole backup has been read and found sound. replace: a house that is there is renamed
    to `<home>.before-<time>`, and a database that has tables is dumped to `<home>.before-<time>.<name>.dump` before it
    is overwritten; without it, either is an error. databases: as for `backup`, to be filled. Raises UserError.
    """
    there = home.exists() and any(home.iterdir())
    if there and not replace:
        raise UserError(f"{home} is not empty; restore into another folder, or say --replace to put it aside.")
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent, prefix=".restore-") as folder:
        new = Path(folder) / "home"
        new.mkdir(mode=0o700)
        listed = _unpacked(file, new)
        stores = sorted((new / DUMPS).glob("*.dump"))
        missing = {store.stem for store in stores} - set(databases or {})
        if missing:
            raise UserError(
                f"{file} holds the PostgreSQL database of {' and of '.join(sorted(missing))}; say where it shall go by "
                "DATABASE_URL or PAGES_DATABASE_URL."
            )
        urls = {store: (databases or {})[store.stem] for store in stores}
        full = [store for store, url in urls.items() if filled(url)]
        if full and not replace:
            raise UserError(
                f"The PostgreSQL database of {' and of '.join(store.stem for store in full)} is not empty; restore "
                "into another, or say --replace to have it written to a file and then overwritten."
            )
        before = home.with_name(f"{home.name}.before-{time.strftime('%Y%m%d-%H%M%S')}")
        for store in full:
            dump(urls[store], before.with_name(f"{before.name}.{store.stem}.dump"))
        for store, url in urls.items():
            load(url, store)
        shutil.rmtree(new / DUMPS, ignore_errors=True)
        aside = None
        if there:
            aside = before
            home.rename(aside)
        elif home.exists():
            home.rmdir()
        new.rename(home)
    return listed, aside


def _unpacked(file: Path, folder: Path) -> dict[str, Any]:
    """Unpack into an empty folder and check every file; returns the list."""
    broken = UserError(f"{file} is no whole backup of a house; nothing was changed. Take another.")
    found: dict[str, str] = {}
    listed: dict[str, Any] = {}
    total = 0
    try:
        with tarfile.open(file, "r|gz") as archive:
            for member in archive:
                if not member.isfile() or (total := total + member.size) > MOST:
                    raise broken
                source = archive.extractfile(member)
                assert source is not None
                if member.name == LIST:
                    listed = json.loads(source.read(64 << 20))
                    continue
                path = folder / member.name
                if member.name.startswith("/") or ".." in Path(member.name).parts or path.exists():
                    raise broken
                path.parent.mkdir(parents=True, exist_ok=True)
                digest = hashlib.sha256()
                with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
                    for chunk in iter(lambda source=source: source.read(CHUNK), b""):  # type: ignore[misc]
                        digest.update(chunk)
                        target.write(chunk)
                found[member.name] = digest.hexdigest()
        wanted = {name: facts["sha256"] for name, facts in listed["files"].items()}
        newer = _numbers(listed["version"]) > _numbers(__version__)
    except (
        tarfile.TarError,
        gzip.BadGzipFile,
        EOFError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OSError,
    ) as error:
        if isinstance(error, FileNotFoundError) and not file.exists():
            raise UserError(f"{file}: there is no such file; give a backup made with `frontrow backup`.") from None
        raise broken from error
    if found != wanted:
        raise broken
    if newer:
        raise UserError(f"{file} was made by Front Row {listed['version']}, this is {__version__}; update it first.")
    return listed


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
