"""`frontrow bench mirror`: how well the mirror finds a person whose joints are known, and what a frame costs.

Eight bodies of our charts in their base layer, each at six moments of their clips, half before a desk's camera and half
before one that sees them whole, turned by up to 40 degrees; error is the distance of a landmark from the joint in the
picture, in widths of the wearer's shoulders. A film of one body that swings her arms tells how far the tracker is
behind (the error along the motion, over the speed) and how much it trembles (second difference of the error). CPU time
is that of all of Chromium, pictures decoded and scaled; wall time that of the model alone.
"""

import json
import os
from statistics import median
from typing import Any

import click
import numpy as np

from frontrow.bench._mirror.people import JOINTS, Shot
from frontrow.bench.machine import head, table

PLACES = {"shoulders": (11, 12), "hips": (23, 24), "elbows": (13, 14), "wrists": (15, 16), "ankles": (27, 28)}
FACING = 20  # degrees: who looks at a mirror is turned less
FEW = 4  # frames of a film that is mostly the tracker's own beginning
FAST = 60.0  # pixels a second from which a landmark moves


@click.command(help="The mirror's tracker in Chromium on bodies whose joints are known: error, delay, CPU a frame.")
@click.option("--model", "models", type=click.Choice(["lite", "full", "heavy"]), multiple=True, default=["full"])
@click.option("--bodies", type=click.IntRange(1, 8), default=8, show_default=True)
@click.option("--frames", type=click.IntRange(12, 400), default=40, show_default=True, help="Of the film.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(models: tuple[str, ...], bodies: int, frames: int, as_json: bool) -> None:
    from frontrow.bench._mirror.crowd import FRAME, crowd, film
    from frontrow.bench._mirror.page import cpu_seconds, page

    cases, moving = list(crowd(bodies)), list(film(frames))
    told: dict[str, Any] = head() | {"load": os.getloadavg()[0], "pictures": len(cases), "models": {}}
    for model in models:
        with page(model) as browser:
            seen = browser.follow([case.shot for case in cases])
            browser.follow(moving[:FEW], 1000 * FRAME)  # programs are compiled
            times = [cpu_seconds()]
            for part in (moving[:FEW], moving):
                followed = browser.follow(part, 1000 * FRAME)
                times.append(cpu_seconds())
        opening, whole = np.diff(times)
        told["models"][model] = {
            "found": sum(one["tracked"] is not None for one in seen) / len(seen),
            "all": errors([case.shot for case in cases], seen),
            "facing": errors(*_facing(cases, seen)),
            "film": behind(moving, followed, FRAME),
            "wall_ms": median(one["ms"] for one in followed),
            "cpu_ms": 1000 * float(whole - opening) / (len(moving) - FEW),
        }
    if as_json:
        return click.echo(json.dumps(told, indent=2))
    click.echo(f"{told['machine']}, load {told['load']:.1f}; {len(cases)} pictures of {bodies} bodies")
    for model, facts in told["models"].items():
        click.echo(f"\n{model}: found in {facts['found']:.0%}, {facts['wall_ms']:.0f} ms, CPU {facts['cpu_ms']:.0f} ms")
        rows = [[name, *(_cell(facts[part][name]) for part in ("facing", "all"))] for name in PLACES]
        click.echo(table(["% of shoulder width, median (90 of 100)", f"turned < {FACING}°", "all"], rows))
        film = facts["film"]
        click.echo(f"moving arms: {film['behind_ms']:.0f} ms behind; still joints tremble {film['tremble']:.2%}")


def errors(shots: list[Shot], seen: list[dict[str, Any]]) -> dict[str, list[float]]:
    """Median and 90th percentile of the error at each place, in widths of the shoulders."""
    out = {}
    for place, landmarks in PLACES.items():
        apart = [
            shot.apart(k, one["tracked"]["image"][k]["x"], one["tracked"]["image"][k]["y"])
            for shot, one in zip(shots, seen, strict=True)
            for k in landmarks
            if one["tracked"] and 0 <= shot.image[k][1] <= 1
        ]
        out[place] = [float(np.median(apart)), float(np.percentile(apart, 90))] if apart else [float("nan")] * 2
    return out


def behind(shots: list[Shot], seen: list[dict[str, Any]], frame: float) -> dict[str, float]:
    """How far moving landmarks are behind, ms, and how much still ones tremble, in widths of the shoulders."""
    size = np.array(shots[0].frame.shape[1::-1])
    late, tremble = [], []
    for k in JOINTS:
        truth = np.array([shot.image[k] * size for shot in shots])
        found = np.array([[one["tracked"]["image"][k]["x"], one["tracked"]["image"][k]["y"]] for one in seen]) * size
        error = (found - truth)[5:]  # the first frames are the filter's own beginning
        speed = np.gradient(truth, frame, axis=0)[5:]
        if np.sqrt((speed**2).sum(axis=1).mean()) > FAST:
            late.append(-((error - np.median(error, axis=0)) * speed).sum() / (speed**2).sum())
        else:
            shake = np.diff(error, 2, axis=0)
            tremble.append(np.sqrt((shake**2).sum(axis=1).mean()) * shots[0].pixel / shots[0].width)
    return {"behind_ms": 1000 * float(np.median(late)), "tremble": float(np.median(tremble))}


def _facing(cases: list[Any], seen: list[dict[str, Any]]) -> tuple[list[Shot], list[dict[str, Any]]]:
    chosen = [(case.shot, one) for case, one in zip(cases, seen, strict=True) if abs(case.turn) < FACING]
    return [shot for shot, _ in chosen], [one for _, one in chosen]


def _cell(error: list[float]) -> str:
    return f"{100 * error[0]:.1f} ({100 * error[1]:.1f})"
