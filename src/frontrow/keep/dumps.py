"""PostgreSQL's own programs: a database to a file and back."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from frontrow.errors import UserError


def databases(environment: Mapping[str, str]) -> dict[str, str]:
    """What is kept in PostgreSQL, by the settings that say so: name -> postgres://…"""
    asked = {"events": "DATABASE_URL", "pages": "PAGES_DATABASE_URL"}
    return {name: url for name, key in asked.items() if (url := environment.get(key, ""))}


def dump(url: str, file: Path) -> None:
    """Write a database to a file. Raises UserError when that cannot be done."""
    _run(["pg_dump", "--format=custom", "--no-owner", "--file", str(file)], url)
    file.chmod(0o600)


def filled(url: str) -> bool:
    """Whether a database has tables. Raises UserError when it cannot be asked."""
    query = "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    return _run(["psql", "--no-psqlrc", "-At", "-c", query], url).strip() != "0"


def load(url: str, file: Path) -> None:
    """Make a database what the file holds, or leave it as it is. Raises UserError."""
    _run(["pg_restore", "--clean", "--if-exists", "--no-owner", "--exit-on-error", "-1", str(file)], url)


def _run(command: list[str], url: str) -> str:
    """What it printed. The password goes by the environment, where other users of the machine cannot read it."""
    parts = urlsplit(url)
    environment = {**os.environ, "PGCONNECT_TIMEOUT": "10"}
    if parts.password:
        environment["PGPASSWORD"] = unquote(parts.password)
        parts = parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", "@"))
    command = [command[0], f"--dbname={parts.geturl()}", *command[1:]]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise UserError(f"{command[0]} is not on this machine; install PostgreSQL's client programs.") from None
    if done.returncode:
        why = done.stderr.strip().splitlines()
        raise UserError(f"{command[0]}: {why[-1] if why else 'it failed'}")
    return done.stdout
