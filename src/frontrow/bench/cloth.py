"""`frontrow bench cloth`: speed of the solver, and how well garments sit on bodies, settled and walking.

Each case is dressed and walked exactly as a look is (`frontrow.look.dress`). Strain is that of every edge against
the flat pattern; a vertex is inside by the winding number (`cloth.Columns`), as deep as its exact distance to the body
mesh (`cloth.signed_distance`), not by the solver's own idea of contact. CPU time is that of this process, on one
thread; that of the walk includes fitting every frame.
"""

import json
import platform
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

BODIES = "runway-f,plus-f,petite-f,tall-m,athletic-m"
OUTFITS = "dress,trousers,trousers+tshirt"
WALKED = 4  # every fourth frame of the walk is measured
LINE = (
    "{outfit:16} {body:11} {vertices:6} v  {cpu_ms:5.1f} CPU ms a frame per 10k  settle {settle_s:5.1f} s  "
    "walk {walk_s:5.1f} s | settled: {settled[share]:.2%} < 5 %, p99 {settled[p99]:.1%}, "
    "inside {settled[inside]:.2%} to {settled[deepest_mm]:.1f} mm | walking: {walking[share]:.2%}, "
    "p99 {walking[p99]:.1%}, inside {walking[inside]:.2%} to {walking[deepest_mm]:.1f} mm | "
    "loop {loop_mm:.1f} mm, seam {seam:.2f} steps"
)


@click.command(help="How fast cloth is simulated and how well it sits: every outfit on every body.")
@click.option("--patterns", type=click.Path(path_type=Path, exists=True), default="season/patterns", show_default=True)
@click.option("--outfits", default=OUTFITS, show_default=True, help="Patterns from the skin outwards, joined by +.")
@click.option("--bodies", default=BODIES, show_default=True, help="Named bodies; each outfit is cut to the wearer.")
@click.option("--quality", type=click.Choice(["draft", "full"]), default="full", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(patterns: Path, outfits: str, bodies: str, quality: str, as_json: bool) -> None:
    cases = [(outfit, body) for outfit in outfits.split(",") for body in bodies.split(",")]
    rows = []
    with Progress(console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("compiling", total=len(cases))
        compiled = warm()
        for outfit, body in cases:
            bars.update(bar, description=f"{outfit} on {body}")
            rows.append(measure(patterns, outfit, body, quality))
            bars.advance(bar)
            if not as_json:
                click.echo(LINE.format(**rows[-1]))
    if as_json:
        machine = f"{platform.machine()} {processor()}"
        head = {"date": date.today().isoformat(), "machine": machine, "quality": quality, "first_call_s": compiled}
        click.echo(json.dumps(head | {"cases": rows}, indent=1))


def processor() -> str:
    """The processor's own name, where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def warm() -> float:
    """CPU seconds of the first frame ever: compiling where nothing is cached, loading the cache where it is."""
    import numpy as np

    from frontrow.cloth import Cloth, Collider, Solver

    corner = np.array([[0, 0], [0.02, 0], [0, 0.02], [0.02, 0.02]])
    cloth = Cloth(
        np.array([[0, 1, 2], [1, 3, 2]], np.int32), corner[[[0, 1, 2], [1, 3, 2]]], layer=np.array([0, 0, 0, 1])
    )
    ground = np.array([[-1.0, 0, -1], [0, 0, 1], [1, 0, -1]])
    solver = Solver(cloth, Collider(np.array([[0, 1, 2]])), positions=np.c_[corner[:, 0], [0.1] * 4, corner[:, 1]])
    began = process_time()
    solver.step(ground, ground)
    return round(process_time() - began, 2)


def measure(patterns: Path, outfit: str, body: str, quality: str) -> dict[str, Any]:
    """One outfit on one body: time, strain and depth, settled and walking."""
    from frontrow.body import named_body, walk
    from frontrow.fabric import resolve
    from frontrow.look.dress import QUALITIES, Dresser
    from frontrow.look.report import Fit, fit_of
    from frontrow.pattern import draft, load, sew

    wearer, care = named_body(body), QUALITIES[quality]
    garments = [
        sew(draft(load(patterns / f"{name}.yaml"), wearer.measures, {}), wearer, care.resolution)
        for name in outfit.split("+")
    ]
    fabrics = [resolve(garment.fabric, patterns) for garment in garments]
    worn = Dresser(wearer, walk(wearer), care, 0, lambda step, share: None).wear(garments, fabrics)
    triangles, cloth = wearer.mannequin.triangles, worn.cloth
    settled = fit_of(cloth, worn.settled[None], worn.settled_body[None], triangles)
    walking = fit_of(cloth, worn.loop.frames[::WALKED].astype(float), worn.body[::WALKED], triangles)

    def plain(fit: Fit) -> dict[str, float]:
        strain, depth = fit.strain, fit.penetration
        return {
            "share": round(strain.below_5_percent, 4),
            "p99": round(strain.p99, 4),
            "max": round(strain.max, 3),
            "inside": round(depth.share, 5),
            "deepest_mm": round(depth.max_mm, 2),
        }

    frames = care.loops * len(worn.loop.frames) + care.start
    return {
        "outfit": outfit,
        "body": body,
        "vertices": cloth.vertices,
        "substeps": care.substeps,
        "cpu_ms": round(worn.seconds["walk"] / frames / cloth.vertices * 1e7, 1),
        "settle_s": round(worn.seconds["settle"], 1),
        "walk_s": round(worn.seconds["walk"], 1),
        "settled": plain(settled),
        "walking": plain(walking),
        "loop_mm": round(worn.loop.gap * 1000, 1),
        "seam": round(worn.loop.seam / worn.loop.stride, 2),
    }
