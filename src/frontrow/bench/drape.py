"""`frontrow bench drape`: what cloth costs, ours beside others at the same measured quality.

The task is one dress, settled on one body that then sways from side to side; every solver starts from the same state
and has the flat pattern as its rest shape. Quality is the 99th percentile of the stretch of threads (along warp and
weft) and the share of vertices more than 1 mm inside the body, in the second half of the frames. Ours runs as garments
get it; each of the others climbs from cheap to dear settings until it is as good (0.3 % of strain and 0.1 % of vertices
apart at most), and only then its cost is compared. CPU time is that of the process, medians over frames.
"""

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from frontrow.bench.machine import head, table
from frontrow.bench.matching import Match, matched
from frontrow.bench.run import Run

# substeps and iterations, from cheap to dear; newton's own examples use 2 x 10 to 10 x 10
LADDERS: dict[str, tuple[tuple[int, int], ...]] = {
    "reference": ((10, 1), (20, 1), (40, 1), (80, 1)),
    "XPBD": ((20, 1), (40, 1), (80, 1), (160, 1)),
    "Style3D": ((1, 1), (1, 2), (2, 4), (5, 4), (10, 10)),
    "VBD": ((2, 5), (4, 5), (10, 5), (10, 10)),
}
BUDGET = 4000.0  # CPU ms a frame beyond which no dearer setting is tried
LARGE = 0.0128  # metres, about 9,000 vertices of the dress
EDGE = 0.02  # metres, about 3,700 vertices: what the dearest peer can do in a few minutes


