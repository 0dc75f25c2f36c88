"""What a house keeps in PostgreSQL goes into its backup, and comes back."""

from pathlib import Path

import pytest
import servers

from frontrow.errors import UserError
from frontrow.keep import backup, databases, restore
from frontrow.keep.dumps import load


def rows(url: str) -> list[str]:
    return [row["text"] for row in servers.sql(url, "SELECT text FROM kept ORDER BY n")]


def test_a_database_comes_back_as_it_was(database: str, tmp_path: Path) -> None:
    servers.sql(database, "CREATE TABLE kept (n INTEGER, text TEXT)")
    servers.sql(database, "INSERT INTO kept SELECT n, 'row ' || n FROM generate_series(1, 100) AS n")
    before = rows(database)
    (tmp_path / "house").mkdir()
    (tmp_path / "house/secret.key").write_bytes(b"key")
    asked = databases({"DATABASE_URL": database})
    backup(tmp_path / "house", tmp_path / "week.tar.gz", asked)
    servers.sql(database, "UPDATE kept SET text = 'spoilt' WHERE n > 7")
    with pytest.raises(UserError, match="not empty"):
        restore(tmp_path / "week.tar.gz", tmp_path / "new", asked)
    assert "spoilt" in rows(database) and not (tmp_path / "new").exists()
    restore(tmp_path / "week.tar.gz", tmp_path / "new", asked, replace=True)
    assert rows(database) == before
    (aside,) = tmp_path.glob("new.before-*.events.dump")  # what was there is not lost
    load(database, aside)
    assert "spoilt" in rows(database)
    assert (tmp_path / "new/secret.key").read_bytes() == b"key" and not (tmp_path / "new/postgres").exists()


def test_nobody_guesses_where_a_database_shall_go(database: str, tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    backup(tmp_path / "house", tmp_path / "week.tar.gz", databases({"PAGES_DATABASE_URL": database}))
    with pytest.raises(UserError, match="PAGES_DATABASE_URL"):
        restore(tmp_path / "week.tar.gz", tmp_path / "new")


def test_a_database_that_cannot_be_reached_is_said_so_and_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    with pytest.raises(UserError, match="pg_dump"):
        backup(tmp_path / "house", tmp_path / "week.tar.gz", {"events": "postgres://frontrow@127.0.0.1:1/none"})
    assert [path.name for path in tmp_path.iterdir()] == ["house"]
