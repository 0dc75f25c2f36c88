"""`frontrow worker`: drapes in the background."""

from pathlib import Path

import click


@click.command(help="Do the work in the queue; once a day, group the visitors and release figures.")
@click.option("--home", type=click.Path(path_type=Path), help="The folder that keeps everything [./frontrow-data].")
@click.option("--once", is_flag=True, help="Stop when the queue is empty.")
@click.option("--nice", default=5, show_default=True, type=click.IntRange(0, 19), help="How far pages go first.")
def command(home: Path | None, once: bool, nice: int) -> None:
    from frontrow.web.setup import boot

    boot(home)
    from frontrow.web.daily import Daily
    from frontrow.web.home import home as home_folder
    from frontrow.web.insight.daily import Releasing
    from frontrow.web.reach.bell import Bell
    from frontrow.web.reach.drawing import Cards
    from frontrow.web.retention import Sweeping
    from frontrow.web.shop.tidy import Tidy
    from frontrow.web.studio.worker import Stop, lower_priority, stop_on_signals, work

    lower_priority(nice)
    stop_on_signals()
    chores = (Bell(), Tidy(), Sweeping(), Cards(), Releasing())
    try:
        done = work(home_folder().workers, once=once, between=lambda: [chore() for chore in chores], idle=Daily())
    except Stop:
        return
    click.echo(f"{done} tasks done.", err=True)
