"""Everything a house keeps goes into one file while the doors are open, and comes back from it."""

import hashlib
import os
import sqlite3
import stat
import sys
import tarfile
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

from frontrow.commands import backup as backup_command
from frontrow.commands import restore as restore_command
from frontrow.errors import UserError
from frontrow.keep import backup, restore
from frontrow.web.home import Home
from frontrow.web.studio.claims import Claim


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house like a real one: two databases in WAL mode, a key, media, and what is made from them."""
    home = tmp_path / "house"
    for folder in ("media/looks/gown", "recommend/x", "workers", "work", "lan"):
        (home / folder).mkdir(parents=True)
    for name in ("db.sqlite3", "events.sqlite3"):
        with sqlite3.connect(home / name) as database:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("CREATE TABLE kept (n INTEGER PRIMARY KEY, text TEXT)")
            database.executemany("INSERT INTO kept (text) VALUES (?)", [(f"{name} {k}",) for k in range(200)])
        database.close()
    (home / "secret.key").write_bytes(os.urandom(32))
    (home / "media/looks/gown/a1.near.glb").write_bytes(os.urandom(300_000))
    (home / "lan/authority.pem").write_text("authority")
    (home / "recommend/x/counts").write_text("made from the events")
    (home / "worker.log").write_text("noise")
    return home


def kept(home: Path) -> dict[str, str]:
    out = {}
    for path in sorted(home.rglob("*")):
        if path.suffix == ".sqlite3":
            with sqlite3.connect(path) as database:
                out[path.name] = str(database.execute("SELECT n, text FROM kept ORDER BY n").fetchall())
            database.close()
        elif path.is_file() and not path.name.endswith(("-wal", "-shm")):
            out[path.relative_to(home).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return out


def test_a_house_comes_back_as_it_was_without_what_can_be_made_again(house: Path, tmp_path: Path) -> None:
    before = kept(house)
    backup(house, tmp_path / "week.tar.gz")
    listed, aside = restore(tmp_path / "week.tar.gz", tmp_path / "new")
    del before["recommend/x/counts"], before["worker.log"]
    assert kept(tmp_path / "new") == before
    assert set(listed["files"]) == set(before) and aside is None


def test_nobody_else_may_read_the_backup_or_the_new_house_s_key(house: Path, tmp_path: Path) -> None:
    backup(house, tmp_path / "week.tar.gz")
    restore(tmp_path / "week.tar.gz", tmp_path / "new")
    for path in (tmp_path / "week.tar.gz", tmp_path / "new/secret.key"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert stat.S_IMODE(Home(tmp_path / "first").make().root.stat().st_mode) == 0o700


def test_a_database_that_is_written_meanwhile_is_whole_in_the_backup(house: Path, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        database = sqlite3.connect(house / "db.sqlite3", timeout=20)
        while not stop.is_set():
            with database:  # always two rows at once
                database.executemany("INSERT INTO kept (text) VALUES (?)", [("one",), ("two",)])
        database.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            backup(house, tmp_path / f"{number}.tar.gz")
    finally:
        stop.set()
        writer.join()
    for number in range(3):
        restore(tmp_path / f"{number}.tar.gz", tmp_path / f"new{number}")
        with sqlite3.connect(tmp_path / f"new{number}/db.sqlite3") as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            (ones,), (twos,) = (
                database.execute("SELECT count(*) FROM kept WHERE text = ?", (word,)).fetchone()
                for word in ("one", "two")
            )
        database.close()
        assert ones == twos


def test_a_broken_backup_changes_nothing(house: Path, tmp_path: Path) -> None:
    whole = tmp_path / "week.tar.gz"
    backup(house, whole)
    data = whole.read_bytes()
    before = kept(house)
    middle = len(data) // 2
    for broken in (data[:-2000], data[:middle], data[:middle] + b"\0" * 64 + data[middle + 64 :], b"", b"not at all"):
        (tmp_path / "broken").write_bytes(broken)
        with pytest.raises(UserError, match="no whole backup"):
            restore(tmp_path / "broken", house, replace=True)
    assert kept(house) == before
    assert not list(tmp_path.glob(".restore-*")) and not list(tmp_path.glob("house.before-*"))


@pytest.mark.parametrize("name", ["../evil", "/tmp/evil", "media/../../evil"])
def test_a_backup_writes_nowhere_else(name: str, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as archive:
        info = tarfile.TarInfo(name)
        archive.addfile(info)
    with pytest.raises(UserError, match="no whole backup"):
        restore(tmp_path / "evil.tar.gz", tmp_path / "new")
    assert not (tmp_path / "evil").exists() and not (tmp_path / "new").exists()


def test_links_are_not_followed_out_of_the_house(house: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("not ours")
    (house / "media/link").symlink_to(tmp_path / "outside")
    backup(house, tmp_path / "week.tar.gz")
    with tarfile.open(tmp_path / "week.tar.gz") as archive:
        assert "media/link" not in archive.getnames()


def test_a_house_that_is_there_is_put_aside_and_only_when_asked(house: Path, tmp_path: Path) -> None:
    backup(house, tmp_path / "week.tar.gz")
    before = kept(house)
    with pytest.raises(UserError, match="not empty"):
        restore(tmp_path / "week.tar.gz", house)
    _, aside = restore(tmp_path / "week.tar.gz", house, replace=True)
    assert aside is not None and kept(aside) == before


def test_the_commands_say_what_they_did_and_wait_for_closed_doors(house: Path, tmp_path: Path) -> None:
    run = CliRunner()
    file = str(tmp_path / "week.tar.gz")
    made = run.invoke(backup_command.command, [file, "--home", str(house)], catch_exceptions=False)
    assert made.exit_code == 0 and "5 files" in made.output
    claim = Claim(house / "workers")
    with pytest.raises(UserError, match=r"doors of .* are open"):
        run.invoke(restore_command.command, [file, "--home", str(house), "--replace"], catch_exceptions=False)
    claim.release()
    done = run.invoke(restore_command.command, [file, "--home", str(house), "--replace"], catch_exceptions=False)
    assert done.exit_code == 0 and "house.before-" in done.output and "erase her anew" in done.output


def test_a_folder_without_a_house_and_a_file_that_is_not_there_get_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no house here"):
        backup(tmp_path, tmp_path / "week.tar.gz")
    with pytest.raises(UserError, match="no such file"):
        restore(tmp_path / "none.tar.gz", tmp_path / "new")
    assert not list(tmp_path.iterdir())


def test_a_newer_house_is_not_put_into_an_older_program(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["frontrow.keep.backup"], "__version__", "99.0.0")
    backup(house, tmp_path / "week.tar.gz")
    monkeypatch.undo()
    with pytest.raises(UserError, match=r"99\.0\.0"):
        restore(tmp_path / "week.tar.gz", tmp_path / "new")
