"""`frontrow bench space`: drapes foretold beside fresh simulations on bodies that were never seen.

A fresh simulation is what the samples are: the garment, put on the cut's own body, follows as that body turns into the
wearer, and comes to rest. Its floor is how far two such simulations are apart whose bodies differ by a millimetre in
height and girths. The same is told of simulations that begin at the pattern, placed round the wearer: there the folds
of a full skirt fall differently each time, and no model can tell how. Inside is counted by the winding number
(`cloth.Columns`), not by the correction's own idea of contact. Drapes beyond the range check that trust says so.
"""

import json
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import Progress

from frontrow.body import Body, fit
from frontrow.errors import UserError

Floats = NDArray[np.float64]

LINE = (
    "{garment:16} {vertices:6} v  {mb:.2f} MB  error {mean:.1f} mm (worst body {worst:.1f}, p95 of vertices {p95:.1f}, "
    "max {max:.0f}; floor {floor:.1f})  inside {inside}  trusted {trusted}/{bodies}, {beyond} beyond the range  "
    "from the pattern {cold:.1f} mm (floor {cold_floor:.1f})"
)
BEYOND = 1.7  # how far out of the range bodies are tried, in half widths of it
NUDGE = 0.001  # metres
FLOOR = 4  # bodies on which the floor is measured


