"""Training a network: windows, steps, an average of the weights, validation, and a state that can be taken up again."""

import copy
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from frontrow.recommend.deep.adam import Adam
from frontrow.recommend.deep.network import Network, Shape
from frontrow.recommend.deep.plan import Course, Plan
from frontrow.recommend.deep.windows import asked, drawn
from frontrow.recommend.log import Floats, Histories, Ints

HELD = 1_000  # visitors whose last event is kept for validation, at most; and at most a tenth of all
FEW = 10  # with fewer than this, nobody is held out and nothing stops early
Weights = dict[str, Tensor]
Progress = Callable[[Course, float], None]


@dataclass(frozen=True)
class Lesson:
    """learn: the events to learn from. valid: histories of those who are asked, and wanted: their next items."""

    learn: Histories
    valid: Histories
    wanted: Ints

    @classmethod
    def of(cls, histories: Histories, seed: int) -> "Lesson":
        """Hold out the last event of a tenth of the visitors, at most HELD, who have three events or more."""
        sizes = np.diff(histories.start)
        able = np.flatnonzero(sizes >= 3)
        size = min(HELD, len(able) // 10)
        rows = np.sort(np.random.default_rng([seed, 7]).choice(able, size, replace=False)) if size >= FEW else able[:0]
        last = histories.start[rows + 1] - 1
        learn = _without(histories, last)
        return cls(learn, learn.of(rows), histories.item[last])


class Training:
    """One network on its way. Same seed, data and threads: the same weights, in one run or in many.

    What chance decides (windows, order, dropout, negatives) hangs on the seed, the epoch and the step alone.
    """

    def __init__(self, histories: Histories, shape: Shape, plan: Plan, device: str, start: Floats | None = None):
        """start: (items, width) item vectors to begin with, random where None."""
        self.plan, self.device = plan, device
        self.lesson = Lesson.of(histories, plan.seed)
        self.course = Course()
        with _seeded(plan.seed, "cpu"):
            self.network = Network(shape)
        if start is not None:
            with torch.no_grad():
                self.network.items.weight[1:] = torch.from_numpy(start)
        self.network.to(device)
        self.judged = copy.deepcopy(self.network)
        self.adam = Adam(self.network, plan.rate)
        self.best: Weights = {name: one.clone() for name, one in self.adam.average.items()}

    def run(self, progress: Progress = lambda course, share: None, keep: Callable[[], None] = lambda: None) -> None:
        """Train until the plan's end. progress: told the course and the share done of this epoch.

        keep: called after each epoch, each minute, and when the time is up.
        """
        began, kept, before = time.monotonic(), time.monotonic(), self.course.seconds
        self.course.why = ""
        while not self._ended():
            batches = self._batches()
            self.network.train()
            for rows in batches[self.course.step :]:
                self.course.losses += self._step(rows)
                self.course.step += 1
                now = time.monotonic()
                self.course.seconds = before + now - began
                progress(self.course, self.course.step / len(batches))
                if self.plan.minutes is not None and now - began > 60 * self.plan.minutes:
                    self.course.why = "the time was up"
                    break
                if now - kept > 60:
                    keep()
                    kept = now
            if self.course.step == len(batches):
                self._end_epoch()
                progress(self.course, 0.0)
            keep()
            kept = time.monotonic()

    def _ended(self) -> bool:
        course = self.course
        if course.why:
            return True
        if course.epoch >= self.plan.epochs:
            course.why = "all epochs were done"
        elif course.idle >= self.plan.patience:
            course.why = f"validation was no better for {self.plan.patience} epochs"
        return bool(course.why)

    def _batches(self) -> list[Ints]:
        """Visitors by batches: alike in length within one, so that little is padding; everything else by chance."""
        rng = np.random.default_rng([self.plan.seed, self.course.epoch])
        sizes = np.diff(self.lesson.learn.start)
        order = rng.permutation(np.flatnonzero(sizes))
        order = order[np.argsort(np.minimum(sizes[order], self.network.shape.length), kind="stable")]
        cuts = np.arange(self.plan.batch, len(order), self.plan.batch)
        batches = np.split(order, cuts)
        return [batches[place] for place in rng.permutation(len(batches))]

    def _step(self, rows: Ints) -> float:
        rng = np.random.default_rng([self.plan.seed, self.course.epoch, self.course.step])
        shape, plan = self.network.shape, self.plan
        longest = int(min(shape.length, np.diff(self.lesson.learn.start)[rows].max()))
        inputs, targets = drawn(self.lesson.learn, rows, longest, rng)
        against = None
        if shape.items > plan.full:
            against = torch.from_numpy(rng.integers(1, shape.items + 1, plan.negatives)).to(self.device)
        with _seeded(int(rng.integers(2**63)), self.device):
            loss = self.network.loss(
                torch.from_numpy(inputs).to(self.device), torch.from_numpy(targets).to(self.device), against
            )
        loss.backward()
        self.adam.step()
        return loss.item()

    def _end_epoch(self) -> None:
        course = self.course
        course.loss.append(course.losses / max(course.step, 1))
        course.epoch, course.step, course.losses = course.epoch + 1, 0, 0.0
        if len(self.lesson.wanted):
            course.ndcg.append(self._validated())
        if not course.ndcg or course.ndcg[-1] == course.top:
            course.best = course.epoch
            self.best = {name: one.clone() for name, one in self.adam.average.items()}

    def _validated(self) -> float:
        """NDCG@10 of the averaged weights: each held-out event ranked among the items new to its visitor."""
        self.judged.load_state_dict(self.adam.average)
        gains, row = [], 0
        for found in scores(self.judged, self.lesson.valid):
            rows = np.arange(row, row + len(found))
            part = self.lesson.valid.of(rows)
            wanted = self.lesson.wanted[rows]
            target = found[np.arange(len(found)), wanted].copy()
            found[np.repeat(np.arange(len(found)), np.diff(part.start)), part.item] = -np.inf
            place = (found > target[:, None]).sum(axis=1)
            gains.append(np.where(place < 10, 1 / np.log2(place + 2), 0.0))
            row += len(found)
        return float(np.concatenate(gains).mean())


@contextmanager
def _seeded(seed: int, device: str) -> Iterator[None]:
    """Chance that hangs on `seed` alone, and leaves everybody else's as it was."""
    dice = torch.default_generator if device == "cpu" else torch.cuda.default_generators[torch.cuda.current_device()]
    before = dice.get_state()
    dice.manual_seed(seed)
    try:
        yield
    finally:
        dice.set_state(before)


def scores(network: Network, histories: Histories, batch: int = 256) -> Iterator[Floats]:
    """(up to batch, items) scores at a time."""
    network.eval()
    device = network.places.device
    for first in range(0, len(histories), batch):
        part = histories.of(np.arange(first, min(first + batch, len(histories))))
        tokens, last = asked(part, network.shape.length)
        tokens = tokens[:, : int(last.max(initial=0)) + 1]
        with torch.inference_mode():
            expected = network(torch.from_numpy(tokens).to(device))
            found = network.logits(expected[torch.arange(len(tokens)), torch.from_numpy(last)])
        yield found.cpu().numpy()


def _without(histories: Histories, events: Ints) -> Histories:
    kept = np.ones(len(histories.item), bool)
    kept[events] = False
    start = np.concatenate([[0], np.cumsum(kept)])[histories.start]
    return Histories(start, histories.item[kept], histories.weight[kept], histories.at[kept], histories.asked)
