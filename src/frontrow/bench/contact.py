"""`frontrow bench contact`: what passes through what, how far cloth is stretched, and whether anything pops.

Each outfit is cut to each body, dressed and walked exactly as a look is (`frontrow.look.dress`), and the frames that
would be shipped are measured. Intersections are pairs of triangles, counted exactly and apart from the solver
(`cloth.intersections`); "walking" is the worst frame, in cloth triangles involved per 10,000. Edges are measured
against the flat pattern; threads are the same without the turning of warp against weft. Acceleration is the largest
second difference of any vertex round the loop.
"""

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from frontrow.bench.machine import head, table
from frontrow.errors import UserError

OUTFITS = "dress,circle-skirt,pleated-skirt,slip-dress,trousers+tshirt,trousers+tshirt+coat"
CEILING = 60.0  # m/s²: a vertex leaves its path by no more than 2 cm from one frame of the walk to the next
TITLES = [
    "outfit",
    "body",
    "triangles",
    "settled: cloth-cloth, cloth-body",
    "walking: worst per 10k (pairs)",
    "woven edges p50 / p99 / max",
    "woven threads p99 / max",
    "knit edges p50 / p99 / max",
    "inside: share, deepest",
    "acceleration m/s²",
    "loop gap",
    "settle, walk: CPU s",
]


@click.command(help="Intersections, strain and acceleration of every outfit on every body, settled and walking.")
@click.option("--patterns", type=click.Path(path_type=Path, exists=True), default="season/patterns", show_default=True)
@click.option("--garments", "outfits", default=OUTFITS, show_default=True, help="From the skin outwards, joined by +.")
@click.option("--bodies", default="", help="Named bodies (default: the ten of `frontrow.body.TEN`).")
@click.option("--quality", type=click.Choice(["draft", "full"]), default="full", show_default=True)
@click.option(
    "--every", default=1, show_default=True, help="Count intersections in every so manieth frame of the walk."
)
@click.option("--workers", default=1, show_default=True, help="Cases at a time, each in a process of its own.")
@click.option("--minutes", default=0.0, help="Begin no further case after so many; what is left out is said.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    patterns: Path,
    outfits: str,
    bodies: str,
    quality: str,
    every: int,
    workers: int,
    minutes: float,
    as_json: bool,
) -> None:
    from frontrow.body import TEN

    chosen = [name for name in bodies.split(",") if name] or list(TEN)
    cases = crosswise(outfits.split(","), chosen)
    rows: list[dict[str, Any]] = []
    failed: list[str] = []
    began = perf_counter()
    deadline = began + 60 * minutes if minutes else float("inf")
    for (outfit, body), found in finished(cases, patterns, quality, every, workers, deadline):
        done = len(rows) + len(failed) + 1
        if isinstance(found, str):
            failed.append(f"{outfit} on {body}: {found}")
        else:
            rows.append(found)
            if not as_json:
                told = table(TITLES, [cells(found)]).splitlines()
                click.echo("\n".join(told if len(rows) == 1 else told[2:]))
        click.echo(f"{done} of {len(cases)}, {(perf_counter() - began) / 60:.1f} minutes: {outfit} on {body}", err=True)
    sums = totals(rows) | {"failed": failed, "left_out": len(cases) - len(rows) - len(failed)}
    if as_json:
        told_all = head() | {"quality": quality, "ceiling": CEILING, "every": every, "total": sums, "cases": rows}
        click.echo(json.dumps(told_all, indent=1))
    else:
        click.echo(summary(sums))


def crosswise(outfits: Sequence[str], bodies: Sequence[str]) -> list[tuple[str, str]]:
    """All pairs, so ordered that each outfit and soon each body has had its turn if the time does not reach."""
    count = len(bodies)
    return [(outfit, bodies[(k + turn) % count]) for turn in range(count) for k, outfit in enumerate(outfits)]


