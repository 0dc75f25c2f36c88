"""`frontrow bench several`: two processes over one event log; how soon one knows what the other was told.

Needs a PostgreSQL database (its schema `frontrow` is used: take an empty database) and a NATS server. Without NATS the
processes look at the log every half second: the same run gives both figures.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import perf_counter, sleep
from typing import Any
from uuid import uuid4

import click
import numpy as np

from frontrow.bench.machine import head, table
from frontrow.errors import UserError


class Process:
    """A serving process of its own; see `frontrow.bench._follower`."""

    def __init__(self, database: str, nats: str) -> None:
        self.child = subprocess.Popen(
            [sys.executable, "-m", "frontrow.bench._follower", database, nats],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        )
        self._read()

    def __call__(self, do: str, **more: str) -> Any:
        assert self.child.stdin
        self.child.stdin.write(json.dumps({"do": do, **more}) + "\n")
        self.child.stdin.flush()
        return self._read()

    def _read(self) -> Any:
        assert self.child.stdout
        line = self.child.stdout.readline()
        if not line:
            raise UserError("A serving process has ended; what it said is above.")
        return json.loads(line)

    def kill(self) -> None:
        self.child.kill()
        self.end()

    def end(self) -> None:
        self.child.communicate(timeout=60)


@contextmanager
def processes(database: str, *nats: str) -> Iterator[list[Process]]:
    """As many as addresses of NATS are given."""
    with ExitStack() as stack:
        running = []
        for each in nats:
            running.append(Process(database, each))
            stack.callback(running[-1].end)
        yield running


@click.command(help="Two processes over one PostgreSQL and NATS: how soon one knows what the other was told.")
@click.option("--database", envvar="DATABASE_URL", required=True, help="postgres://… of an empty database.")
@click.option("--nats", envvar="NATS_URL", required=True, help="nats://…")
@click.option("--rounds", default=100, show_default=True, type=click.IntRange(5))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(database: str, nats: str, rounds: int, as_json: bool) -> None:
    rows = []
    for name, address in (("NATS", nats), ("polling", "")):
        with processes(database, address, address) as (here, there):
            sleep(1)
            saved, erased = zip(*(_round(here, there) for _ in range(rounds)), strict=True)
        rows += [_row(name, "save", saved), _row(name, "erase", erased)]
    if as_json:
        click.echo(json.dumps(head() | {"rounds": rounds, "rows": rows}, indent=1))
        return
    cells = [[row["by"], row["what"], *(f"{row[key]:.1f}" for key in ("ms_median", "ms_p99"))] for row in rows]
    click.echo(table(["woken by", "told", "median ms", "p99 ms"], cells))


def _round(here: Process, there: Process) -> tuple[float, float]:
    """Seconds from an answered save, then from an answered erasure, to the other process's list."""
    visitor = uuid4().hex
    before = there("ask", visitor=visitor)
    here("save", visitor=visitor, item="look-07")
    saved = _until(lambda: there("ask", visitor=visitor)["items"] != before["items"])
    here("erase", visitor=visitor)
    erased = _until(lambda: "look-07" in there("ask", visitor=visitor)["items"])
    return saved, erased


def _until(true: Any, seconds: float = 20) -> float:
    began = perf_counter()
    while not true():
        if perf_counter() - began > seconds:
            raise UserError(f"The other process did not hear of it in {seconds:.0f} s.")
    return perf_counter() - began


def _row(by: str, what: str, took: tuple[float, ...]) -> dict[str, Any]:
    return {
        "by": by,
        "what": what,
        "ms_median": 1000 * float(np.median(took)),
        "ms_p99": 1000 * float(np.percentile(took, 99)),
    }
