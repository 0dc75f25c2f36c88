"""`frontrow simulate`: interactions of visitors who do not exist, in a file."""

from pathlib import Path

import click

from frontrow.errors import UserError

START = 1_795_305_600.0  # 22 November 2026


@click.command(help="Write interactions of simulated visitors to a file, for load and regret tests.")
@click.option("--visitors", type=click.IntRange(1), required=True, help="How many.")
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed writes the same file.")
@click.option("--looks", type=click.IntRange(4), default=200, show_default=True, help="Looks of the made-up season.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write: .csv, .csv.gz or .parquet.",
)
def command(visitors: int, seed: int, looks: int, output: Path) -> None:
    import polars as pl

    from frontrow.recommend.data.files import write
    from frontrow.recommend.events import Interaction
    from frontrow.recommend.simulate import World
    from frontrow.recommend.simulate.season import season
    from frontrow.recommend.simulate.world import at_random

    if not output.parent.is_dir():
        raise UserError(f"{output.parent} is not a folder; make it first, or choose another place")
    world = World(season(looks, seed), seed)
    shown = 0
    done: list[Interaction] = []
    for entries in world.visits(world.people(visitors), at_random(world.items, 4, seed), START):
        shown += 1
        done += [entry for entry in entries if isinstance(entry, Interaction)]
    done.sort(key=lambda each: each.at)
    frame = pl.DataFrame(
        {
            "user_id": [each.visitor for each in done],
            "item_id": [each.item for each in done],
            "event": [each.event for each in done],
            "timestamp": [each.at for each in done],
            "value": pl.Series([each.value for each in done], dtype=pl.Float64),
        }
    )
    write(frame, output)
    click.echo(
        f"{output}: {len(done):,} interactions of {visitors:,} simulated visitors, who were shown {shown:,} slates"
    )
