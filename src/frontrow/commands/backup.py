"""`frontrow backup`: everything a house keeps, in one file."""

import os
from pathlib import Path

import click
from rich.console import Console
from rich.filesize import decimal

from frontrow.errors import UserError
from frontrow.keep import backup, databases


@click.command(help="Write everything this house keeps to FILE; the doors may stay open.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--home", type=click.Path(path_type=Path), help="The folder that keeps everything [./frontrow-data].")
def command(file: Path, home: Path | None) -> None:
    here = (home or Path(os.environ.get("FRONTROW_HOME", "frontrow-data"))).resolve()
    if file.exists():
        raise UserError(f"{file} is there already and stays as it is; give another name.")
    count = 0
    with Console(stderr=True).status("Copying") as status:

        def said(name: str, size: int) -> None:
            nonlocal count
            count += 1
            status.update(f"Copying {name} ({decimal(size)})")

        size = backup(here, file.resolve(), databases(os.environ), said)
    click.echo(
        f"{file}: {count} files, {decimal(size)}. It holds keys and personal data: keep it where you keep those."
    )
