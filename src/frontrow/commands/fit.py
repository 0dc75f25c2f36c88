"""`frontrow fit`: which size of a pattern or a look fits a body, and why."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from frontrow.errors import UserError

if TYPE_CHECKING:
    from frontrow.look.fit.advice import Advice

VERDICTS = {"pulls": "!", "close": "-", "right": " ", "loose": "+", "large": "#", "short": "-", "long": "+"}
LANGUAGES = ("en", "zh-hans")


@click.command(help="Which size of a PATTERN (or a look file) fits a body: ease in every size, and the size to take.")
@click.argument("pattern", type=click.Path(path_type=Path))
@click.option("--body", help="Who wears it: a name, women/L, or height=1.74,bust=0.92.")
@click.option("--fabric", help="A fabric of the library, or a file; without it the pattern's own.")
@click.option("--option", "options", multiple=True, metavar="NAME=NUMBER", help="What the pattern lets one choose.")
@click.option("--chart", type=click.Choice(["women", "men"]), help="Whose sizes; without it the wearer's own chart.")
@click.option("--drape", is_flag=True, help="Drape the size advised and the one below, and compare their strain.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of the advice.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the size advised, draped, as a GLB.")
@click.option("--json", "as_json", is_flag=True, help="Print ease and advice as JSON.")
def command(
    pattern: Path,
    body: str | None,
    fabric: str | None,
    options: tuple[str, ...],
    chart: str | None,
    drape: bool,
    language: str,
    output: Path | None,
    as_json: bool,
) -> None:
    from frontrow.body import SIZES
    from frontrow.commands.drape import body_of, spec_of
    from frontrow.language.fit import sentence
    from frontrow.look.fit.advice import advice
    from frontrow.look.fit.ease import garment_fits
    from frontrow.look.fit.wear import wear
    from frontrow.look.spec import CHART, wearer

    if output and output.suffix != ".glb":
        raise UserError(f"{output}: the output is a GLB file; give it a name that ends in .glb.")
    spec = spec_of(pattern, "M", body, fabric, None, options)
    who = wearer(body_of(body) if body else spec.body)
    whose = chart or CHART[who.sex]
    garments = garment_fits(spec, whose)
    found = advice(garments, who.measures)
    said = sentence(found, language, who.sex)
    if as_json:
        told = {"chart": whose, "garments": [g.as_dict() for g in garments], "advice": found.as_dict()}
        click.echo(json.dumps(told | {"sentence": said}, indent=1, ensure_ascii=False))
    else:
        click.echo(f"{who.name}, {whose}'s sizes: ease in cm (! pulls, - close, + loose, # too wide)")
        click.echo(table(found, SIZES))
        click.echo(said)
    if drape or output:
        below = SIZES[max(SIZES.index(found.size) - 1, 0)]
        for size in dict.fromkeys([below, found.size] if drape else [found.size]):
            tried = wear(spec, who, size, chart=whose)
            strain = tried.report["strain"]
            click.echo(
                f"{size} draped: strain {strain['mean']:.1%} on average, {strain['p95']:.1%} at the 95th percentile, "
                f"{strain['over5']:.0%} of the cloth beyond 5 %"
            )
            if output and size == found.size:
                output.write_bytes(tried.glb())
                click.echo(f"{output}: {output.stat().st_size / 1e6:.2f} MB")


def table(advice: Advice, sizes: Sequence[str]) -> str:
    """The ease in every size, a line each garment and place; the advised size stands in brackets."""
    rows = advice.table[advice.size]
    wide = max(len(f"{e.garment} {e.place}") for e in rows)
    heads = [f"[{size}]" if size == advice.size else size for size in sizes]
    lines = [" " * wide + "".join(f"{head:>8}" for head in heads)]
    for k, e in enumerate(rows):
        cells = [advice.table[size][k] for size in sizes]
        line = "".join(f"{100 * c.ease:>7.1f}{VERDICTS[c.verdict]}" for c in cells)
        lines.append(f"{e.garment} {e.place}".ljust(wide) + line)
    return "\n".join(lines)
