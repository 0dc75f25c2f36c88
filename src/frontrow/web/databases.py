"""The pages' tables in PostgreSQL: PAGES_DATABASE_URL as Django's settings."""

from importlib.util import find_spec
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from frontrow.errors import UserError


def postgres(url: str) -> dict[str, Any]:
    """The settings for `postgres://user:password@host:port/name?sslmode=…`. Raises UserError."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise UserError(
            "PAGES_DATABASE_URL is no address of a database; write postgres://user:password@host:port/name."
        )
    if find_spec("psycopg") is None:
        raise UserError("PAGES_DATABASE_URL needs psycopg; install it with: pip install 'frontrow[postgres]'")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
