"""`frontrow season`: the season as files, in and out of the database."""

import json
import shutil
import sys
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


@command.command("import", help="Take in a season: a FOLDER of season files, or a signed FILE from another Front Row.")
@click.argument("source", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--yes", is_flag=True, help="Of a signed file: trust a key that is new here without being asked.")
@click.option(
    "--trust", default="", metavar="FINGERPRINT", help="Trust this key, which you compared, also a changed one."
)
@click.option("--join", is_flag=True, help="Houses of the same name that are here already are the same houses.")
@click.option("--show", "only_show", is_flag=True, help="Say what would come, and change nothing.")
@home_option
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def import_(
    source: Path | None, yes: bool, trust: str, join: bool, only_show: bool, home: Path | None, as_json: bool
) -> None:
    _ready(home)
    if source is not None and source.is_file():
        _take_in(source, yes, trust, join, only_show, as_json)
        return
    from frontrow.web.season.files import import_season
    from frontrow.web.season.models import Season
    from frontrow.web.setup import enqueue_looks, season_folder
    from frontrow.web.shop.fill import fill_shop

    known = set(Season.objects.values_list("slug", flat=True))
    season = import_season(source or season_folder())
    fresh = season.slug not in known
    fill_shop()
    enqueued = enqueue_looks()
    if as_json:
        click.echo(json.dumps({"season": season.slug, "imported": fresh, "enqueued": enqueued}))
    elif fresh:
        click.echo(f"{season} is in the database; {enqueued} looks are in the queue.")
    else:
        click.echo(f"{season} was in the database already and is left as it is there.")


def _take_in(source: Path, yes: bool, trust: str, join: bool, only_show: bool, as_json: bool) -> None:
    from frontrow.keep.bundle import opened
    from frontrow.web.season.bundles import coming, enqueue, import_bundle

    bundle = opened(source)
    come = coming(bundle, trust)
    told = {
        "season": come.manifest.season,
        "from": come.manifest.site,
        "key": come.signed,
        "known": come.known,
        "houses": list(come.houses),
        "joins": list(come.joins),
        "renamed": dict(come.renamed),
        "looks": come.looks,
        "made": come.made,
        "shows": come.shows,
        "offers": come.offers,
    }
    if not as_json:
        click.echo(f"“{come.manifest.season}” from {come.manifest.site}, signed by {come.signed}")
        houses = ", ".join((*come.houses, *come.joins)) or "none"
        click.echo(f"  {'known' if come.known else 'NEW'} key; houses: {houses}")
        click.echo(f"  {come.looks} looks ({come.made} made), {come.shows} shows, {come.offers} offers to the commons")
        for name in come.joins:
            click.echo(f"  {name} is here already")
        for old, new in come.renamed.items():
            click.echo(f"  {old} means something else here and will be called {new}")
    if only_show:
        if as_json:
            click.echo(json.dumps(told))
        return
    if not (come.known or yes or trust):
        if as_json or not sys.stdin.isatty():
            raise UserError(f"The key {come.signed} is new here; compare it, then say --trust {come.signed} or --yes.")
        if not click.confirm("Trust this key from now on? Compare it with the one that they tell you."):
            raise UserError("Nothing was taken in.")
    season, come = import_bundle(bundle, trust, join)
    enqueued = enqueue(season)
    if as_json:
        click.echo(json.dumps(told | {"imported": True, "enqueued": enqueued}))
    else:
        click.echo(
            f"{season} is here, hidden; {enqueued} looks are in the queue. Then: frontrow season publish {season.slug}"
        )


@command.command(
    help="Write the season into FOLDER as files, or, with a name that ends in .season, as one signed file."
)
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--season", "slug", help="Which season [the newest].")
@click.option(
    "--looks", is_flag=True, help="Of a signed file: with the looks that are made, so that they need no draping."
)
@home_option
def export(target: Path, slug: str | None, looks: bool, home: Path | None) -> None:
    _ready(home)
    if target.suffix != ".season":
        from frontrow.web.season.files import export_season

        if target.is_file() or looks:
            raise UserError(f"{target} is no folder; a signed file has a name such as {target.stem}.season.")
        click.echo(f"{len(export_season(_season(slug), target))} files written below {target}.")
        return
    from frontrow.keep.bundle import fingerprint
    from frontrow.web.season.bundles import export_bundle

    manifest = export_bundle(_season(slug), target, looks)
    size = target.stat().st_size / 1e6
    click.echo(f"{target}: {len(manifest.files)} files, {size:.1f} MB, signed by {fingerprint(manifest.key)}.")


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
