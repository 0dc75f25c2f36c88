"""`frontrow …`: each command is a module of `frontrow.commands`, imported only when it is called."""

import importlib
import importlib.util
import os
import pkgutil
import sys
from pathlib import Path
from types import ModuleType

import click

from frontrow import __version__, commands
from frontrow.errors import UserError


class Lazy(click.Group):
    """A group whose commands are the modules of `package`, imported on use, so that `--help` is instant."""

    package: ModuleType = commands

    def list_commands(self, ctx: click.Context) -> list[str]:
        names = (module.name for module in pkgutil.iter_modules(self.package.__path__))
        return sorted(name for name in names if not name.startswith("_") and self._has_command(name))

    def _has_command(self, name: str) -> bool:
        """Whether the module defines a command: read, not imported, so that `--help` stays instant."""
        spec = importlib.util.find_spec(f"{self.package.__name__}.{name}")
        return bool(spec and spec.origin and "\ndef command(" in Path(spec.origin).read_text(encoding="utf-8"))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"{self.package.__name__}.{name}").command
        return command


@click.group(cls=Lazy, help="Front Row: a virtual fashion week in one program.")
@click.version_option(__version__)
def cli() -> None:
    pass


def main() -> None:
    """Run the command line; a UserError becomes one line on stderr and exit status 2."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one process a core beats threads that fight for it
    try:
        cli()
    except UserError as error:
        click.echo(f"frontrow: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        if not error.filename:
            raise
        click.echo(f"frontrow: {error.filename}: {error.strerror}; choose another place.", err=True)
        sys.exit(2)
