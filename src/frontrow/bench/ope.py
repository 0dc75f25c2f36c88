"""`frontrow bench ope`: off-policy estimates beside obp's, on logs of two policies of which one's worth is known."""

import json
import os
import subprocess
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from frontrow.recommend.proof.bandit import Campaign


@click.command(help="Off-policy estimates and their 95 % intervals, ours beside obp's on the same bootstrap.")
@click.option(
    "--data",
    required=True,
    type=click.Path(path_type=Path),
    help="CSV: campaign,policy,item_id,position,click,propensity (tests/data/obd_zozotown.csv.gz).",
)
@click.option("--peers/--no-peers", default=True, help="Whether obp runs beside ours, in an environment of its own.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(data: Path, peers: bool, as_json: bool) -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from frontrow.bench._recommenders.environment import python_of
    from frontrow.recommend.proof.bandit import campaigns
    from frontrow.recommend.proof.ope import effective, estimates

    python = python_of("obp") if peers else "not asked for"
    told: dict[str, Any] = {"data": str(data), "obp": None if isinstance(python, Path) else python, "campaigns": []}
    for campaign in campaigns(data):
        ours = {name: asdict(found) for name, found in estimates(campaign.shows).items()}
        theirs = _obp(python, campaign) if isinstance(python, Path) else {}
        rows = [
            {
                "estimator": name,
                "ours": found | {"covers": found["low"] <= campaign.truth <= found["high"]},
                **({"obp": theirs[name], "width_ratio": _width(found) / _width(theirs[name])} if theirs else {}),
            }
            for name, found in ours.items()
        ]
        facts = {"campaign": campaign.name, "showings": len(campaign.shows.reward), "truth": campaign.truth}
        told["campaigns"].append(facts | {"effective": round(effective(campaign.shows)), "estimators": rows})
    if as_json:
        click.echo(json.dumps(told, indent=1))
        return
    for one in told["campaigns"]:
        click.echo(f"{one['campaign']}: truth {one['truth']:.4f}, {one['showings']} showings, worth {one['effective']}")
        for row in one["estimators"]:
            beside = f"; obp {_said(row['obp'])}, ours {row['width_ratio']:.3f} as wide" if "obp" in row else ""
            click.echo(f"  {row['estimator']:5s} {_said(row['ours'])}{beside}")
    if told["obp"]:
        click.echo(f"obp: {told['obp']}")


def _said(found: dict[str, float]) -> str:
    return f"{found['value']:.4f} [{found['low']:.4f}, {found['high']:.4f}]"


def _width(found: dict[str, float]) -> float:
    return found["high"] - found["low"]


def _obp(python: Path, campaign: "Campaign") -> dict[str, Any]:
    """obp's estimates from the same rows, the same guesses and the same draws."""
    import numpy as np

    from frontrow.recommend.proof.ope import SEED, TIMES

    script = Path(__file__).parent / "_recommenders" / "ask_obp.py"
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder) / "in.npz", Path(folder) / "out.json"
        np.savez(
            given,
            reward=campaign.shows.reward,
            logged=campaign.shows.logged,
            action=campaign.action,
            position=campaign.position,
            chances=campaign.chances,
            guesses=campaign.guesses,
            times=np.array(TIMES),
            seed=np.array(SEED),
        )
        subprocess.run([str(python), str(script), str(given), str(out)], check=True, timeout=600)
        found: dict[str, Any] = json.loads(out.read_text())
        return found
