"""Peers at the same questions: each in its own process, its lists scored by our figures."""

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from frontrow.bench._recommenders.environment import python_of
from frontrow.bench._recommenders.peers import Peer
from frontrow.recommend.proof.metrics import values
from frontrow.recommend.proof.splits import Split
from frontrow.recommend.proof.trial import NDCG, Answers, Table, Tell


class Failed(Exception):
    """A peer gave no answer; the message says why."""


def contest(
    peers: Mapping[str, Peer | str], table: Table, limit: float, cap: float, tell: Tell
) -> tuple[dict[str, Answers], dict[str, str], dict[str, dict[str, Any]]]:
    """Answers by peer, why others have none, and what neural ones tell of their training.

    limit: seconds for choosing settings; cap: seconds of a neural peer's training.
    """
    found, failed, told = {}, {}, {}
    for name, peer in peers.items():
        if isinstance(peer, str):
            failed[name] = peer
            continue
        tell(f"{name}: installing {peer.library}")
        python = python_of(peer.library)
        if isinstance(python, str):
            failed[name] = python
            continue
        try:
            found[name], told[name] = _asked(name, peer, python, table, cap if peer.neural else limit, tell)
        except Failed as error:
            failed[name] = str(error)
    return found, failed, {name: one for name, one in told.items() if one}


def _asked(
    name: str, peer: Peer, python: Path, table: Table, limit: float, tell: Tell
) -> tuple[Answers, dict[str, Any]]:
    best, score, tried = peer.settings[0], 0.0, 1
    if len(peer.settings) > 1:
        tell(f"{name}: validation")
        trials = _run(peer, python, table.valid, peer.settings, limit, alone=False)
        scores = [values(lists, table.valid)[:, NDCG].mean() for lists, _ in trials]
        best, score, tried = peer.settings[int(np.argmax(scores))], float(max(scores)), len(scores)
    tell(f"{name}: test")
    ((lists, costs),) = _run(peer, python, table.tests[0], [best], limit, alone=True)
    figures = values(lists, table.tests[0])
    counts = tried, len(peer.settings)
    times = costs["fit_s"], costs["fit_cpu_s"], costs["ms_user"], costs["ms_single"]
    return Answers(lists, figures, best, score, *counts, *times), costs["told"]


def _run(
    peer: Peer, python: Path, asked: Split, settings: Sequence[dict[str, Any]], limit: float, alone: bool
) -> list[tuple[Any, dict[str, Any]]]:
    """For each of the settings there was time for, its lists (n, 20) and its costs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(asked, folder / "questions.npz")
        job = {"model": peer.model, "settings": list(settings), "seconds": limit, "alone": alone}
        (folder / "job.json").write_text(json.dumps(job))
        script = Path(__file__).with_name(f"ask_{peer.library}.py")
        apart = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        try:
            run = subprocess.run(
                [python, script, folder], env=apart, capture_output=True, text=True, timeout=3 * limit + 300, cwd=folder
            )
            why = (run.stderr.strip().splitlines() or ["no word"])[-1][:200] if run.returncode else ""
        except subprocess.TimeoutExpired:
            why = f"took more than {3 * limit + 300:.0f} s"
        told = folder / "told.json"
        if not told.exists():
            raise Failed(f"failed: {why}")
        costs = json.loads(told.read_text())
        return [(np.load(folder / f"lists-{place}.npy"), one) for place, one in enumerate(costs)]


def _write(asked: Split, file: Path) -> None:
    """The questions without their answers."""
    learn, past = asked.learn, asked.histories
    np.savez(
        file,
        user=learn.user,
        item=learn.item,
        at=learn.at,
        n_users=len(learn.users),
        n_items=len(learn.items),
        users=asked.users,
        start=past.start,
        hist_item=past.item,
    )
