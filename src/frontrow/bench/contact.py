"""`frontrow bench contact`: what passes through what, how far cloth is stretched, and whether anything pops.

Each outfit is cut to each body, dressed and walked exactly as a look is (`frontrow.look.dress`), and the frames that
would be shipped are measured. Intersections are pairs of triangles, counted exactly and apart from the solver
(`cloth.intersections`); "walking" is the worst frame, in cloth triangles involved per 10,000. Edges are measured
against the flat pattern; threads are the same without the turning of warp against weft. Acceleration is the largest
second difference of any vertex round the loop.
"""

import json
from pathlib import Path
from time import process_time
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import Progress

from frontrow.bench.machine import head, table

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
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(patterns: Path, outfits: str, bodies: str, quality: str, as_json: bool) -> None:
    from frontrow.body import TEN

    chosen = [name for name in bodies.split(",") if name] or list(TEN)
    cases = [(outfit, body) for outfit in outfits.split(",") for body in chosen]
    rows = []
    with Progress(console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("", total=len(cases))
        for outfit, body in cases:
            bars.update(bar, description=f"{outfit} on {body}")
            rows.append(measure(patterns, outfit, body, quality))
            bars.advance(bar)
            if not as_json:
                told = table(TITLES, [cells(rows[-1])]).splitlines()
                click.echo("\n".join(told if len(rows) == 1 else told[2:]))
    if as_json:
        click.echo(json.dumps(head() | {"quality": quality, "ceiling": CEILING, "cases": rows}, indent=1))
    else:
        click.echo(f"\nCeiling of acceleration: {CEILING:.0f} m/s².")


def measure(patterns: Path, outfit: str, body: str, quality: str) -> dict[str, Any]:
    """One outfit on one body."""
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
    walking = [intersections(x, cloth.triangles, b, skin) for x, b in zip(frames, done.body, strict=True)]
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
