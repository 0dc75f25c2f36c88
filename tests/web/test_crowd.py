"""Fifty buyers at once, on either database: as many are sold as there are, and each is paid for once."""

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
