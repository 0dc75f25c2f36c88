"""`frontrow …`: each command is a module of `frontrow.commands`, imported only when it is called."""

import importlib
import pkgutil
import sys

import click

from frontrow import __version__, commands
from frontrow.errors import UserError


class Lazy(click.Group):
    """A group whose commands are found by module name and imported on use, so that `--help` is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"frontrow.commands.{name}").command
        return command


@click.group(cls=Lazy, help="Front Row: a virtual fashion week in one program.")
@click.version_option(__version__)
def cli() -> None:
    pass


def main() -> None:
    """Run the command line; a UserError becomes one line on stderr and exit status 2."""
    try:
        cli()
    except UserError as error:
        click.echo(f"frontrow: {error}", err=True)
        sys.exit(2)