@click.command(help="Drapes foretold for unseen bodies beside fresh simulations: error, floor, time in Chromium.")
@click.option("--patterns", type=click.Path(path_type=Path, exists=True), default="season/patterns", show_default=True)
@click.option("--garments", default="dress,tshirt,trousers", show_default=True, help="Pattern names, by comma.")
@click.option("--chart", type=click.Choice(["women", "men"]), default="women", show_default=True)
@click.option("--size", default="M", show_default=True)
@click.option("--samples", default=48, show_default=True)
@click.option("--unseen", "count", default=20, show_default=True, help="Bodies that the drapes are checked on.")
@click.option("--quality", type=click.Choice(["draft", "full"]), default="full", show_default=True)
@click.option("--keep", type=click.Path(path_type=Path), help="A folder for the .drape files.")
@click.option("--browser/--no-browser", default=True, help="Whether Chromium is timed.")
@click.option("--json", "as_json", is_flag=True)
def command(
    patterns: Path,
    garments: str,
    chart: str,
    size: str,
    samples: int,
    count: int,
    quality: str,
    keep: Path | None,
    browser: bool,
    as_json: bool,
) -> None:
    from frontrow.bench.browser_space import times
    from frontrow.bench.machine import head

    names = garments.split(",")
    files: dict[str, bytes] = {}
    wearers: dict[str, list[dict[str, Any]]] = {}
    rows = []
    with Progress(console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("drape space", total=len(names))
        for name in names:
            path = patterns / f"{name}.yaml"
            row, files[name], wearers[name] = measure(path, chart, size, samples, count, quality)
            rows.append(row)
            bars.advance(bar)
            if keep:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{name}.drape").write_bytes(files[name])
            if not as_json:
                click.echo(LINE.format(**row))
    told = times(files, wearers) if browser else dict.fromkeys(names, "not asked for")
    for row in rows:
        row["chromium"] = told[row["garment"]]
    if as_json:
        click.echo(json.dumps({**head(), "quality": quality, "garments": rows}, indent=1))
    else:
        for row in rows:
            click.echo(f"{row['garment']:16} Chromium {row['chromium']}")


def nudged(body: Body, by: float = NUDGE) -> Body:
    """The same adult a millimetre taller and wider."""
    from frontrow.body import Measurements

    m = body.measures
    asked = Measurements(body.sex, m["height"], m["bust"], m["waist"], m["hips"], m["weight"])
    return fit(
        replace(asked, height=asked.height + by, bust=asked.bust + by, waist=asked.waist + by, hips=asked.hips + by)
    )


def measure(
    path: Path, chart: str, size: str, samples: int, count: int, quality: str
) -> tuple[dict[str, Any], bytes, list[dict[str, Any]]]:
    """One garment: its figures, its file, and bodies with their drapes for the browser to repeat."""
    from frontrow.cloth import Columns
    from frontrow.look.space.build import built
    from frontrow.look.space.design import Range, unseen
    from frontrow.look.space.file import dump
    from frontrow.look.spec import GarmentSpec

    began = process_time()
    made = built(GarmentSpec(path, None, size), chart, samples=samples, quality=quality)
    spent = process_time() - began
    space, draper, around = made.space, made.draper, Range(chart, size)
    people = [around.nearest(u) for u in unseen(count)]
    began = process_time()
    fresh = [draper.carried(made.middle, body) for body in people]
    each = (process_time() - began) / count
    began = process_time()
    foretold = [space.drape_on(f.body) for f in fresh]
    python_ms = 1000 * (process_time() - began) / count

    def apart(a: Floats, b: Floats) -> Floats:
        return np.asarray(1000 * np.linalg.norm(a - b, axis=1))

    off = np.array([apart(x, f.positions) for (x, _), f in zip(foretold, fresh, strict=True)])
    error = off.mean(axis=1)
    triangles = draper.collider.triangles
    inside = [int((Columns(f.body, triangles).winding(x) > 0).sum()) for (x, _), f in zip(foretold, fresh, strict=True)]
    raw = [int((Columns(f.body, triangles).winding(f.positions) > 0).sum()) for f in fresh]
    some = people[:FLOOR]
    larger = [nudged(body) for body in some]
    again = [draper.carried(made.middle, body).positions for body in larger]
    floor = float(np.mean([apart(f.positions, a).mean() for f, a in zip(fresh, again, strict=False)]))
    pattern = [draper.fresh(body).positions for body in some]
    cold_floor = float(
        np.mean([apart(p, draper.fresh(b).positions).mean() for p, b in zip(pattern, larger, strict=True)])
    )
    cold = [float(apart(x, p).mean()) for (x, _), p in zip(foretold, pattern, strict=False)]
    beyond = []
    for u in _beyond(FLOOR):
        try:
            body = around.body(u)
        except UserError:
            continue
        there = draper.carried(made.middle, body)
        x, trust = space.drape_on(there.body)
        beyond.append((float(apart(x, there.positions).mean()), trust))
    data = dump(space)
    row = {
        "garment": path.stem,
        "size": f"{chart}/{size}",
        "vertices": len(space.carrier.rest),
        "samples": samples,
        "bodies": count,
        "bytes": len(data),
        "mb": len(data) / 1e6,
        "mean": float(error.mean()),
        "worst": float(error.max()),
        "p95": float(np.percentile(off, 95)),
        "max": float(off.max()),
        "floor": floor,
        "left_out": space.facts["left_out_mm"],
        "inside": sum(inside),
        "inside_of_simulation": sum(raw),
        "cold": float(np.mean(cold)),
        "cold_floor": cold_floor,
        "foretold": float(1000 * np.mean([t.error for _, t in foretold])),
        "trusted": sum(t.ok for _, t in foretold),
        "trusted_worst": max((e for e, (_, t) in zip(error, foretold, strict=True) if t.ok), default=0.0),
        "reasons": sorted({t.reason for _, t in foretold if t.reason}),
        "beyond": f"{sum(t.ok for _, t in beyond)}/{len(beyond)}",
        "beyond_error": [round(e, 1) for e, _ in beyond],
        "beyond_reason": [t.reason for _, t in beyond],
        "beyond_foretold": [round(1000 * t.error, 1) for _, t in beyond],
        "python_ms": python_ms,
        "cpu_s": {"build": spent, "simulation": each},
    }
    wearers = [
        {
            "coefficients": body.coefficients.tolist(),
            "thigh": body.measures["thigh"],
            "hips": body.measures["hips"],
            "upperArm": body.measures["upper_arm"],
            "positions": np.round(x, 6).ravel().tolist(),
        }
        for body, (x, _) in list(zip(people, foretold, strict=True))[:3]
    ]
    return {k: round(v, 3) if isinstance(v, float) else v for k, v in row.items()}, data, wearers


def _beyond(count: int) -> Floats:
    """(count, 5) points outside the range: one coordinate, taken in turn, far beyond either end."""
    from frontrow.look.space.design import DIMENSIONS, unseen

    points = unseen(count, seed=2000)
    for k, u in enumerate(points):
        u[k % DIMENSIONS] = BEYOND * (1 if k % 2 else -1)
    return points
