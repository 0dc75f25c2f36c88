"""`frontrow train`: train a neural recommender on an interactions file."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from frontrow.errors import UserError

if TYPE_CHECKING:
    from frontrow.recommend.deep.plan import Course


@click.command(help="Train a neural recommender (extra `deep`) on an interactions file; stop and --resume at will.")
@click.option("--model", type=click.Choice(["sasrec"]), default="sasrec", show_default=True)
@click.option("--data", required=True, type=click.Path(path_type=Path), help="An interactions file.")
@click.option(
    "-o",
    "--output",
    default=Path("model.safetensors"),
    show_default=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The model; what a later --resume needs is kept beside it, as OUTPUT.training.",
)
@click.option(
    "--epochs", default=100, show_default=True, type=click.IntRange(1), help="At most; validation may stop it."
)
@click.option("--minutes", type=click.FloatRange(0, min_open=True), help="At most; no limit when left out.")
@click.option("--resume", is_flag=True, help="Go on with the training beside OUTPUT.")
@click.option("--length", default=50, show_default=True, type=click.IntRange(2), help="Events it sees of a history.")
@click.option("--width", default=64, show_default=True, type=click.IntRange(2), help="Numbers for an item.")
@click.option("--batch", default=32, show_default=True, type=click.IntRange(1), help="Visitors a step.")
@click.option(
    "--rate", default=0.003, show_default=True, type=click.FloatRange(0, min_open=True), help="Learning rate."
)
@click.option("--patience", default=5, show_default=True, type=click.IntRange(1), help="Epochs without getting better.")
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0))
@click.option("--threads", type=click.IntRange(1), help="Threads of PyTorch; its own choice when left out.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    model: str,
    data: Path,
    output: Path,
    epochs: int,
    minutes: float | None,
    resume: bool,
    length: int,
    width: int,
    batch: int,
    rate: float,
    patience: int,
    seed: int,
    threads: int | None,
    as_json: bool,
) -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from frontrow.recommend.data.files import log_of, read
    from frontrow.recommend.deep.sasrec import SASRec

    if width % 2:
        raise UserError(f"--width {width} must be even: two heads share it")
    plan = {"epochs": epochs, "minutes": minutes, "batch": batch, "rate": rate, "patience": patience, "seed": seed}
    made = SASRec(length, width, **plan)
    if threads:
        import torch

        torch.set_num_threads(threads)
    log = log_of(read(data))
    from frontrow.recommend.deep.run import train

    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("epoch 1", total=1.0)
        course = train(
            made, log, output, resume, lambda now, share: bars.update(bar, description=_line(now), completed=share)
        )
    told = {"model": model, "file": str(output), "device": made.device, "items": len(log.items)} | asdict(course)
    if as_json:
        click.echo(json.dumps(told))
        return
    best = f"NDCG@10 {course.top:.4f} on validation after epoch {course.best}" if course.top is not None else ""
    click.echo(f"{output}: {course.epoch} epochs in {course.seconds:.0f} s on {made.device}; {course.why}. {best}")


def _line(course: "Course") -> str:
    told = f"epoch {course.epoch + 1}"
    if course.loss:
        told += f"  loss {course.loss[-1]:.3f}"
    if course.validation:
        told += f"  NDCG@10 {course.validation[-1]:.4f}"
    return told
