"""What is being done, told while it is done: one moving line on a terminal, a line a step elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn


@contextmanager
def telling() -> Iterator[Callable[[str], None]]:
    """A function that tells a step on standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda step: click.echo(step, err=True)
        return
    with Progress(TextColumn("{task.description}"), TimeElapsedColumn(), console=console, transient=True) as bars:
        bar = bars.add_task("reading", total=None)
        yield lambda step: bars.update(bar, description=step)
