"""`frontrow bench recommend`: our models beside those of `implicit`, on one split, in one run.

Peer: implicit 0.7 (MIT, github.com/benfred/implicit): item-kNN (cosine, TF-IDF, BM25) and ALS (Hu, Koren,
Volinsky 2008). Settings of both sides are chosen on the same validation; figures and protocol are those of
`frontrow evaluate`; both sides run on one thread.
"""

import json
import os
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from frontrow.errors import UserError

OURS = "ItemKNN,ItemKNN-decay,EASE,EASE-decay"
LINE = (
    "{model:16} NDCG@10 {ndcg@10:.4f} ±{ndcg@10_ci95:.4f}  Recall@10 {recall@10:.4f}  "
    "fit {fit_s:.2f} s  {ms_user:.3f} ms/user"
)


@click.command(help="Our recommenders beside implicit's (pip install implicit), on one split of DATA.")
@click.option("--data", required=True, type=click.Path(path_type=Path), help="An interactions file.")
@click.option("--protocol", type=click.Choice(["strict", "refit", "temporal"]), default="temporal")
@click.option("--models", default=OURS, show_default=True, help="Ours, by name.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(data: Path, protocol: str, models: str, as_json: bool) -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from frontrow.recommend.data.files import log_of, read
    from frontrow.recommend.proof.evaluate import evaluate
    from frontrow.recommend.proof.families import families
    from frontrow.recommend.proof.family import Family, Size

    log = log_of(read(data))
    ours, _ = families(Size.of(log), [name.strip() for name in models.split(",") if name.strip()])
    with Progress(console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("reading", total=None)
        found = evaluate(log, protocol, ours | _peers(Family), lambda step: bars.update(bar, description=step)).plain()
    compared = ratios(found["models"])
    if as_json:
        peer = {"peer": f"implicit {version('implicit')}", "ratios": compared}
        click.echo(json.dumps({"data": str(data)} | found | peer, indent=1))
        return
    for row in found["models"]:
        click.echo(LINE.format(**row))
    for name, ratio in compared.items():
        click.echo(f"{name}: {ratio:.2f}")


def ratios(rows: Sequence[dict[str, Any]]) -> dict[str, float]:
    """The best of ours over the best of the peer's, and our item-kNN over theirs (below 1 is faster)."""
    ours = [row for row in rows if not row["model"].startswith("implicit")]
    theirs = [row for row in rows if row["model"].startswith("implicit")]
    best, peer = (max(side, key=lambda row: float(row["ndcg@10"])) for side in (ours, theirs))
    found = {f"ndcg@10 of {best['model']} / {peer['model']}": best["ndcg@10"] / max(peer["ndcg@10"], 1e-9)}
    by_name = {row["model"]: row for row in rows}
    if "ItemKNN" in by_name:
        mine, other = by_name["ItemKNN"], by_name["implicit kNN"]
        for figure in ("ndcg@10", "fit_s", "ms_user"):
            found[f"{figure} of ItemKNN / implicit kNN"] = mine[figure] / max(other[figure], 1e-9)
    return found


def _peers(family: Any) -> dict[str, Any]:
    try:
        from frontrow.bench._implicit import ALS, KNN
    except ImportError:
        raise UserError("this bench compares with implicit, which is missing; pip install implicit") from None
    knn = [{"weighting": name, "k": k} for name in ("cosine", "tfidf", "bm25") for k in (50, 200, 500)]
    als = [
        {"factors": factors, "regularization": regularization, "alpha": alpha}
        for factors in (16, 64, 128)
        for regularization in (0.01, 1.0, 10.0)
        for alpha in (1.0, 5.0, 20.0)
    ]
    return {"implicit kNN": family(KNN, knn), "implicit ALS": family(ALS, als)}
