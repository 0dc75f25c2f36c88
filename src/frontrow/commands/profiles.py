"""`frontrow profiles`: what each visitor looks at, as Parquet."""

import json
from pathlib import Path

import click


@click.command(help="Write visitors' profiles, users by items and items by labels as Parquet into FOLDER.")
@click.option("--data", type=click.Path(path_type=Path), help="An interactions file.")
@click.option("--items", type=click.Path(path_type=Path), help="CSV or Parquet: item_id and a column a facet.")
@click.option("--home", type=click.Path(path_type=Path), help="The folder that keeps everything.")
@click.option("--genuine", is_flag=True, help="Leave out of --data those who act like programs.")
@click.option("-o", "--out", "folder", required=True, type=click.Path(path_type=Path), metavar="FOLDER")
@click.option("--seed", default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    data: Path | None, items: Path | None, home: Path | None, genuine: bool, folder: Path, seed: int, as_json: bool
) -> None:
    from frontrow.commands._people import read
    from frontrow.recommend.people.profiles import profiles, write
    from frontrow.recommend.people.segments import learn

    made = read(data, items, home, genuine, profiled=True)
    segments = learn(made.attention, made.space, seed)
    write(made, profiles(made, segments), folder)
    told = {
        "folder": str(folder),
        "visitors": made.events["user_id"].n_unique(),
        "programs_left_out": made.programs,
        "touches": len(made.touches),
        "labels": len(made.space.labels),
        "segments": len(segments),
    }
    if as_json:
        click.echo(json.dumps(told))
        return
    click.echo("{folder}: {visitors:,} visitors, {touches:,} touches, {labels:,} labels".format(**told))
    if home is not None:
        click.echo(
            "These files hold personal data that `erase` does not reach: delete them when you are done.", err=True
        )
