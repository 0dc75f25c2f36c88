"""`frontrow bench sponsors`: the click model beside a regression that sees everything at once, auctions, pacing.

Real showings of fashion with their clicks, from the Open Bandit Dataset (Saito and others, 2021). The first seven
tenths of each set are learnt, the rest foretold: by ours showing by showing, learning from each one after it was
foretold, and by scikit-learn's LogisticRegression, trained once on the same facts. A second, made-up set has a known
answer, so that one can see what either would find if there were something to be found.
"""

import csv
import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from frontrow.bench.machine import head, table
from frontrow.errors import UserError

POLICIES, PAGES = ("random", "bts"), ("all", "men", "women")
LEARNT = 0.7
SEED = 20191124
BINS = 10

Rows = list[list[str]]
Array = NDArray[np.float64]


@click.command(help="The click model beside scikit-learn on real showings; auctions a second; how budgets last.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="The Open Bandit Dataset's folder: <policy>/<campaign>/<campaign>.csv and item_context.csv.",
)
@click.option("--days", default=5, show_default=True, type=click.IntRange(1, 50), help="Simulated days.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(data: Path | None, days: int, as_json: bool) -> None:
    told: dict[str, Any] = {"clicks": {}}
    if data:
        told["clicks"]["zozotown"] = _compared(*_zozotown(data))
    told["clicks"]["made up"] = _compared(*_made_up())
    told["auctions_s"], told["pacing"] = _auctions(), _pacing(days)
    if as_json:
        click.echo(json.dumps(head() | told, indent=1))
        return
    for name, found in told["clicks"].items():
        click.echo(f"{name}: {found['showings']} showings foretold, {found['clicks']} of them clicked")
        rows = [
            [
                model,
                f"{one['auc']:.3f} [{one['auc_low']:.3f}, {one['auc_high']:.3f}]",
                f"{one['calibration']:.2f}",
                f"{one['calibration_error']:.5f}",
                f"{one['loss_ratio']:.4f}",
                f"{one['microseconds']:.1f}",
            ]
            for model, one in found["models"].items()
        ]
        click.echo(
            table(["", "AUC", "foretold / clicked", "calibration error", "log loss / base", "µs a showing"], rows)
        )
    click.echo(f"{told['auctions_s']:,.0f} auctions of ten bids a second")
    click.echo(
        f"{days} days of five campaigns: at most {told['pacing']['away']:.2%} of a budget away from its curve, "
        f"{told['pacing']['spent']:.2%} spent at least; without pacing {told['pacing']['unpaced']:.0%} away"
    )


def _zozotown(folder: Path) -> tuple[Rows, Array, Rows, Array, Array | None]:
    """Facts and clicks to learn from, facts and clicks to foretell, in the order of time. Raises UserError."""
    before, after = list[tuple[str, list[str], float]](), list[tuple[str, list[str], float]]()
    for policy in POLICIES:
        for page in PAGES:
            if not (folder / policy / page / f"{page}.csv").exists():
                raise UserError(f"{folder} has no {policy}/{page}/{page}.csv; name the Open Bandit Dataset's folder")
            with (folder / policy / page / "item_context.csv").open() as file:
                items = {row["item_id"]: row for row in csv.DictReader(file)}
            with (folder / policy / page / f"{page}.csv").open() as file:
                found = [
                    (row["timestamp"], _facts(page, row, items), float(row["click"])) for row in csv.DictReader(file)
                ]
            cut = int(LEARNT * len(found))
            before += found[:cut]
            after += found[cut:]
    before.sort(key=lambda row: row[0])
    after.sort(key=lambda row: row[0])
    return (
        [row[1] for row in before],
        np.array([row[2] for row in before]),
        [row[1] for row in after],
        np.array([row[2] for row in after]),
        None,
    )


def _facts(page: str, row: dict[str, str], items: dict[str, dict[str, str]]) -> list[str]:
    item = row["item_id"]
    facts = [f"page:{page}", f"item:{page}/{item}", f"position:{row['position']}"]
    facts += [f"visitor {n}:{row[f'user_feature_{n}']}" for n in range(4)]
    facts += [f"kind {n}:{items[item][f'item_feature_{n}']}" for n in (1, 2, 3)]
    return [*facts, "affinity"] if float(row.get(f"user-item_affinity_{item}") or 0) > 0 else facts


def _made_up(showings: int = 60_000) -> tuple[Rows, Array, Rows, Array, Array | None]:
    """Forty pictures in six places, some liked three times as much as others; as rarely clicked as on ZOZOTOWN."""
    chance = np.random.default_rng(SEED)
    liked, where = chance.normal(0, 0.8, 40), chance.normal(0, 0.5, 6)
    picture, place = chance.integers(0, 40, showings), chance.integers(0, 6, showings)
    rate = 1 / (1 + np.exp(5.6 - liked[picture] - where[place]))
    clicked = (chance.random(showings) < rate).astype(np.float64)
    facts = [[f"picture:{a}", f"place:{b}"] for a, b in zip(picture, place, strict=True)]
    cut = int(LEARNT * showings)
    return facts[:cut], clicked[:cut], facts[cut:], clicked[cut:], rate[cut:]


def _compared(before: Rows, clicked_before: Array, after: Rows, clicked: Array, truth: Array | None) -> dict[str, Any]:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    from frontrow.recommend.sponsor import ClickModel

    base = float(clicked_before.mean())
    model = ClickModel(delayed=False)
    began = time.process_time()
    model.learn_all(before, [bool(each) for each in clicked_before])
    ours = np.empty(len(after))
    for number, facts in enumerate(after):
        ours[number] = model.rate(facts)
        model.learn(facts, bool(clicked[number]))
    took = (time.process_time() - began) / (len(before) + len(after))
    began = time.process_time()
    vectorizer = DictVectorizer()
    seen = vectorizer.fit_transform([dict.fromkeys(facts, 1.0) for facts in before])
    batch = LogisticRegression(max_iter=1000).fit(seen, clicked_before)
    theirs = batch.predict_proba(vectorizer.transform([dict.fromkeys(facts, 1.0) for facts in after]))[:, 1]
    took_theirs = (time.process_time() - began) / (len(before) + len(after))
    models = {"ours": _judged(ours, clicked, base, took), "scikit-learn": _judged(theirs, clicked, base, took_theirs)}
    if truth is not None:
        models["the truth"] = _judged(truth, clicked, base, 0.0)
    return {"showings": len(after), "clicks": int(clicked.sum()), "models": models}


def _judged(foretold: Array, clicked: Array, base: float, took: float) -> dict[str, float]:
    """calibration: clicks foretold to clicks that came. calibration_error: mean distance over ten equal bins.
    loss_ratio: log loss to that of always foretelling the base rate."""
    from sklearn.metrics import log_loss, roc_auc_score

    chance = np.random.default_rng(SEED)
    draws = []
    for _ in range(200):
        rows = chance.integers(0, len(clicked), len(clicked))
        draws.append(roc_auc_score(clicked[rows], foretold[rows]))
    order = np.array_split(np.argsort(foretold), BINS)
    error = sum(len(rows) * abs(foretold[rows].mean() - clicked[rows].mean()) for rows in order) / len(clicked)
    low, high = np.percentile(draws, [2.5, 97.5])
    return {
        "auc": float(roc_auc_score(clicked, foretold)),
        "auc_low": float(low),
        "auc_high": float(high),
        "calibration": float(foretold.sum() / clicked.sum()),
        "calibration_error": float(error),
        "loss_ratio": float(log_loss(clicked, foretold) / log_loss(clicked, np.full(len(clicked), base))),
        "microseconds": 1e6 * took,
    }


def _auctions(count: int = 20_000) -> float:
    from frontrow.recommend.sponsor import Bid, auction

    chance = np.random.default_rng(SEED)
    rounds = [
        [Bid(n, int(chance.integers(500, 5000)), float(chance.random() * 0.02), 0.005, n % 3 == 0) for n in range(10)]
        for _ in range(200)
    ]
    began = time.process_time()
    for number in range(count):
        auction(rounds[number % len(rounds)], 300)
    return count / (time.process_time() - began)


def _pacing(days: int) -> dict[str, Any]:
    from frontrow.recommend.sponsor.simulate import day

    bids, budgets = [9_000, 12_000, 15_000, 20_000, 30_000], [4_000_000, 5_000_000, 6_000_000, 8_000_000, 10_000_000]
    spent = [one for seed in range(days) for one in day(bids, budgets, showings=20_000, seed=seed)]
    loose = day(bids, budgets, showings=20_000, seed=0, paced=False)
    return {
        "days": days,
        "away": max(one.away for one in spent),
        "spent": min(one.spent for one in spent),
        "unpaced": max(one.away for one in loose),
        "each": [asdict(one) for one in spent[:5]],
    }
