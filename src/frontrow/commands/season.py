"""`frontrow season`: the season as files, in and out of the database."""

import json
import shutil
from pathlib import Path

import click

from frontrow.errors import UserError

home_option = click.option(
    "--home", type=click.Path(path_type=Path), help="The folder that keeps everything [./frontrow-data]."
)


@click.group(help="The season as files: new, import, export, publish.")
def command() -> None:
    pass


@command.command(help="Write a season to start from (a copy of the sample season) into FOLDER.")
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    from frontrow.web.setup import season_folder

    if folder.exists() and any(folder.iterdir()):
        raise UserError(f"{folder} is not empty; name a new folder.")
    shutil.copytree(season_folder(), folder, dirs_exist_ok=True)
    click.echo(f"{folder} is a season to change; then: frontrow season import {folder}")


@command.command("import", help="Read the season files in FOLDER into the database, once.")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@home_option
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def import_(folder: Path | None, home: Path | None, as_json: bool) -> None:
    _ready(home)
    from frontrow.web.season.files import import_season
    from frontrow.web.season.models import Season
    from frontrow.web.setup import enqueue_looks, season_folder
    from frontrow.web.shop.fill import fill_shop

    known = set(Season.objects.values_list("slug", flat=True))
    season = import_season(folder or season_folder())
    fresh = season.slug not in known
    fill_shop()
    enqueued = enqueue_looks()
    if as_json:
        click.echo(json.dumps({"season": season.slug, "imported": fresh, "enqueued": enqueued}))
    elif fresh:
        click.echo(f"{season} is in the database; {enqueued} looks are in the queue.")
    else:
        click.echo(f"{season} was in the database already and is left as it is there.")


@command.command(help="Write the season in the database as files into FOLDER.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--season", "slug", help="Which season [the newest].")
@home_option
def export(folder: Path, slug: str | None, home: Path | None) -> None:
    _ready(home)
    from frontrow.web.season.files import export_season

    written = export_season(_season(slug), folder)
    click.echo(f"{len(written)} files written below {folder}.")


@command.command(help="Show the season to visitors, or with --off hide it.")
@click.argument("slug", required=False)
@click.option("--off", is_flag=True, help="Hide it.")
@home_option
def publish(slug: str | None, off: bool, home: Path | None) -> None:
    _ready(home)
    season = _season(slug)
    season.published = not off
    season.save(update_fields=["published"])
    click.echo(f"{season} is {'hidden' if off else 'published'}.")


def _ready(home: Path | None):  # type: ignore[no-untyped-def]
    from frontrow.web.setup import migrate

    migrate(home)


def _season(slug: str | None):  # type: ignore[no-untyped-def]
    from frontrow.web.season.models import Season

    seasons = Season.objects.filter(slug=slug) if slug else Season.objects.all()
    season = seasons.first()
    if season is None:
        known = ", ".join(Season.objects.values_list("slug", flat=True)) or "none yet"
        raise UserError(f"There is no season {slug or ''} in the database; there is: {known}.")
    return season
