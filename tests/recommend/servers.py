"""A PostgreSQL and a NATS of the tests' own, from the system's packages (scripts/install-test has them installed)."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from frontrow.parent import end_with_parent


def found(name):
    """Where a server's program is; the test is skipped where there is none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    path = os.pathsep.join([os.environ["PATH"], "/usr/sbin", *map(str, folders)])
    return shutil.which(name, path=path) or pytest.skip(f"{name} is not installed; scripts/install-test does it")


def free_port(first):
    for port in range(first, first + 400):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise RuntimeError(f"no free port from {first}")


def ready(process, log, word, seconds=60):
    """Wait until the server has said so in its log."""
    until = time.monotonic() + seconds
    while word not in (said := log.read_text()):
        if time.monotonic() > until or process.poll() is not None:
            raise RuntimeError(f"the server did not start: {said}")
        time.sleep(0.02)


@contextmanager
def postgres():
    """The address of a server without tables, and its folder of files. It refuses to be root, and runs as nobody."""
    initdb, program, port = found("initdb"), found("postgres"), free_port(5440)
    who = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.getuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="frontrow-postgres-"))
    try:
        if who:
            shutil.chown(folder, "nobody", "nogroup")
        data = folder / "data"
        make = [initdb, "-D", data, "-U", "frontrow", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(make, check=True, capture_output=True, cwd=folder, **who)
        options = ["-p", str(port), "-k", folder, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [program, "-D", data, *options], stderr=log, cwd=folder, preexec_fn=end_with_parent, **who
            )
        ready(server, folder / "log", "ready to accept connections")
        yield f"postgres://frontrow@127.0.0.1:{port}/postgres", data
        server.send_signal(signal.SIGINT)
        server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def nats(port=None):
    """The address of a server."""
    program, port = found("nats-server"), port or free_port(4240)
    with tempfile.NamedTemporaryFile("wb", prefix="frontrow-nats-") as log:
        command = [program, "-a", "127.0.0.1", "-p", str(port)]
        server = subprocess.Popen(command, stderr=log, preexec_fn=end_with_parent)
        try:
            ready(server, Path(log.name), "Server is ready")
            yield f"nats://127.0.0.1:{port}"
        finally:
            server.kill()
            server.wait(10)


def sql(url, text):
    """Run it in the database at an address; the rows it gives."""
    import asyncpg

    async def run():
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetch(text)
        finally:
            await connection.close()

    return asyncio.run(run())
