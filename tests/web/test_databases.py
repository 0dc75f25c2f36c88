"""The pages on either database: fifty buyers at once buy what there is, and each is paid for once."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """The address of an empty PostgreSQL of the tests' own."""
    sys.path.append(str(ROOT / "tests" / "recommend"))
    import servers

    with servers.postgres() as (url, _files):
        yield url


def run(home: Path, database: str, *program: str) -> Any:
    """What a program prints, with this home and database."""
    environment = {name: value for name, value in os.environ.items() if name != "PAGES_DATABASE_URL"}
    environment |= {"FRONTROW_HOME": str(home), "FRONTROW_LEARN": "0", "FRONTROW_HOSTS": "testserver"}
    if database:
        environment["PAGES_DATABASE_URL"] = database
    done = subprocess.run([sys.executable, *program], env=environment, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def sold_out_and_nothing_more(found: Any) -> None:
    # ten of each were there; whoever is refused may be told of either
    assert found["stock"] == [0, 0]
    assert found["results"].pop("bought") == 10
    assert sum(found["results"].values()) == 40
    assert all(words.startswith("refused: ") and "sold out" in words for words in found["results"]), found["results"]
    assert found["orders"] == found["paid"] == found["charges"] == found["payments"] == 10


def test_fifty_buyers_at_once_on_sqlite(tmp_path: Path) -> None:
    found = run(tmp_path, "", "-m", "tests.web.crowd")
    assert found["vendor"] == "sqlite"
    sold_out_and_nothing_more(found)


def test_fifty_buyers_at_once_on_postgresql(tmp_path: Path, postgres: str) -> None:
    found = run(tmp_path, postgres, "-m", "tests.web.crowd")
    assert found["vendor"] == "postgresql"
    assert not (tmp_path / "db.sqlite3").exists()
    sold_out_and_nothing_more(found)


@pytest.mark.slow
def test_the_first_day_on_postgresql(tmp_path: Path, postgres: str) -> None:
    import psycopg

    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute("CREATE DATABASE first_day")
    found = run(tmp_path, postgres.removesuffix("postgres") + "first_day", "-m", "tests.web.first_day")
    assert {page: status for page, status in found["statuses"].items() if status != 200} == {}
    assert (found["vendor"], found["bag"], found["claimed"]) == ("postgresql", True, True)
    assert (found["running"], found["recovered"]) == (1, 1)


def test_an_address_that_is_none_and_a_missing_library_are_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    from frontrow.errors import UserError
    from frontrow.web import databases

    for wrong in ("db.sqlite3", "postgres://", "mysql://a/b"):
        with pytest.raises(UserError, match="postgres://user:password@host:port/name"):
            databases.postgres(wrong)
    found = databases.postgres("postgres://u:p%40ss@db.example:5433/pages?sslmode=require")
    assert (found["PASSWORD"], found["PORT"], found["NAME"]) == ("p@ss", "5433", "pages")
    assert found["OPTIONS"] == {"sslmode": "require"}
    monkeypatch.setattr(databases, "find_spec", lambda name: None)
    with pytest.raises(UserError, match="pip install"):
        databases.postgres("postgres://u@db.example/pages")
