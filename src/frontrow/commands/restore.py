"""`frontrow restore`: a house from a backup."""

import os
import time
from pathlib import Path

import click
from rich.console import Console

from frontrow.errors import UserError
from frontrow.keep import databases, restore


@click.command(help="Make the house what the backup FILE holds.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--home", type=click.Path(path_type=Path), help="The folder that keeps everything [./frontrow-data].")
@click.option("--replace", is_flag=True, help="Put a house that is there aside, beside the new one.")
def command(file: Path, home: Path | None, replace: bool) -> None:
    here = (home or Path(os.environ.get("FRONTROW_HOME", "frontrow-data"))).resolve()
    from frontrow.web.studio.claims import living

    if living(here / "workers"):
        raise UserError(f"The doors of {here} are open; close them (Ctrl-C where `frontrow up` runs), then restore.")
    with Console(stderr=True).status("Reading the backup"):
        listed, aside = restore(file, here, databases(os.environ), replace)
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(listed["at"]))
    click.echo(f"{here} is as it was on {when}: {len(listed['files'])} files.")
    if aside:
        click.echo(f"The house that was there is now {aside}.")
    click.echo("Whoever had everything about herself erased since then is in it again: erase her anew.")
