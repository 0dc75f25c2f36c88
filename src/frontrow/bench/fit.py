"""`frontrow bench fit`: what trying on costs, what a tape says against the flat ease, and whether the advice holds."""

import json
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import click

from frontrow.bench.machine import head, table
from frontrow.errors import UserError

CLOSE = 0.15  # metres of ease; what hangs wider falls in folds that a tape goes over


@dataclass(frozen=True)
class Case:
    """One look on one body in the size advised and in the one below; strains are means over the cloth, seconds those of
    the advised size: CPU and wall of drape and file; tape: place -> ease of the flat pattern and ease of a tape laid
    round the drape, metres."""

    look: str
    body: str
    size: str
    outcome: str
    below: str | None
    strain: float
    strain_below: float | None
    over5: float
    over5_below: float | None
    cpu: float
    wall: float
    bytes: int
    tape: dict[str, tuple[float, float]]

    @property
    def holds(self) -> bool | None:
        """Whether the advised size is less strained than the one below; None where there is none below."""
        return None if self.strain_below is None else self.strain < self.strain_below


def tried(path: Path, who: str, quality: str, walks: bool | None) -> Case:
    """Advise, drape and measure."""
    from frontrow.body import SIZES
    from frontrow.look import load
    from frontrow.look.fit.advice import advice
    from frontrow.look.fit.ease import garment_fits
    from frontrow.look.fit.tape import rounds
    from frontrow.look.fit.wear import wear
    from frontrow.look.spec import CHART, wearer

    spec = load(path)
    chart = CHART[wearer(spec.body).sex]
    garments = garment_fits(spec, chart)
    body = wearer(who)
    found = advice(garments, body.measures)
    began, clock = process_time(), perf_counter()
    worn = wear(spec, body, found.size, quality, walks=walks)
    size = len(worn.glb())
    cpu, wall = process_time() - began, perf_counter() - clock
    below = SIZES[SIZES.index(found.size) - 1] if found.size != SIZES[0] else None
    strain = worn.report["strain"]
    under = wear(spec, body, below, quality, walks=False).report["strain"] if below else {}
    tape: dict[str, tuple[float, float]] = {}
    for k, garment in enumerate(garments):
        for place, ring in rounds(worn, k).items():
            cut = garment.finished[found.size].get(place)
            if cut is not None:
                tape[f"{garment.name} {place}"] = (cut - ring.body, ring.tape - ring.body)
    return Case(
        path.stem,
        who,
        found.size,
        found.outcome,
        below,
        strain["mean"],
        under.get("mean"),
        strain["over5"],
        under.get("over5"),
        cpu,
        wall,
        size,
        tape,
    )


@click.command(help="Looks tried on: seconds, strain of the size advised against the size below, ease against a tape.")
@click.argument("looks", nargs=-1, type=click.Path(path_type=Path))
@click.option("--body", "bodies", multiple=True, help="Who tries them on; without it M and XL of each look's chart.")
@click.option("--quality", default="preview", show_default=True)
@click.option("--walk/--stand", "walks", default=None, help="Without either, looks of up to two garments walk.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write all figures as JSON.")
def command(
    looks: tuple[Path, ...], bodies: tuple[str, ...], quality: str, walks: bool | None, output: Path | None
) -> None:
    from frontrow.look import load
    from frontrow.look.spec import CHART, wearer

    paths = list(looks) or sorted(Path("season/looks").glob("*.yaml"))
    if not paths:
        raise UserError("There are no looks in season/looks; name look files, such as season/looks/serein-03.yaml.")
    cases: list[Case] = []
    for path in paths:
        chart = CHART[wearer(load(path).body).sex]
        for who in bodies or (f"{chart}/M", f"{chart}/XL"):
            cases.append(tried(path, who, quality, walks))
            click.echo(told(cases[-1]), err=True)
    titles = ["Look", "Body", "Size", "Strain", "Size below", "Strain there", "CPU s", "Wall s", "kB"]
    rows = [
        [
            c.look,
            c.body,
            c.size if c.outcome == "fits" else f"{c.size} ({c.outcome})",
            f"{c.strain:.2%}",
            c.below or "",
            "" if c.strain_below is None else f"{c.strain_below:.2%}",
            f"{c.cpu:.1f}",
            f"{c.wall:.1f}",
            f"{c.bytes / 1000:.0f}",
        ]
        for c in cases
    ]
    click.echo(table(titles, rows))
    click.echo(summary(cases))
    if output:
        figures: dict[str, Any] = head() | {"quality": quality, "cases": [c.__dict__ for c in cases]}
        output.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


def told(case: Case) -> str:
    """One case in a line."""
    there = "" if case.strain_below is None else f", {case.below} {case.strain_below:.2%}"
    return f"{case.look} on {case.body}: {case.size} {case.strain:.2%}{there}; {case.cpu:.1f} s CPU"


def summary(cases: list[Case]) -> str:
    """What all cases say together."""
    from statistics import median

    proven = [c.holds for c in cases if c.holds is not None]
    missed = sorted(100 * abs(worn - flat) for c in cases for flat, worn in c.tape.values() if flat < CLOSE)
    lines = [f"the size advised is less strained than the one below in {sum(proven)} of {len(proven)} cases"]
    lines += [f"CPU: median {median(c.cpu for c in cases):.1f} s, most {max(c.cpu for c in cases):.1f} s"]
    if missed:
        nine = missed[int(0.9 * (len(missed) - 1))]
        lines += [
            f"a tape round the drape against the flat ease, {len(missed)} places with less than 15 cm of it: "
            f"{median(missed):.1f} cm apart in the median, {nine:.1f} cm at the 90th percentile"
        ]
    return "\n".join(lines)
