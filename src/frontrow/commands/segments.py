"""`frontrow segments`: groups of visitors who look at the same things, and what sets each apart."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from frontrow.recommend.people.profiles import Material
    from frontrow.recommend.people.segments import Segments


@click.command(help="Group visitors by what they look at; with --home, for the visitors' own pages.")
@click.option("--data", type=click.Path(path_type=Path), help="An interactions file.")
@click.option("--items", type=click.Path(path_type=Path), help="CSV or Parquet: item_id and a column a facet.")
@click.option("--home", type=click.Path(path_type=Path), help="The folder that keeps everything.")
@click.option("--genuine", is_flag=True, help="Leave out of --data those who act like programs.")
@click.option("--most", default=12, show_default=True, help="Segments at most.")
@click.option("--least", default=20, show_default=True, help="Visitors in a segment at least.")
@click.option("--seed", default=0, show_default=True)
@click.option("--language", type=click.Choice(["en", "zh-hans"]), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    data: Path | None,
    items: Path | None,
    home: Path | None,
    genuine: bool,
    most: int,
    least: int,
    seed: int,
    language: str,
    as_json: bool,
) -> None:
    from frontrow.commands._people import read
    from frontrow.recommend.people.segments import keep, learn

    made = read(data, items, home, genuine)
    segments = learn(made.attention, made.space, seed, most, least)
    names = None
    if home is not None:
        from django.conf import settings
        from django.utils import translation

        from frontrow.web.learning import names as site_names

        keep(segments, settings.HOME.segments)
        with translation.override(language):
            names = site_names()
    told = _told(made, segments, language, names)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for one in told["segments"]:
        click.echo(f"{one['name']}  ({one['share']:.0%})\n  {one['description']}\n  {one['drift']}".rstrip())
    click.echo(_summary(told))


def _told(made: "Material", segments: "Segments", language: str, names: dict[str, str] | None) -> dict[str, Any]:
    import polars as pl

    from frontrow.language.segments import description, moved, title
    from frontrow.recommend.people.drift import moves

    where = pl.DataFrame({"visitor": made.attention.visitors, "segment": segments.assign(made.attention)})
    drifts = moves(segments, where, made.events, made.labels)
    rows = [
        {
            "segment": one.number,
            "name": title(one, language, names),
            "description": description(one, language, names),
            "visitors": one.visitors,
            "share": one.visitors / max(segments.visitors, 1),
            "traits": [asdict(trait) for trait in one.traits],
            "drift": moved(drifts[one.number], language, names, they=True) if one.number in drifts else "",
            "distance": round(drifts[one.number].distance, 4) if one.number in drifts else None,
            "distance_by_chance": round(drifts[one.number].usual, 4) if one.number in drifts else None,
        }
        for one in segments.segments
    ]
    return {
        "visitors": segments.visitors,
        "too_little_known": segments.unknown,
        "programs_left_out": made.programs,
        "segments": rows,
        "stability": [asdict(one) for one in segments.groups.stability],
    }


def _summary(told: dict[str, Any]) -> str:
    chosen = next((one for one in told["stability"] if one["k"] == len(told["segments"])), None)
    line = f"{told['visitors']:,} visitors grouped, {told['too_little_known']:,} of whom too little is known"
    if chosen is None:
        return f"{line}; they fall into no groups that would come out again"
    return f"{line}; agreement of resamples {chosen['agreement']:.2f} (by chance {chosen['chance']:.2f})"
