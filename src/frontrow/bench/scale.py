"""`frontrow bench scale`: what the recommender costs from 10^5 to 10^7 interactions.

Each size is a process of its own, on one core, with a made-up log (seeded, power-law items; see
_recommenders/synthetic.py). Steps: writing a lake of Parquet, reading it (the least that counting can cost),
counting it part by part, fitting each model, answering.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from frontrow.bench.machine import head, table

SIZES = "100000,1000000,10000000"
MODELS = "Popularity-decay,Rules,ItemKNN-decay"
PARTS = 8


@click.command(help="What counting, fitting and answering cost from 10^5 to 10^7 interactions: time and memory.")
@click.option("--events", default=SIZES, show_default=True, help="Sizes of the made-up log.")
@click.option("--models", default=MODELS, show_default=True, help="Which of our models are fitted.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(events: str, models: str, as_json: bool) -> None:
    rows = []
    for size in (int(float(one)) for one in events.split(",")):
        click.echo(f"{size:,} interactions", err=True)
        code = f"from frontrow.bench.scale import steps; steps({size}, {models!r})"
        threads = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "NUMBA")} | {"POLARS_MAX_THREADS": "1"}
        run = subprocess.run([sys.executable, "-c", code], env=os.environ | threads, stdout=subprocess.PIPE, check=True)
        rows.append(json.loads(run.stdout.splitlines()[-1]))
    if as_json:
        click.echo(json.dumps(head() | {"sizes": rows, "exponents": exponents(rows)}, indent=1))
        return
    titles = ["interactions", "visitors", "items", *rows[0]["steps"]]
    lines = []
    for row in rows:
        cells = [_cell(row["steps"].get(step)) for step in rows[0]["steps"]]
        lines.append([f"{row[key]:,}" for key in ("events", "users", "items")] + cells)
    click.echo(table(titles, lines))
    grown = ", ".join(f"{step} {power:.2f}" for step, power in exponents(rows).items())
    last = rows[-1]["steps"]
    ratio = last["count the lake"]["cpu_s"] / last["read the lake"]["cpu_s"]
    click.echo(f"Counting the largest lake takes {ratio:.1f} times what reading it takes.")
    click.echo(f"CPU seconds, and MB at most. Time grows with interactions to the power of: {grown}")


def exponents(rows: list[dict[str, Any]]) -> dict[str, float]:
    """The power of the interactions with which each step's CPU time grows, from the first to the last size."""
    from math import log

    first, last = rows[0], rows[-1]
    found = {}
    for step, cost in first["steps"].items():
        after = last["steps"].get(step)
        if after and isinstance(after, dict) and isinstance(cost, dict) and last["events"] > first["events"]:
            found[step] = log(max(after["cpu_s"], 1e-6) / max(cost["cpu_s"], 1e-6)) / log(
                last["events"] / first["events"]
            )
    return found


def steps(events: int, models: str) -> None:
    """Print one size's costs as a line of JSON."""
    import numpy as np
    import polars as pl

    from frontrow.bench._recommenders.synthetic import synthetic
    from frontrow.recommend.data import lake
    from frontrow.recommend.data.counted import count
    from frontrow.recommend.proof.families import families
    from frontrow.recommend.proof.family import Size
    from frontrow.recommend.proof.lists import median_request, ranked
    from frontrow.recommend.proof.splits import Split
    from frontrow.recommend.proof.trial import fitted

    _warm(models)
    log = synthetic(events)
    size = Size.of(log)
    costs: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        frame = pl.DataFrame(
            {
                "user_id": np.array(log.users)[log.user],
                "item_id": np.array(log.items)[log.item],
                "event": "view",
                "timestamp": log.at,
                "value": pl.Series([None] * events, dtype=pl.Float64),
            }
        )
        with _measured(costs, "write the lake"):
            lake.write(frame, folder, "visitor", buckets=PARTS)
        del frame
        with _measured(costs, "read the lake"):
            read_events = sum(len(lake.visitors_of(folder, part, PARTS)) for part in range(PARTS))
        assert read_events == events
        with _measured(costs, "count the lake"):
            counted = count(folder, parts=PARTS)
    links = counted.pairs.nnz
    del counted
    asked = np.sort(np.random.default_rng(1).choice(size.users, min(500, size.users), replace=False))
    questions = Split(log, asked, log.histories.of(asked), np.zeros((0, 2), np.int64))
    chosen, skipped = families(size, [name for name in models.split(",") if name])
    for name, family in chosen.items():
        with _measured(costs, f"fit {name}"):
            model, *_ = fitted(family, family.settings[0], log)
        for key, value in family.asks[0].items():
            setattr(model, key, value)
        with _measured(costs, f"500 lists of {name}"):
            ranked(model, questions)
        costs[f"500 lists of {name}"]["ms_single"] = median_request(model, questions)
    told = {"events": events, "users": size.users, "items": size.items, "links": links}
    print(json.dumps(told | {"steps": costs | {f"fit {name}": why for name, why in skipped.items()}}))


def _warm(models: str) -> None:
    """Compile what is compiled on first use."""
    from frontrow.bench._recommenders.synthetic import synthetic
    from frontrow.recommend.proof.evaluate import evaluate
    from frontrow.recommend.proof.families import families
    from frontrow.recommend.proof.family import Size

    log = synthetic(3000)
    evaluate(log, "refit", families(Size.of(log), models.split(","))[0])


@contextmanager
def _measured(costs: dict[str, Any], step: str) -> Iterator[None]:
    """CPU and wall seconds of the block, and MB that this process held at most meanwhile."""
    import gc

    gc.collect()
    reset = Path("/proc/self/clear_refs")
    if reset.exists():
        reset.write_text("5")  # the high-water mark starts again
    cpu, wall = time.process_time(), time.perf_counter()
    yield
    spent = {"cpu_s": time.process_time() - cpu, "wall_s": time.perf_counter() - wall}
    costs[step] = {key: round(value, 3) for key, value in spent.items()} | {"mb": round(_most())}


def _most() -> float:
    status = Path("/proc/self/status")
    return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024 if status.exists() else float("nan")


def _cell(cost: Any) -> str:
    if not isinstance(cost, dict):
        return str(cost or "left out")
    alone = f", {cost['ms_single']:.2f} ms alone" if "ms_single" in cost else ""
    return f"{cost['cpu_s']:.2f} s, {cost['mb']:,} MB{alone}"
