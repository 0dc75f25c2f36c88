"""`frontrow bench learn`: from what somebody does to what she is shown, and from her erasure to a state without her.

A made-up crowd (seeded; `_learning/world.py`) has done so many interactions with so many looks. Measured are the door
(a process of ours that takes interactions over HTTP and ranks, and a process that sends them and probes; three seconds
of warming up), and in one process the start, events, lists and erasures, beside implicit's ALS (MIT).
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from frontrow.bench.machine import head, table

ONE_THREAD = {name: "1" for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "NUMBA_NUM_THREADS", "MKL_NUM_THREADS")}


@click.command(
    help="From an interaction to a changed list over HTTP, events a second, erasures, starts; beside implicit."
)
@click.option("--events", default=10_000_000, show_default=True, type=click.IntRange(1_000), help="Interactions.")
@click.option("--items", default=100_000, show_default=True, type=click.IntRange(100), help="Looks.")
@click.option("--rate", default=1_000.0, show_default=True, help="Interactions a second that arrive meanwhile.")
@click.option("--seconds", default=20.0, show_default=True, type=click.FloatRange(1, 600), help="At the door.")
@click.option("--home", type=click.Path(path_type=Path), help="A folder for the state, kept for another run.")
@click.option("--peer/--no-peer", default=True, help="Time implicit too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(events: int, items: int, rate: float, seconds: float, home: Path | None, peer: bool, as_json: bool) -> None:
    screen = Console(stderr=True)
    with tempfile.TemporaryDirectory() as passing:
        folder = home or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "state" / "state.json").exists():
            with screen.status(f"{events:,} interactions with {items:,} looks"):
                _run("-m", "frontrow.bench._learning.world", str(folder / "state"), str(events), str(items))
        size = sum(path.stat().st_size for path in (folder / "state").rglob("*.npy"))
        with screen.status("in one process"):
            ours = _inside(folder, events, items, "ours")
        with screen.status(f"at the door, {rate:,.0f} interactions a second"):
            door = _door(folder, rate, seconds, max(events // 40, 2), items)
        theirs: dict[str, Any] = {}
        if peer:
            with screen.status("implicit"):
                theirs = _inside(folder, events, items, "implicit")
    told = {"events": events, "items": items, "state_bytes": size, "door": door, "ours": ours, "implicit": theirs}
    told["ratios"] = {name: ours[name] / theirs[name] for name in theirs}
    if as_json:
        click.echo(json.dumps(head() | told, indent=1))
        return
    click.echo(f"{events:,} interactions, {items:,} looks, state {size / 1e6:,.0f} MB")
    click.echo(
        f"door: {door['interactions_s']:,.0f} interactions a second; from POST /e to the changed list "
        f"p50 {door['p50_ms']:.1f}, p99 {door['p99_ms']:.1f} ms "
        f"({door['probes']} probes, of which {door['unchanged']} found their list unchanged)"
    )
    rows = [[name, f"{value:,.3g}", f"{theirs[name]:,.3g}" if name in theirs else ""] for name, value in ours.items()]
    click.echo(table(["in one process", "ours", "implicit ALS"], rows))


def _run(*arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], env=os.environ | ONE_THREAD, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode()


def _inside(folder: Path, events: int, items: int, side: str) -> dict[str, float]:
    found: dict[str, float] = json.loads(
        _run("-m", "frontrow.bench._learning.inside", str(folder), str(events), str(items), side)
    )
    return found


def _door(folder: Path, rate: float, seconds: float, people: int, items: int) -> dict[str, Any]:
    (folder / "events.sqlite3").unlink(missing_ok=True)
    command = [sys.executable, "-m", "frontrow.bench._learning.site", str(folder), str(items)]
    site = subprocess.Popen(command, env=os.environ | ONE_THREAD, stdout=subprocess.PIPE, text=True)
    assert site.stdout is not None
    try:
        port = site.stdout.readline().strip()
        arguments = port, str(rate), str(seconds), str(people), str(items)
        found: dict[str, Any] = json.loads(_run("-m", "frontrow.bench._learning.load", *arguments))
        return found
    finally:
        site.terminate()
        site.wait()
        site.stdout.close()
