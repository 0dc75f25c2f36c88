"""`frontrow evaluate`: compare recommenders on an interactions file."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich import box
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

if TYPE_CHECKING:
    from frontrow.recommend.proof.evaluate import Evaluation


@click.command(help="Compare recommenders on what the users of an interactions file did next.")
@click.option(
    "--data",
    required=True,
    type=click.Path(path_type=Path),
    help="CSV or Parquet: user_id,item_id,event,timestamp[,value].",
)
@click.option(
    "--protocol",
    type=click.Choice(["strict", "refit", "temporal"]),
    default="temporal",
    show_default=True,
    help="How the file is cut into past and future.",
)
@click.option("--models", default="", help="Names separated by commas; all when left out.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(data: Path, protocol: str, models: str, as_json: bool) -> None:
    # On a busy machine two threads of OpenBLAS wait for each other longer than they work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from frontrow.recommend.data.files import log_of, read
    from frontrow.recommend.proof.evaluate import evaluate
    from frontrow.recommend.proof.families import families

    log = log_of(read(data))
    chosen = families(log, [name.strip() for name in models.split(",") if name.strip()])
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("reading", total=1.0)
        found = evaluate(log, protocol, chosen, lambda step, share: bars.update(bar, description=step, completed=share))
    if as_json:
        click.echo(json.dumps({"data": str(data)} | found.plain(), indent=1))
        return
    _print(found, data.name)


def _print(found: "Evaluation", name: str) -> None:
    title = f"{name}, {found.protocol}: {found.evaluated_users:,} users asked, {found.targets:,} targets"
    table = Table("model", title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for figure in ("ndcg@10", "±95 %", "recall@10", "ndcg@20", "recall@20", "coverage", "fit s"):
        table.add_column(figure, justify="right", no_wrap=True)
    table.add_column("settings", no_wrap=True)
    for row in found.rows:
        one = row.measured
        means = (one.ndcg[10], one.ndcg_ci95, one.recall[10], one.ndcg[20], one.recall[20])
        rest = (f"{one.coverage:.2f}", f"{row.fit_s:.2f}")
        settings = " ".join(f"{name}={value:.6g}" for name, value in row.settings.items())
        table.add_row(row.model, *(f"{mean:.4f}" for mean in means), *rest, settings)
    console = Console()
    console.width = max(console.width, 130)  # figures cut short are no figures; a narrow terminal wraps them
    console.print(table)
    facts = {"users": found.users, "items": found.items, "events": found.events} | found.counts
    click.echo(", ".join(f"{name.replace('_', ' ')}: {count:,}" for name, count in facts.items()))
