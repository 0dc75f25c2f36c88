"""`frontrow interactions`: files of interactions."""

import json
from pathlib import Path

import click

from frontrow.errors import UserError


@click.group(help="Files of interactions.")
def command() -> None:
    pass


@command.command(help="Turn other shapes into an interactions file: CSV, or Parquet when OUTPUT ends with .parquet.")
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write: .csv, .csv.gz or .parquet.",
)
@click.option(
    "--shape",
    type=click.Choice(["lists", "recbole", "table"]),
    help="A user and her items a line, RecBole .inter, or a header and columns; recognised when left out.",
)
@click.option("--user", help="The column of users.")
@click.option("--item", help="The column of items.")
@click.option("--time", help="The column of times: seconds, milliseconds or ISO dates.")
@click.option("--event", help="What every row is; a table's own column `event`, or view, when left out.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def convert(
    source: Path,
    output: Path,
    shape: str | None,
    user: str | None,
    item: str | None,
    time: str | None,
    event: str | None,
    as_json: bool,
) -> None:
    from frontrow.recommend.data.convert import convert as converted
    from frontrow.recommend.data.files import write
    from frontrow.recommend.events import EVENTS

    if event and event not in EVENTS:
        raise UserError(f"--event {event} is none of {', '.join(EVENTS)}; use one of these words")
    found = converted(source, event, shape, user, item, time)
    write(found.frame, output)
    frame = found.frame
    told = {
        "file": str(output),
        "shape": found.shape,
        "events": len(frame),
        "users": frame["user_id"].n_unique(),
        "items": frame["item_id"].n_unique(),
        "dropped": found.dropped,
    }
    if as_json:
        click.echo(json.dumps(told))
    else:
        click.echo("{file}: {events:,} events, {users:,} users, {items:,} items".format(**told))
        if found.dropped:
            click.echo(f"{found.dropped:,} incomplete rows were left out")


@command.command(help="Write an interactions file as a lake: a folder of Parquet files, by day or by visitor.")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--by", type=click.Choice(["day", "visitor"]), default="visitor", show_default=True)
@click.option("--buckets", default=16, show_default=True, help="By visitor: how many parts.")
def lake(source: Path, folder: Path, by: str, buckets: int) -> None:
    from frontrow.recommend.data import lake as lakes
    from frontrow.recommend.data.files import read

    if buckets < 1:
        raise UserError(f"--buckets {buckets} must be at least 1")
    written = lakes.write(read(source), folder, by, buckets)
    click.echo(f"{folder}: {len(written)} files")
