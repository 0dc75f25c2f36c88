"""`frontrow check`: what is in a pattern or fabric file, and what is wrong with it."""

import json
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from frontrow.errors import UserError


@click.command(help="What is in this pattern file, and what is wrong with it, in every size.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--option", "chosen", multiple=True, metavar="NAME=NUMBER", help="An option of the pattern: length=0.9.")
@click.option("-o", "--svg", "drawing", type=click.Path(path_type=Path), help="Write the flat pattern as a drawing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(file: Path, chosen: tuple[str, ...], drawing: Path | None, as_json: bool) -> None:
    from frontrow.body import SIZES
    from frontrow.pattern import svg
    from frontrow.pattern.check import check, plain, sizes

    if drawing and drawing.suffix != ".svg":
        more = f"; an option is written --option {drawing}" if "=" in drawing.name else ""
        raise UserError(f"{drawing}: the drawing is an SVG file; give it a name that ends in .svg{more}.")
    options = dict(_option(item) for item in chosen)
    made = check(file, options=options)
    if drawing:
        drawing.write_text(svg(made), encoding="utf-8")
    console = Console(stderr=True)
    total = len(SIZES) * (2 if made.pattern.sex is None else 1)
    steps = track(sizes(file, options), "every size", total=total, console=console, transient=True)
    problems = [(found.size, found.problem) for found in steps if found.problem]
    if as_json:
        found = plain(made) | {"problems": [{"size": size, "problem": text} for size, text in problems]}
        click.echo(json.dumps(found, indent=1))
    else:
        _print(plain(made))
    if problems:
        size, text = problems[0]
        more = f" ({len(problems)} of {total} sizes cannot be cut)" if len(problems) > 1 else ""
        raise UserError(f"in size {size}, {text}{more}")
    if not as_json:
        click.echo(f"Every one of {total} sizes can be cut and sewn.")


def _option(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name.strip(), float(value)
    except ValueError:
        raise UserError(f"--option {text} is not name=number; write for example --option length=0.9.") from None


def _print(facts: dict) -> None:  # type: ignore[type-arg]
    click.echo(f"{facts['title']}: {len(facts['panels'])} panels, {facts['cloth_m2']:.2f} m² of cloth in size M")
    panels = Table("panel", "cut", "sits on", "m²", "edges, cm", box=None, pad_edge=False)
    for name, panel in facts["panels"].items():
        edges = ", ".join(f"{edge} {length:g}" for edge, length in panel["edges_cm"].items())
        panels.add_row(name, panel["cut"], panel["on"], f"{panel['area_m2']:.2f}", edges)
    options = Table("option", "default", "from", "to", "", "", box=None, pad_edge=False)
    for name, option in facts["options"].items():
        numbers = (f"{option[key]:g}" for key in ("default", "from", "to"))
        options.add_row(name, *numbers, option["unit"], option["title"])
    console = Console()
    console.print(panels)
    console.print(options)