@click.command(help="What cloth costs: ours beside newton's solvers and a simple reference, at the same quality.")
@click.option("--patterns", type=click.Path(path_type=Path, exists=True), default="season/patterns", show_default=True)
@click.option("--quick", is_flag=True, help="A minute: few frames, a coarse dress, one setting of each peer.")
@click.option("--peers/--no-peers", default=True, help="Whether newton's solvers run beside ours.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(patterns: Path, quick: bool, peers: bool, as_json: bool) -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from frontrow.bench.peers import KINDS, available

    told: dict[str, Any] = head() | {"load": os.getloadavg()[0]}
    if peers:
        told["peers"] = available()
    parts: dict[str, Callable[[], Any]] = {
        "beside": lambda: beside(patterns, quick, KINDS if peers else ()),
        "growth": lambda: growth(patterns, 9_000 if quick else 85_000, 6 if quick else 8),
        "memory": lambda: memory(patterns),
        "garment": lambda: garment(patterns / "dress.yaml", quick),
    }
    with Progress(console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("", total=len(parts))
        for name, part in parts.items():
            bars.update(bar, description=name)
            began = process_time()
            told[name] = part()
            told[name]["bench_cpu_s"] = round(process_time() - began, 1)
            bars.advance(bar)
    click.echo(json.dumps(told, indent=1) if as_json else text(told))


def beside(patterns: Path, quick: bool, kinds: tuple[str, ...]) -> dict[str, Any]:
    """Ours, the reference and the peers at one task."""
    from frontrow.bench.peers import peer
    from frontrow.bench.reference import simplest
    from frontrow.bench.run import ours, timed
    from frontrow.bench.swaying import task

    now = task(patterns, "dress", "runway-f", 2 * EDGE if quick else EDGE)
    frames = 10 if quick else 24
    target = timed("ours", "as worn", now, ours(now), frames)

    def rung(kind: str, substeps: int, iterations: int) -> Callable[[], Run]:
        def run() -> Run:
            step = simplest(now, substeps) if kind == "reference" else peer(kind, now, substeps, iterations)
            return timed(kind, f"{substeps} x {iterations}", now, step, frames)

        return run

    rows = [row(Match(target, True, (target,)), target)]
    for kind in ("reference", *kinds):
        ladder = LADDERS[kind][2:3] if quick else LADDERS[kind]
        rows.append(row(matched([rung(kind, *each) for each in ladder], target, BUDGET), target))
    return {"vertices": now.cloth.vertices, "frames": frames, "rows": rows}


def row(match: Match, target: Run) -> dict[str, Any]:
    """A solver's figures; times: how many times our cost."""
    run = match.run
    return figures(run) | {
        "times_ours": round(run.cpu_ms / target.cpu_ms, 1),
        "matched": match.reached,
        "tried": [figures(each) for each in match.tried],
    }


def figures(run: Run) -> dict[str, Any]:
    return {
        "solver": run.name,
        "settings": run.settings,
        "cpu_ms": round(run.cpu_ms, 1),
        "threads_p99": round(run.strain, 4),
        "edges_p99": round(run.edges, 4),
        "inside": round(run.inside, 5),
        "finite": run.finite,
    }


def growth(patterns: Path, most: int, frames: int) -> dict[str, Any]:
    """Cost over size, and the exponent that fits it."""
    from frontrow.bench.scaling import exponent, grown

    found = grown(patterns, most, frames)
    power, _ = exponent([n for n, _ in found], [run.cpu_ms for _, run in found])
    sizes = [
        {"vertices": n, "cpu_ms": round(run.cpu_ms, 1), "per_10k": round(run.cpu_ms / n * 1e4, 1)} for n, run in found
    ]
    return {"exponent": round(power, 3), "sizes": sizes}


def memory(patterns: Path) -> dict[str, Any]:
    """Peak memory at about 20,000 vertices, in a process of its own."""
    from frontrow.bench.scaling import apart

    vertices, megabytes = apart(f"peak(Path({str(patterns)!r}))")
    return {"vertices": int(vertices), "peak_mb": round(megabytes)}


def garment(pattern: Path, quick: bool) -> dict[str, Any]:
    """Pattern to finished GLB, compiled code at hand; and what compiling costs on first use."""
    from frontrow.bench.scaling import apart

    place = f"Path({str(pattern)!r})"
    quality = "draft" if quick else "full"
    usual = apart(f"warm({place}, {quality!r}, False)")
    told: dict[str, Any] = {
        "quality": quality,
        "walk": rounded(usual),
        "pairs_an_hour_on_two_cores": {
            "settled": round(2 * 3600 / usual["settled"]),
            "with_walk_and_files": round(2 * 3600 / usual["cpu"]),
        },
    }
    if not quick:
        told["large"] = rounded(apart(f"warm({place}, 'full', False, {LARGE})"))
        told["all_clips"] = rounded(apart(f"warm({place}, 'full', True)"))
        with tempfile.TemporaryDirectory() as cache:
            told["compiling"] = rounded(apart(f"compiled({place}.parent)", cache))
            first, again = (apart(f"draped({place}, 'draft', False)", cache) for _ in range(2))
        told["first_use"] = rounded({key: first[key] - again[key] for key in ("cpu", "wall")})
        told["loading"] = rounded({"cpu": again["cpu"] - apart(f"warm({place}, 'draft', False)")["cpu"]})
    return told


def rounded(seconds: dict[str, float]) -> dict[str, float]:
    return {key: int(value) if key == "vertices" else round(value, 1) for key, value in seconds.items()}


def text(told: dict[str, Any]) -> str:
    """The figures as Markdown."""
    task = told["beside"]
    rows = [
        [
            r["solver"],
            r["settings"],
            f"{r['cpu_ms']:.1f}",
            f"{r['times_ours']:.1f}",
            f"{r['threads_p99']:.1%}",
            f"{r['edges_p99']:.1%}",
            f"{r['inside']:.2%}",
            "yes" if r["matched"] else "not reached",
        ]
        for r in task["rows"]
    ]
    titles = [
        "solver",
        "substeps x iterations",
        "CPU ms a frame",
        "times ours",
        "threads p99",
        "edges p99",
        "inside",
        "as good",
    ]
    grown = [[f"{s['vertices']:,}", f"{s['cpu_ms']:.1f}", f"{s['per_10k']:.1f}"] for s in told["growth"]["sizes"]]
    made, held = told["garment"], told["memory"]
    pairs = made["pairs_an_hour_on_two_cores"]
    kinds = {"walk": "with its walk", "large": "with its walk, larger", "all_clips": "with every clip"}
    files = [
        [name, f"{m['vertices']:,}", f"{m['cpu']}", f"{m['wall']}", f"{m['settled']}"]
        for m, name in ((made[kind], name) for kind, name in kinds.items() if kind in made)
    ]
    lines = [
        f"{task['vertices']:,} vertices, {task['frames']} frames.",
        "",
        table(titles, rows),
        "",
        table(["vertices", "CPU ms a frame", "per 10,000 vertices"], grown),
        "",
        f"Cost grows as vertices^{told['growth']['exponent']:.2f}.",
        f"Peak memory {held['peak_mb']} MB at {held['vertices']:,} vertices.",
        "",
        table(["pattern to GLB", "vertices", "CPU s", "wall s", "CPU s until it stands settled"], files),
        "",
        "Garment-body pairs an hour on two cores, from CPU time, at this quality: "
        f"{pairs['settled']:,} drafted and settled, {pairs['with_walk_and_files']:,} with walk, files and picture.",
    ]
    if "first_use" in made:
        lines.append(
            f"Compiling ahead takes {made['compiling']['cpu']} s CPU, while it is installed; the first use thereafter "
            f"{made['first_use']['cpu']} s CPU more than the second; loading compiled code takes "
            f"{made['loading']['cpu']} s CPU in each process."
        )
    return "\n".join(lines)