def finished(
    cases: Sequence[tuple[str, str]], patterns: Path, quality: str, every: int, workers: int, deadline: float
) -> Iterator[tuple[tuple[str, str], dict[str, Any] | str]]:
    """Cases as they are done, each with its figures or with what went wrong; none begins after `deadline`."""
    waiting = list(reversed(cases))
    if workers < 2:
        while waiting and perf_counter() < deadline:
            case = waiting.pop()
            yield case, tried(patterns, *case, quality, every)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        running: dict[Future[dict[str, Any] | str], tuple[str, str]] = {}
        while running or (waiting and perf_counter() < deadline):
            while waiting and len(running) < workers and perf_counter() < deadline:
                case = waiting.pop()
                running[pool.submit(tried, patterns, *case, quality, every)] = case
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(done), done.result()


def tried(patterns: Path, outfit: str, body: str, quality: str, every: int) -> dict[str, Any] | str:
    """One outfit on one body, or the sentence that says why not."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        return measure(patterns, outfit, body, quality, every)
    except UserError as error:
        return str(error)


def totals(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What all cases come to."""
    if not rows:
        return {"cases": 0}
    worst = max(rows, key=lambda r: r["walking_per_10k"])
    return {
        "cases": len(rows),
        "settled_free": sum(r["settled"] == [0, 0] for r in rows),
        "walking_free": sum(r["walking_per_10k"] == 0 for r in rows),
        "walking_at_most_1_in_10k": sum(r["walking_per_10k"] <= 1 for r in rows),
        "worst": [worst["outfit"], worst["body"], worst["walking_per_10k"]],
        "threads_p99_within_3_percent": sum(not r["woven_threads"] or r["woven_threads"][1] <= 0.03 for r in rows),
        "threads_max_within_10_percent": sum(not r["woven_threads"] or r["woven_threads"][2] <= 0.10 for r in rows),
        "acceleration_within_ceiling": sum(r["acceleration"] <= CEILING for r in rows),
        "acceleration_max": max(r["acceleration"] for r in rows),
        "loop_gap_within_3_mm": sum(r["loop_gap_mm"] <= 3 for r in rows),
        "cpu_s": round(sum(r["settle_s"] + r["walk_s"] for r in rows), 1),
    }


def summary(sums: dict[str, Any]) -> str:
    """The totals in sentences."""
    lines = [""]
    if sums["cases"]:
        n, (outfit, body, worst) = sums["cases"], sums["worst"]
        lines += [
            f"Of {n} cases: settled without any intersection {sums['settled_free']}; walking without any "
            f"{sums['walking_free']}, with at most 1 triangle in 10,000 {sums['walking_at_most_1_in_10k']} "
            f"(worst {worst}, {outfit} on {body}).",
            f"Woven threads: p99 at most 3 % in {sums['threads_p99_within_3_percent']}, none over 10 % in "
            f"{sums['threads_max_within_10_percent']}. Acceleration at most {CEILING:.0f} m/s² in "
            f"{sums['acceleration_within_ceiling']}, largest {sums['acceleration_max']:.0f}. Loop gap p99 at most 3 mm "
            f"in {sums['loop_gap_within_3_mm']}. {sums['cpu_s']} CPU s of settling and walking.",
        ]
    lines += [f"Failed: {case}" for case in sums["failed"]]
    if sums["left_out"]:
        lines.append(f"Left out for want of time: {sums['left_out']}.")
    return "\n".join(lines)


