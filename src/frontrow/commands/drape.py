"""`frontrow drape`: a sewing pattern on a walking body, as one GLB."""

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from frontrow.body import Measurements
from frontrow.errors import UserError
from frontrow.fabric import resolve
from frontrow.look.report import Fit, Report
from frontrow.look.spec import GarmentSpec, LookSpec, load, measurements

SLID = 100.0  # millimetres: more than this is no settling but a fall
STEPS = {
    "draft": "Drafting the pattern",
    "settle": "Dressing",
    "walk": "Walking",
    "pack": "Packing",
    "poster": "Taking the picture",
    "moves": "Stopping and turning",
}


def body_of(text: str) -> str | Measurements:
    """The wearer that `--body` asks for: a name, or `height=1.74,bust=0.92,…` in metres and kilograms."""
    if "=" not in text:
        return text
    values: dict[str, object] = {"sex": "f"}
    for pair in text.split(","):
        key, _, value = (part.strip() for part in pair.partition("="))
        try:
            values[key] = value if key == "sex" else float(value)
        except ValueError:
            raise UserError(f'--body {key}: "{value}" is not a number; give metres, such as bust=0.92.') from None
    return measurements(values, "--body")


def option_of(text: str) -> tuple[str, float]:
    """One `--option name=number`."""
    key, mark, value = text.partition("=")
    try:
        return key, float(value) if mark else float("nan")
    except ValueError:
        raise UserError(f'--option {text}: "{value}" is not a number; write it as in length=0.6.') from None


def spec_of(
    path: Path,
    size: str,
    body: str | None,
    fabric: str | None,
    color: str | None,
    options: tuple[str, ...],
    **rest: Any,
) -> LookSpec:
    """The look that the command line describes: one pattern, or a whole look file."""
    import yaml

    if not path.is_file():
        raise UserError(f"{path}: there is no such file; give a pattern such as season/patterns/dress.yaml.")
    data = yaml.safe_load(path.read_text("utf-8")) if path.suffix in (".yaml", ".yml") else None
    if isinstance(data, dict) and "garments" in data:
        return load(path)
    for text in options:
        if "=" not in text:
            raise UserError(f"--option {text}: write name=number, as in length=0.6.")
    from frontrow.body import SIZES

    if size not in (*SIZES, "made"):
        raise UserError(f'--size: there is no size "{size}"; choose {", ".join(SIZES)}, or made to measure: made.')
    garment = GarmentSpec(
        pattern=path,
        fabric=resolve(fabric, path.parent) if fabric else None,
        size=size,
        color=color,
        options=dict(option_of(text) for text in options),
    )
    who = body_of(body or f"women/{size if size in SIZES else 'M'}")
    return LookSpec(slug=path.stem, garments=(garment,), title=path.stem, body=who, **rest)


@click.command(help="Drape a PATTERN (or a look file) on a body that walks; write a GLB, a poster and a report.")
@click.argument("pattern", type=click.Path(path_type=Path))
@click.option("--size", default="M", show_default=True, help="The cut: XS to 3XL, or made (to the wearer).")
@click.option("--body", help="Who wears it: a name, women/L, or height=1.74,bust=0.92,waist=0.74,hips=0.99.")
@click.option("--fabric", help="A fabric of the library, or a file; without it the pattern's own.")
@click.option("--color", metavar="#RRGGBB", help="The cloth's colour, in place of the fabric's.")
@click.option("--option", "options", multiple=True, metavar="NAME=NUMBER", help="What the pattern lets one choose.")
@click.option("--finish", default="porcelain", show_default=True, help="What the mannequin is made of.")
@click.option("--walk", default="catwalk", show_default=True)
@click.option("--seed", default=0, show_default=True, help="Same seed, same file.")
@click.option("--draft", is_flag=True, help="A coarse mesh in a few seconds.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("look.glb"), show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the report on stdout.")
def command(
    pattern: Path,
    size: str,
    body: str | None,
    fabric: str | None,
    color: str | None,
    options: tuple[str, ...],
    finish: str,
    walk: str,
    seed: int,
    draft: bool,
    output: Path,
    as_json: bool,
) -> None:
    if color and not (len(color) == 7 and color[0] == "#" and all(c in "0123456789abcdefABCDEF" for c in color[1:])):
        raise UserError(f'--color: "{color}" is no colour; write it as in #8c0f1c.')
    if output.suffix != ".glb":
        raise UserError(f"{output}: the output is a GLB file; give it a name that ends in .glb.")
    spec = spec_of(pattern, size, body, fabric, color, options, finish=finish, walk=walk, seed=seed)
    report = _made(spec, output, "draft" if draft else None)
    if as_json:
        click.echo(json.dumps(report.as_dict(), indent=1))
    else:
        _tell(report, output)


def _made(spec: LookSpec, output: Path, quality: str | None) -> Report:
    import shutil
    import tempfile

    from frontrow.look.maker import make

    console = Console(stderr=True)
    columns = (TextColumn("{task.description:<22}"), BarColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=console)
    tasks = {step: bar.add_task(text, total=1.0, start=False) for step, text in STEPS.items()}

    def progress(step: str, share: float) -> None:
        bar.start()  # not before the first step is done: until then the look is being checked
        bar.start_task(tasks[step])
        bar.update(tasks[step], completed=share)
        for earlier in list(tasks)[: list(tasks).index(step)]:
            bar.update(tasks[earlier], completed=1.0)
            bar.stop_task(tasks[earlier])

    with tempfile.TemporaryDirectory() as folder:
        try:
            report = make(spec, Path(folder), progress, quality)
        finally:
            if bar.live.is_started:
                bar.stop()
        output.parent.mkdir(parents=True, exist_ok=True)
        for name, suffix in (
            ("look.glb", ".glb"),
            ("look.mid.glb", ".mid.glb"),
            ("look.far.glb", ".far.glb"),
            ("look.moves.glb", ".moves.glb"),
            ("look.mid.moves.glb", ".mid.moves.glb"),
            ("look.ar.glb", ".ar.glb"),
            ("look.usdz", ".usdz"),
            ("look.mirror.glb", ".mirror.glb"),
            ("poster.png", ".png"),
            ("poster.webp", ".webp"),
            ("report.json", ".json"),
        ):
            if (Path(folder) / name).exists():  # a draft has no moves
                shutil.move(Path(folder) / name, output.with_suffix(suffix))
    return report


def _tell(report: Report, output: Path) -> None:
    def fit(name: str, f: Fit) -> str:
        s, p = f.strain, f.penetration
        return (
            f"{name}: {s.below_5_percent:.1%} of edges stretched by less than 5 % (p99 {s.p99:.1%}); "
            f"{p.share:.2%} of vertices more than 1 mm inside the body, deepest {p.max_mm:.1f} mm"
        )

    sizes = " + ".join(f"{size / 1e6:.2f}" for size in report.files.values())
    click.echo(f"{output}: {sizes} MB, {report.vertices} vertices, {report.seconds['total']:.0f} s")
    click.echo(f"cloth: {report.area_m2:.2f} m², {report.grams:.0f} g")
    click.echo(fit("settled", report.settled))
    click.echo(fit("walking", report.walking))
    for garment in report.garments:
        if garment.slip_mm > SLID:
            click.echo(f"{garment.name} slid {garment.slip_mm / 10:.0f} cm down the body: is a seam missing?")
    click.echo(
        f"poster: {output.with_suffix('.png')}, {output.with_suffix('.webp')}; report: {output.with_suffix('.json')}"
    )
