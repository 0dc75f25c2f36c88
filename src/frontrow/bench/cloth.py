"""`frontrow bench cloth`: the solver beside the textbook.

Every scene has a known answer: the heavy elastica, the hanging bar, the short beam, Cusick's drape meter, Coulomb's
slope, Euler and Eytelwein's belt, Newton's first law. They run on the settings that garments get and say what the
solver does, whether or not it is within its limit.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from time import process_time

import click
from rich.console import Console
from rich.progress import Progress

from frontrow.bench.machine import head, table
from frontrow.bench.textbook.finding import Finding
from frontrow.cloth import Settings
from frontrow.errors import UserError


def scenes(quick: bool) -> dict[str, Callable[[Settings], Iterator[Finding]]]:
    """The scenes by name; quick: fewer cases of each."""
    from frontrow.bench.textbook.cantilever import cantilever
    from frontrow.bench.textbook.drapemeter import drapemeter
    from frontrow.bench.textbook.hanging import hanging
    from frontrow.bench.textbook.repeat import halving, sameness
    from frontrow.bench.textbook.shearing import shearing
    from frontrow.bench.textbook.sliding import belt, slope
    from frontrow.bench.textbook.still import momentum, stillness

    return {
        "cantilever": lambda s: cantilever(s, loads=3 if quick else 9),
        "hanging": lambda s: hanging(s, count=1 if quick else 4),
        "shear": lambda s: shearing(s, count=1 if quick else 4),
        "drape-meter": lambda s: drapemeter(s, refine=not quick),
        "slope": lambda s: slope(s, count=1 if quick else 3),
        "capstan": lambda s: belt(s, count=1 if quick else 2),
        "rest": stillness,
        "free": momentum,
        "bits": sameness,
        "half-step": halving,
    }


@click.command(help="The solver beside the textbook: elastica, hanging strip, drape meter, friction, rest, momentum.")
@click.option("--scenes", "chosen", default="", help="Only these, by name, joined by commas.")
@click.option("--substeps", type=click.IntRange(1), help="Instead of what garments get.")
@click.option("--quick", is_flag=True, help="Fewer cases of each scene.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(chosen: str, substeps: int | None, quick: bool, as_json: bool) -> None:
    known = scenes(quick)
    names = [name for name in chosen.split(",") if name] or list(known)
    if unknown := set(names) - set(known):
        raise UserError(f"There is no scene {min(unknown)}; choose from {', '.join(known)}.")
    settings = Settings() if substeps is None else Settings(substeps=substeps)
    found: list[Finding] = []
    seconds = {}
    with Progress(console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("", total=len(names))
        for name in names:
            bars.update(bar, description=name)
            began = process_time()
            found += known[name](settings)
            seconds[name] = round(process_time() - began, 1)
            bars.advance(bar)
    if as_json:
        told = head() | {"settings": asdict(settings), "cpu_s": seconds, "findings": [f.plain() for f in found]}
        click.echo(json.dumps(told, indent=1))
        return
    titles = ["scene", "case", "quantity", "expected", "measured", "error", "limit", "holds"]
    click.echo(table(titles, [row(finding) for finding in found]))
    click.echo(f"\n{sum(f.holds for f in found)} of {len(found)} within their limits.")


def row(f: Finding) -> list[str]:
    """One finding as cells."""
    error, limit = ((f"{v:.3g}" if f.absolute else f"{v:.1%}") for v in (f.error, f.limit))
    return [
        f.scene,
        f.case,
        f.quantity,
        f"{f.expected:.4g}",
        f"{f.measured:.4g}",
        error,
        limit,
        "yes" if f.holds else "**no**",
    ]