def measure(patterns: Path, outfit: str, body: str, quality: str, every: int = 1) -> dict[str, Any]:
    """One outfit on one body; intersections are counted in every so manieth frame of the walk."""
    from frontrow.bench.wearing import knitted, thread_strain, worn
    from frontrow.bench.wearing import outfit as cut
    from frontrow.body import walk
    from frontrow.cloth import intersections
    from frontrow.look.dress import QUALITIES
    from frontrow.look.report import fit_of

    clothes = cut(patterns, outfit, body, QUALITIES[quality].resolution, QUALITIES[quality].rough)
    done = worn(clothes, quality)
    cloth, skin = done.cloth, clothes.wearer.mannequin.triangles
    frames = np.asarray(done.loop.frames, np.float64)
    period = walk(clothes.wearer).period
    began = process_time()
    still = intersections(done.settled, cloth.triangles, done.settled_body, skin)
    seen = list(zip(frames, done.body, strict=True))[::every]
    walking = [intersections(x, cloth.triangles, b, skin) for x, b in seen]
    counted = process_time() - began
    worst = max(walking, key=lambda found: len(found.triangles))
    knit = knitted(clothes, done.starts)
    both = np.concatenate([done.settled[None], frames[::4]])
    depth = fit_of(cloth, both, np.concatenate([done.settled_body[None], done.body[::4]]), skin).penetration
    ends = both[:, cloth.edges]
    edge = np.linalg.norm(ends[:, :, 0] - ends[:, :, 1], axis=2) / cloth.lengths - 1
    thread = thread_strain(cloth, both)
    return {
        "outfit": outfit,
        "body": body,
        "triangles": len(cloth.triangles),
        "settled": [len(still.cloth_cloth), len(still.cloth_body)],
        "walking": [len(worst.cloth_cloth), len(worst.cloth_body)],
        "walking_per_10k": per_10k(len(worst.triangles), cloth.triangles),
        "walking_mean_per_10k": per_10k(float(np.mean([len(w.triangles) for w in walking])), cloth.triangles),
        "woven_edges": spread(edge[:, ~knit[cloth.edges[:, 0]]]),
        "woven_threads": spread(thread[:, ~knit[cloth.triangles[:, 0]]]),
        "knit_edges": spread(edge[:, knit[cloth.edges[:, 0]]]),
        "inside": [round(depth.share, 5), round(depth.max_mm, 2)],
        "acceleration": round(acceleration(frames, period / len(frames)), 1),
        "body_acceleration": round(acceleration(np.asarray(done.body, np.float64), period / len(frames)), 1),
        "loop_gap_mm": round(1000 * done.loop.gap[1], 2),
        "settle_s": round(done.seconds["settle"], 1),
        "walk_s": round(done.seconds["walk"], 1),
        "count_s": round(counted, 2),
    }


def per_10k(count: float, triangles: NDArray[Any]) -> float:
    return round(1e4 * count / len(triangles), 2)


def spread(strain: NDArray[Any]) -> list[float]:
    """Median, 99th percentile and largest; nothing where there is no such cloth."""
    if not strain.size:
        return []
    return [round(float(v), 4) for v in (*np.percentile(strain, (50, 99)), strain.max())]


def acceleration(frames: NDArray[Any], dt: float) -> float:
    """m/s², the largest of any point of a loop (F, n, 3) of frames dt seconds apart."""
    second = np.roll(frames, 1, axis=0) - 2 * frames + np.roll(frames, -1, axis=0)
    return float(np.sqrt((second**2).sum(axis=2).max())) / dt**2


def cells(r: dict[str, Any]) -> list[str]:
    """One case as the cells of a table."""

    def strains(values: list[float]) -> str:
        return " / ".join(f"{v:.1%}" for v in values) or "–"

    return [
        r["outfit"],
        r["body"],
        f"{r['triangles']:,}",
        "{}, {}".format(*r["settled"]),
        "{} ({}, {})".format(r["walking_per_10k"], *r["walking"]),
        strains(r["woven_edges"]),
        strains(r["woven_threads"][1:]),
        strains(r["knit_edges"]),
        f"{r['inside'][0]:.2%}, {r['inside'][1]:.1f} mm",
        f"{r['acceleration']:.0f}",
        f"{r['loop_gap_mm']:.1f} mm",
        f"{r['settle_s']}, {r['walk_s']}",
    ]
