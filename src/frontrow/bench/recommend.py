"""`frontrow bench recommend`: our models beside those of `implicit`, LightFM and RecTools, on one split, in one run.

Each library has an environment of its own, which the command builds. Both sides answer the same questions and their
lists are scored by the same figures, those of `frontrow evaluate`; settings of both are chosen on the same validation
within the same time; all run on one thread. Neural peers train until their own number of epochs or until the cap, and
the bench says which.
"""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from frontrow.commands._steps import telling
from frontrow.errors import UserError

LIBRARIES = "implicit,lightfm,rectools"
LINE = (
    "{model:18} NDCG@10 {ndcg@10:.4f} ±{ndcg@10_ci95:.4f}  Recall@10 {recall@10:.4f}  "
    "fit {fit_cpu_s:8.2f} CPU s  {ms_user:7.3f} ms/user  {ms_single:7.3f} ms alone"
)

RATIO = "{ours} / {peer}: NDCG@10 {ndcg@10:.2f}, Recall@10 {recall@10:.2f}, fit {fit_cpu_s:.2f}, alone {ms_single:.2f}"


@click.command(help="Our recommenders beside implicit's, LightFM's and RecTools', on one split of DATA.")
@click.option("--data", required=True, type=click.Path(path_type=Path), help="An interactions file.")
@click.option("--protocol", type=click.Choice(["strict", "refit", "temporal"]), default="temporal", show_default=True)
@click.option("--models", default="", help="Ours, by name; all that the data allow when left out.")
@click.option("--peers", "libraries", default=LIBRARIES, show_default=True, help="Their libraries.")
@click.option("--limit", default=300.0, show_default=True, help="Seconds a model may spend on choosing its settings.")
@click.option("--neural-cap", default=600.0, show_default=True, help="Seconds a neural peer may train.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    data: Path, protocol: str, models: str, libraries: str, limit: float, neural_cap: float, as_json: bool
) -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from frontrow.bench._recommenders.contest import contest
    from frontrow.bench._recommenders.peers import peers
    from frontrow.recommend.data.files import log_of, read
    from frontrow.recommend.proof.evaluate import answered, told
    from frontrow.recommend.proof.families import families
    from frontrow.recommend.proof.family import Size
    from frontrow.recommend.proof.questions import questions

    wanted = [name.strip() for name in libraries.split(",") if name.strip()]
    if strange := set(wanted) - set(LIBRARIES.split(",")):
        raise UserError(f"there is no peer {min(strange)}; choose among {LIBRARIES}")
    log = log_of(read(data))
    if not len(log):
        raise UserError(f"{data} holds nothing that anybody wanted, dismissals only; give it other interactions")
    size = Size.of(log)
    ours, skipped = families(size, [name.strip() for name in models.split(",") if name.strip()])
    theirs = {name: peer for name, peer in peers(size).items() if isinstance(peer, str) or peer.library in wanted}
    asked = questions(log, protocol)
    asked = replace(asked, tables={protocol: asked.tables[protocol]})
    with telling() as tell:
        mine, slow = answered(asked, ours, tell, limit)
        found, failed, training = contest(theirs, asked.tables[protocol], limit, neural_cap, tell)
    mine[protocol] |= found
    plain = told(protocol, asked, mine, skipped | slow | failed).plain()
    compared = ratios(plain["models"], list(found))
    if as_json:
        click.echo(json.dumps({"data": str(data)} | plain | {"training": training, "ratios": compared}, indent=1))
        return
    for row in plain["models"]:
        click.echo(LINE.format(**row))
    for name, one in training.items():
        ended = "converged" if one["converged"] else "not converged"
        click.echo(f"{name}: {one['epochs']} of {one['epochs_wanted']} epochs, {ended}, loss {one['loss']}")
    for one in compared:
        click.echo(RATIO.format(**one))
    for one in plain["skipped"]:
        click.echo(f"{one['model']} was left out: {one['why']}")


def ratios(rows: list[dict[str, Any]], peers: list[str]) -> list[dict[str, Any]]:
    """The best of ours over each peer: quality above 1 and times below 1 are in our favour."""
    best = next((row for row in rows if row["model"] not in peers), None)
    if best is None:
        return []
    found = []
    for row in rows:
        if row["model"] in peers:
            figures = {
                key: round(best[key] / max(row[key], 1e-9), 4)
                for key in ("ndcg@10", "recall@10", "fit_s", "fit_cpu_s", "ms_single")
            }
            found.append({"ours": best["model"], "peer": row["model"]} | figures)
    return found
