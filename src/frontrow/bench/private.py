"""`frontrow bench private`: what privacy costs in accuracy, and whether an attacker learns more than is claimed.

For each epsilon the model is trained once under user-level differential privacy, with canaries for the attack
in a second release of the same cost, and compared with our own models without noise on the same split.
Nothing of the private model is chosen on the data; the others choose on validation.
"""

import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from frontrow.errors import UserError

CANARIES = 1000
OWN = "EASE-decay"
LINE = (
    "epsilon {epsilon:>4}: NDCG@10 {ndcg@10:.4f} ({share}), Recall@10 {recall@10:.4f}; attack proves epsilon {proven}"
)


@click.command(help="Private training beside our own without privacy, and an attack on it, on DATA.")
@click.option("--data", required=True, type=click.Path(path_type=Path), help="An interactions file.")
@click.option("--protocol", type=click.Choice(["strict", "refit"]), default="strict", show_default=True)
@click.option("--epsilons", default="8,3,1", show_default=True)
@click.option("--models", default=OWN, show_default=True, help="Ours without noise, by name, to compare with.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(data: Path, protocol: str, epsilons: str, models: str, as_json: bool) -> None:
    from frontrow.recommend.data.files import log_of, read
    from frontrow.recommend.proof.evaluate import evaluate
    from frontrow.recommend.proof.families import families
    from frontrow.recommend.proof.family import Size

    try:
        wanted = [float(word) for word in epsilons.split(",")]
    except ValueError:
        raise UserError(f"--epsilons takes numbers separated by commas, not {epsilons!r}") from None
    log = log_of(read(data))
    chosen, _ = families(Size.of(log), [name.strip() for name in models.split(",")])
    ours = evaluate(log, protocol, chosen).plain()["models"]
    rows = [_private(log, protocol, epsilon) for epsilon in wanted]
    for row in rows:
        row["shares"] = {one["model"]: round(row["ndcg@10"] / max(one["ndcg@10"], 1e-9), 3) for one in ours}
    found = {"data": str(data), "protocol": protocol, "users": len(log.users), "models": ours, "private": rows}
    if as_json:
        click.echo(json.dumps(found, indent=1))
        return
    for one in ours:
        click.echo(f"{one['model']} without privacy: NDCG@10 {one['ndcg@10']:.4f}")
    for row in rows:
        share = ", ".join(f"{share:.0%} of {name}" for name, share in row["shares"].items())
        attack = row["attack"]
        told = dict(
            row, share=share, proven=f"{attack['epsilon']:.2f} ({attack['right']} of {attack['guesses']} right)"
        )
        click.echo(LINE.format(**told))


def _private(log: Any, protocol: str, epsilon: float) -> dict[str, Any]:
    from frontrow.recommend.private.model import PrivateNeighbours
    from frontrow.recommend.proof.lists import ranked
    from frontrow.recommend.proof.metrics import FIGURES, values
    from frontrow.recommend.proof.splits import split

    _, test, *_ = split(log, protocol)
    model = PrivateNeighbours(epsilon)
    began = time.process_time()
    model.fit(test.learn)
    seconds = time.process_time() - began
    means = dict(zip(FIGURES, values(ranked(model, test), test).mean(axis=0).tolist(), strict=True))
    return {
        "epsilon": epsilon,
        "rho": model.rho,
        "ndcg@10": round(means["ndcg@10"], 5),
        "recall@10": round(means["recall@10"], 5),
        "fit_cpu_s": round(seconds, 1),
        "attack": _attacked(test.learn, model.rho or 0.0),
    }


def _attacked(log: Any, rho: float, seed: int = 0) -> dict[str, Any]:
    """An attack on a release of the same cost, made for the canaries' items alone: the rest is noise anyway."""
    import numpy as np

    from frontrow.privacy.noise import gaussian
    from frontrow.recommend.private.audit import attack, pairs_nobody_met, with_canaries
    from frontrow.recommend.private.statistics import UNIT, closeness

    delta = 1 / len(log.users) ** 1.1
    pairs = pairs_nobody_met(closeness(log.histories, len(log.items)), CANARIES, seed)
    included = np.random.default_rng(seed).random(len(pairs)) < 0.5
    counts = closeness(with_canaries(log.histories, pairs[included]), len(log.items))
    noisy = gaussian(counts[pairs[:, 0], pairs[:, 1]], UNIT, rho)
    found = attack(noisy / UNIT, included, delta)
    return asdict(found)
