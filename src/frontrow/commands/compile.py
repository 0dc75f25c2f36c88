"""`frontrow compile`: what makes the first look, and the first visitor, as quick as the second."""

import click


@click.command(help="Compile for this machine; the installation does it, and nothing else needs to.")
def command() -> None:
    from frontrow.look.compiled import compile_all
    from frontrow.recommend.engine import compiled
    from frontrow.web.setup import season_folder

    compile_all(season_folder() / "patterns")
    compiled.compile_all()
