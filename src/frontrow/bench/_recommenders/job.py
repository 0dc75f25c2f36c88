"""What every peer's script shares: the questions read from a file, lists and times written to one.

Runs in the peer's environment, where there is numpy and scipy and nothing of ours. The answers to the questions are
not in the file: lists are compared with them elsewhere.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import scipy.sparse as sp

DEPTH = 20
ALONE = 30


class Questions:
    """learn: user, item, at (events), columns by number; asked: users (n,), histories as start (n + 1,), item, at."""

    def __init__(self, file):
        for name, value in np.load(file).items():
            setattr(self, name, value)
        self.shape = (int(self.n_users), int(self.n_items))
        ones = np.ones(len(self.user), np.float32)
        self.matrix = sp.csr_matrix((ones, (self.user, self.item)), shape=self.shape)
        self.matrix.data[:] = 1  # repeated events are one
        self.known = np.flatnonzero(np.bincount(self.item, minlength=self.shape[1]))

    def histories(self, rows):
        """(len(rows), items): what the users of these questions have taken."""
        length = np.diff(self.start)[rows]
        taken = np.concatenate([self.hist_item[self.start[row] : self.start[row + 1]] for row in rows])
        found = sp.csr_matrix(
            (np.ones(len(taken), np.float32), (np.repeat(np.arange(len(rows)), length), taken)),
            shape=(len(rows), self.shape[1]),
        )
        found.sum_duplicates()
        found.data[:] = 1
        return found


class Scored:
    """A model with scores(rows) -> (n, items), whose lists are made here: seen items out, ties at random."""

    def lists(self, rows, asked):
        scores = np.array(self.scores(rows, asked), np.float32)
        seen = asked.histories(rows).nonzero()
        scores[seen] = -np.inf
        order = np.random.default_rng(int(rows[0])).permutation(asked.known)
        scores = scores[:, order]
        k = min(DEPTH, scores.shape[1])
        place = np.argpartition(-scores, k - 1, axis=1)[:, :k]
        best = np.take_along_axis(scores, place, axis=1)
        turn = np.argsort(-best, axis=1, kind="stable")
        found = np.full((len(rows), DEPTH), -1, np.int64)
        found[:, :k] = order[np.take_along_axis(place, turn, axis=1)]
        found[:, :k][~np.isfinite(np.take_along_axis(best, turn, axis=1))] = -1
        return found


def run(models):
    """models: name to a class made with a setting. argv: a folder with job.json and questions.npz."""
    folder = Path(sys.argv[1])
    job = json.loads((folder / "job.json").read_text())
    asked = Questions(folder / "questions.npz")
    began, longest, told = time.perf_counter(), 0.0, []
    for number, settings in enumerate(job["settings"]):
        start, processor = time.perf_counter(), time.process_time()
        if number and start - began + longest > job["seconds"]:
            break
        model = models[job["model"]](seconds=job["seconds"], **settings)
        model.fit(asked)
        fit, fit_cpu = time.perf_counter() - start, time.process_time() - processor
        size = max(1, min(512, 2**24 // asked.shape[1]))
        lists = [
            model.lists(np.arange(a, min(a + size, len(asked.users))), asked) for a in range(0, len(asked.users), size)
        ]
        batch = time.perf_counter() - start - fit
        alone = []
        for row in range(min(ALONE, len(asked.users)) if job["alone"] else 0):
            once = time.perf_counter()
            model.lists(np.array([row]), asked)
            alone.append(time.perf_counter() - once)
        np.save(folder / f"lists-{number}.npy", np.concatenate(lists))
        longest = max(longest, time.perf_counter() - start)
        ms = {"ms_user": 1000 * batch / len(asked.users), "ms_single": 1000 * float(np.median(alone)) if alone else 0.0}
        told.append({"fit_s": fit, "fit_cpu_s": fit_cpu, **ms, "told": getattr(model, "told", {})})
        (folder / "told.json").write_text(json.dumps(told))
