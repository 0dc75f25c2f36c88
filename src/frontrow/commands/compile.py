"""`frontrow compile`: what makes the first look as quick as the second."""

import click


@click.command(help="Compile the solver for this machine; the installation does it, and nothing else needs to.")
def command() -> None:
    from frontrow.look.compiled import compile_all
    from frontrow.web.setup import season_folder

    compile_all(season_folder() / "patterns")
