"""`frontrow bench …`: each bench is a module of `frontrow.bench`, imported only when it is called."""

import click

from frontrow import bench
from frontrow.cli import Lazy


class Benches(Lazy):
    package = bench


@click.group(cls=Benches, help="Every number we claim, measured here, beside the peer it is compared with.")
def command() -> None:
    pass
