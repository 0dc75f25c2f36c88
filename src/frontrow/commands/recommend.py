"""`frontrow recommend`: learn from an interactions file and recommend to one of its users."""

import json
import os
from pathlib import Path

import click

from frontrow.errors import UserError

MODELS = ("frontrow", "popularity", "itemknn", "ease")


@click.command(help="Recommend items to USER of an interactions file, with reasons.")
@click.argument("user")
@click.option("--data", required=True, type=click.Path(path_type=Path), help="An interactions file.")
@click.option("--model", type=click.Choice(MODELS, case_sensitive=False), default="ease", show_default=True)
@click.option("--trained", type=click.Path(path_type=Path), help="What `frontrow train` wrote, in place of --model.")
@click.option("--half-life", type=float, help="Events after which a history counts half; all count alike if left out.")
@click.option("-k", default=10, show_default=True, type=click.IntRange(1, 1000), help="How many.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    user: str, data: Path, model: str, trained: Path | None, half_life: float | None, k: int, as_json: bool
) -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from frontrow.recommend.data.files import log_of, read
    from frontrow.recommend.models.ease import EASE
    from frontrow.recommend.models.front_row import FrontRow
    from frontrow.recommend.models.neighbours import ItemKNN
    from frontrow.recommend.models.popularity import Popularity
    from frontrow.recommend.ranking import Recommender, Touch, recommend

    frame = read(data)
    hers = frame.filter(frame["user_id"] == user)
    history = hers["item_id"].to_list()
    if not history:
        raise UserError(f"{data} has no interaction of user {user}; give a user_id that occurs in it")
    if half_life is not None and half_life <= 0:
        raise UserError(f"--half-life {half_life:g} must be above zero; leave it out to count all events alike")
    makers: dict[str, Recommender] = {
        "frontrow": FrontRow(),
        "popularity": Popularity(),
        "itemknn": ItemKNN(half_life=half_life),
        "ease": EASE(half_life=half_life),
    }
    chosen = makers[model]
    if trained:
        from frontrow.recommend.deep.sasrec import SASRec

        chosen, model = SASRec.load(trained), "sasrec"
    else:
        chosen.fit(log_of(frame))
    found = recommend(
        chosen,
        [Touch(item, at=at) for item, at in zip(history, hers["timestamp"].to_list(), strict=True)],
        k,
        set(history),
    )
    if as_json:
        rows = [
            {
                "item": one.item,
                "score": one.score,
                "parts": [{"kind": p.kind, "source": p.source, "amount": p.amount} for p in one.parts],
            }
            for one in found
        ]
        click.echo(json.dumps({"user": user, "model": model, "recommendations": rows}, indent=1))
        return
    for one in found:
        why = one.reason
        told = f"because of {why.source}" if why and why.source else "because many took it" if why else ""
        click.echo(f"{one.item}  {one.score:.4f}  {told}")
