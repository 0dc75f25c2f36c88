"""`frontrow evaluate`: compare recommenders on an interactions file."""

import json
import os
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich import box
from rich.console import Console
from rich.table import Table

from frontrow.commands._steps import telling
from frontrow.errors import UserError

if TYPE_CHECKING:
    from frontrow.recommend.proof.evaluate import Evaluation

FIGURES = ("ndcg\n@10", "±95 %", "recall\n@10", "mrr\n@10", "coverage", "novelty", "gini", "fit\nCPU s", "ms")
FEW = 30  # users


@click.command(help="Compare recommenders on what the users of an interactions file did next.")
@click.option(
    "--data",
    required=True,
    type=click.Path(path_type=Path),
    help="CSV, Parquet or a folder of Parquet files: user_id,item_id,event,timestamp[,value].",
)
@click.option(
    "--protocol",
    type=click.Choice(["strict", "refit", "temporal", "unseen"]),
    default="temporal",
    show_default=True,
    help="How the file is cut into past and future.",
)
@click.option(
    "--items",
    "about",
    type=click.Path(path_type=Path),
    help="CSV of facts: item_id and any other columns; adds the models that read them, and `unseen` needs it.",
)
@click.option("--models", default="", help="Names separated by commas; all that the data allow when left out.")
@click.option(
    "--limit",
    type=click.FloatRange(min=1),
    default=300.0,
    show_default=True,
    help="Seconds a model may spend on choosing its settings.",
)
@click.option(
    "--users",
    type=click.IntRange(min=0),
    default=0,
    help="Users asked in the test, at random; all (that time allows) when left out.",
)
@click.option(
    "--refits",
    type=click.IntRange(1, 100),
    default=1,
    show_default=True,
    help="temporal: how often models learn anew during the live test.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Processes, by Ray (pip install 'frontrow[cluster]').",
)
@click.option("--ray", "address", help="The address of a running Ray cluster to work on, or auto.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    data: Path,
    protocol: str,
    about: Path | None,
    models: str,
    limit: float,
    users: int,
    refits: int,
    workers: int,
    address: str | None,
    as_json: bool,
) -> None:
    # On a busy machine two threads of OpenBLAS wait for each other longer than they work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from frontrow.recommend.data.files import log_of, read
    from frontrow.recommend.data.items_file import read_facts
    from frontrow.recommend.proof.evaluate import evaluate
    from frontrow.recommend.proof.families import families
    from frontrow.recommend.proof.family import Size
    from frontrow.recommend.proof.limit import memory_held
    from frontrow.recommend.spread import Cluster

    if protocol == "unseen" and about is None:
        raise UserError("--protocol unseen finds new items by their facts; give it a file of them with --items")
    others = Cluster(workers, address) if workers > 1 or address else None
    log = log_of(read(data))
    if not len(log):
        raise UserError(f"{data} holds nothing that anybody wanted, dismissals only; give it other interactions")
    facts = read_facts(about) if about else None
    names = [name.strip() for name in models.split(",") if name.strip()]
    chosen, skipped = families(Size.of(log), names, facts, protocol == "unseen")
    with nullcontext() if others else memory_held(), telling() as tell:
        found = evaluate(log, protocol, chosen, tell, limit, users, refits, others, facts)
    if others:
        others.close()
    found = replace(found, skipped=skipped | found.skipped)
    if as_json:
        click.echo(json.dumps({"data": str(data)} | found.plain(), indent=1))
        return
    _print(found, data.name)


def _print(found: "Evaluation", name: str) -> None:
    for title, told in found.tables.items():
        asked = f"{told['evaluated_users']:,} users asked, {told['targets']:,} targets"
        table = Table(title=f"{name}, {title}: {asked}", title_justify="left", box=box.SIMPLE_HEAD, padding=0)
        table.add_column("model", no_wrap=True)
        for figure in FIGURES:
            table.add_column(figure, justify="right", no_wrap=True)
        for row in told["models"]:
            ndcg, spread, *means = (row[key] for key in ("ndcg@10", "ndcg@10_ci95", "recall@10", "mrr@10"))
            width = f"{spread:.4f}" if spread >= 0.00005 else "–"  # nobody differed: nothing is known of the spread
            shown = (f"{row[key]:.2f}" for key in ("coverage@20", "novelty@20", "gini@20", "fit_cpu_s", "ms_single"))
            table.add_row(row["model"], f"{ndcg:.4f}", width, *(f"{mean:.4f}" for mean in means), *shown)
        console = Console()
        # Figures cut short are no figures: a terminal that is too narrow wraps the lines.
        console.width = max(console.width, console.measure(table, options=console.options.update(width=1_000)).maximum)
        console.print(table)
        if told["evaluated_users"] < FEW:
            click.echo(f"fewer than {FEW} users were asked: figures of so few say little")
        for row in told["models"]:
            if row["settings"]:
                settings = " ".join(f"{key}={_short(value)}" for key, value in row["settings"].items())
                click.echo(f"{row['model']}: {settings}")
        click.echo()
    whole = found.plain()
    facts = {key: f"{value:,}" for key, value in whole.items() if isinstance(value, int)}
    if "cut" in facts:
        facts["cut"] = datetime.fromtimestamp(whole["cut"], UTC).strftime("%Y-%m-%d %H:%M UTC")
    click.echo(", ".join(f"{key.replace('_', ' ')}: {value}" for key, value in facts.items()))
    for model, why in found.skipped.items():
        click.echo(f"{model} was left out: {why}")


def _short(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
