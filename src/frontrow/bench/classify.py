"""`frontrow bench classify`: our classifiers beside TF-IDF + LinearSVC, on one split, in one run.

Peer: scikit-learn (BSD-3-Clause), TfidfVectorizer of words (1, 2) and of pieces (char_wb, 2 to 5), both with a damped
term frequency, and LinearSVC with C = 1: the baseline most would write. Doubles by text are gone before the split, a
fifth of each label is held out, nothing is chosen on it. Differences carry a 95 % interval by paired bootstrap.
"""

import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from frontrow.errors import UserError

PEER = "TF-IDF + LinearSVC"
KINDS = ("tfidf", "embeddings", "both", "bert")
LINE = (
    "{model:20} accuracy {accuracy:.4f}  macro-F1 {macro_f1:.4f}  {more}fit {fit_cpu_s:.1f} s  {ms_text:.3f} ms a text"
)


@click.command(help="Our text classifiers beside TF-IDF + LinearSVC, on one split of DATA.")
@click.option("--data", required=True, type=click.Path(path_type=Path), help="CSV or Parquet with texts and labels.")
@click.option("--text", default="text", show_default=True, help="The column of texts.")
@click.option("--label", default="label", show_default=True, help="The column of labels.")
@click.option("--least", default=10, show_default=True, type=click.IntRange(2), help="Leave rarer labels out.")
@click.option("--skip-empty", is_flag=True, help="Leave rows without text or label out.")
@click.option("--models", default="tfidf", show_default=True, help=f"Of {', '.join(KINDS)}, with commas between.")
@click.option("--minutes", default=10.0, show_default=True, help="bert: at most.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    data: Path, text: str, label: str, least: int, skip_empty: bool, models: str, minutes: float, as_json: bool
) -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from frontrow.bench.machine import head
    from frontrow.language.classify.report import measure
    from frontrow.language.classify.table import held_out, read

    kinds = [name.strip() for name in models.split(",") if name.strip()]
    strange = [name for name in kinds if name not in KINDS]
    if strange:
        raise UserError(f"there is no classifier {strange[0]}; choose among {', '.join(KINDS)}")
    table = read(data, least, text, label, skip_empty)
    learn, rest = held_out(table)
    labels = tuple(sorted(set(table.labels)))
    rows: list[dict[str, Any]] = []
    answers: dict[str, NDArray[np.int64]] = {}
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task(PEER, total=None)
        for name in (PEER, *kinds):
            bars.update(bar, description=name)
            began = time.process_time()
            ask = _peer(learn) if name == PEER else _ours(name, learn, minutes)
            fitted = time.process_time()
            found = ask(rest.texts)
            asked = time.process_time()
            report = measure(labels, found, rest.labels)
            answers[name] = found.argmax(axis=1)
            row = {"model": name} | {k: v for k, v in report.plain().items() if k not in ("reliability", "confused")}
            if name == PEER:
                row |= {"loss": None, "auc_ovr": None, "ece": None}  # it gives no probabilities
            times = {"fit_cpu_s": round(fitted - began, 2), "ms_text": round(1000 * (asked - fitted) / len(rest), 4)}
            rows.append(row | times)
    truth = np.searchsorted(labels, rest.labels)
    for row in rows[1:]:
        row |= differences(truth, answers[row["model"]], answers[PEER], len(labels))
    facts = {
        "data": str(data),
        "rows": table.rows,
        "doubles": table.doubles,
        "learnt": len(learn),
        "labels": len(labels),
    }
    if as_json:
        click.echo(json.dumps(head() | facts | {"texts": len(rest), "models": rows}, indent=1))
        return
    for row in rows:
        more = "" if row["loss"] is None else "AUC {auc_ovr:.4f}  loss {loss:.4f}  ECE {ece:.4f}  ".format(**row)
        click.echo(LINE.format(more=more, **row))
    for row in rows[1:]:
        told = [
            f"{name} {row[name]:+.4f} [{row[name + '_ci95'][0]:+.4f}, {row[name + '_ci95'][1]:+.4f}]" for name in GAINS
        ]
        click.echo(f"{row['model']} less {PEER}: " + ", ".join(told))


GAINS = ("accuracy_gain", "macro_f1_gain")


def differences(
    truth: NDArray[np.int64], ours: NDArray[np.int64], theirs: NDArray[np.int64], labels: int, draws: int = 1_000
) -> dict[str, Any]:
    """How much better ours is, and the 95 % interval of that over `draws` samples of the texts, drawn with return."""
    from frontrow.language.classify.report import macro_f1

    def gains(rows: NDArray[np.int64]) -> tuple[float, float]:
        found = []
        for said in (ours, theirs):
            counts = np.bincount(truth[rows] * labels + said[rows], minlength=labels**2).reshape(labels, labels)
            found.append((np.trace(counts) / len(rows), macro_f1(counts)))
        return found[0][0] - found[1][0], found[0][1] - found[1][1]

    rng = np.random.default_rng(0)
    whole = gains(np.arange(len(truth)))
    drawn = np.array([gains(rng.integers(len(truth), size=len(truth))) for _ in range(draws)])
    bounds = np.percentile(drawn, [2.5, 97.5], axis=0).T.round(5).tolist()
    values = {name: round(float(value), 5) for name, value in zip(GAINS, whole, strict=True)}
    return values | {f"{name}_ci95": bound for name, bound in zip(GAINS, bounds, strict=True)}


def _ours(kind: str, learn: Any, minutes: float) -> Callable[[Sequence[str]], Any]:
    if kind != "bert":
        from frontrow.language.classify.linear import Linear

        return Linear.fit(learn, kind).probabilities
    from tempfile import TemporaryDirectory

    from frontrow.language.classify.bert import tune
    from frontrow.recommend.deep.plan import Plan

    with TemporaryDirectory() as folder:
        plan = Plan(epochs=3, minutes=minutes, batch=32, patience=2)
        return tune(learn, Path(folder) / "bert.model", plan).probabilities


def _peer(learn: Any) -> Callable[[Sequence[str]], Any]:
    """As probabilities, all of it on the answer."""
    import scipy.sparse as sp
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    matrix = sp.hstack([one.fit_transform(learn.texts) for one in (words, pieces)], format="csr")
    labels = sorted(set(learn.labels))
    machine = LinearSVC(C=1.0, random_state=0).fit(matrix, np.searchsorted(labels, learn.labels))

    def ask(texts: Sequence[str]) -> Any:
        said = machine.predict(sp.hstack([one.transform(texts) for one in (words, pieces)], format="csr"))
        return np.eye(len(labels), dtype=np.float32)[said]

    return ask
