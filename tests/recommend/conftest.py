"""Servers that tests of several processes share."""

from uuid import uuid4

import pytest
import servers


@pytest.fixture(scope="session")
def postgres_server():
    with servers.postgres() as url_and_files:
        yield url_and_files


@pytest.fixture
def database(postgres_server):
    """The address of a new, empty database."""
    name = f"test_{uuid4().hex[:12]}"
    url, _ = postgres_server
    servers.sql(url, f"CREATE DATABASE {name}")
    return url.removesuffix("postgres") + name


@pytest.fixture
def postgres_files(postgres_server):
    return postgres_server[1]
