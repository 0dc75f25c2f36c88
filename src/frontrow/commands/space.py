"""`frontrow space`: garments that are draped at once on any body of a range."""

import json
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from frontrow.commands.drape import option_of
from frontrow.errors import UserError

STEPS = {
    "bodies": "Fitting bodies",
    "middle": "Dressing the middle one",
    "drape": "Draping each",
    "learn": "Learning",
}


@click.group(help="A garment in one size, draped at once on any body of a range: for trying on.")
def command() -> None:
    pass


@command.command(help="Drape a PATTERN on a designed sample of bodies and learn from them; write a .drape file.")
@click.argument("pattern", type=click.Path(path_type=Path))
@click.option("--size", default="M", show_default=True, help="The cut: XS to 3XL.")
@click.option("--chart", type=click.Choice(["women", "men"]), default="women", show_default=True)
@click.option("--fabric", help="A fabric of the library, or a file; without it the pattern's own.")
@click.option("--option", "options", multiple=True, metavar="NAME=NUMBER", help="What the pattern lets one choose.")
@click.option("--samples", default=48, show_default=True, help="Bodies it is draped on.")
@click.option("--seed", default=0, show_default=True, help="Same seed, same file.")
@click.option("--draft", is_flag=True, help="A coarse mesh in a minute.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("garment.drape"), show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print what was made as JSON.")
def build(
    pattern: Path,
    size: str,
    chart: str,
    fabric: str | None,
    options: tuple[str, ...],
    samples: int,
    seed: int,
    draft: bool,
    output: Path,
    as_json: bool,
) -> None:
    from frontrow.fabric import resolve
    from frontrow.look.space.build import build as made
    from frontrow.look.space.file import dump
    from frontrow.look.spec import GarmentSpec

    if not pattern.is_file():
        raise UserError(f"{pattern}: there is no such file; give a pattern such as season/patterns/dress.yaml.")
    if output.suffix != ".drape":
        raise UserError(f"{output}: the output is a drape space; give it a name that ends in .drape.")
    spec = GarmentSpec(
        pattern=pattern,
        fabric=resolve(fabric, pattern.parent) if fabric else None,
        size=size,
        options=dict(option_of(text) for text in options),
    )
    columns = (TextColumn("{task.description:<24}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        tasks = {step: bar.add_task(text, total=1.0, start=False) for step, text in STEPS.items()}

        def progress(step: str, share: float) -> None:
            bar.start_task(tasks[step])
            bar.update(tasks[step], completed=share)

        quality = "draft" if draft else "full"
        space = made(spec, chart, samples=samples, quality=quality, seed=seed, progress=progress)
    data = dump(space)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(data)
    facts = {
        **{k: space.facts[k] for k in ("title", "chart", "size", "samples", "left_out_mm")},
        "vertices": len(space.carrier.rest),
        "shapes": len(space.modes),
        "bytes": len(data),
    }
    if as_json:
        click.echo(json.dumps(facts, indent=1))
    else:
        click.echo(
            f"{output}: {facts['title']}, {chart}/{size}, {facts['vertices']} vertices, {len(data) / 1e6:.2f} MB; "
            f"bodies left out were missed by {facts['left_out_mm']:.1f} mm on average"
        )


@command.command(help="What a .drape file says of one body: how far the drape is to be trusted, and why not.")
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.option("--body", default="women/M", show_default=True, help="A name, women/L, or height=1.74,bust=0.92,…")
@click.option("--json", "as_json", is_flag=True)
def trust(file: Path, body: str, as_json: bool) -> None:
    from frontrow.commands.drape import body_of
    from frontrow.look.space.file import load
    from frontrow.look.spec import wearer

    _, found = load(file).drape(wearer(body_of(body)))
    facts = {
        "trusted": found.ok,
        "reason": found.reason,
        "error_mm": round(1000 * found.error, 1),
        "stretched": round(found.stretched, 4),
        "pushed_mm": round(1000 * found.pushed, 2),
    }
    if as_json:
        click.echo(json.dumps(facts, indent=1))
    else:
        word = "trusted" if found.ok else f"not trusted ({found.reason}); simulate instead"
        click.echo(
            f"{body}: {word}: about {facts['error_mm']:.1f} mm from a simulation, {facts['stretched']:.1%} of edges "
            f"stretched by more than 6 %, moved {facts['pushed_mm']:.1f} mm out of the body"
        )
