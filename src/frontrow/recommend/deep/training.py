"""What SASRec is trained on, step by step, and validated with."""

import copy
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from frontrow.recommend.deep.loop import Loop, seeded
from frontrow.recommend.deep.network import Network, Shape
from frontrow.recommend.deep.plan import SequencePlan
from frontrow.recommend.deep.windows import asked, drawn
from frontrow.recommend.log import Floats, Histories, Ints

HELD = 1_000  # visitors whose last event is kept for validation, at most; and at most a tenth of all
FEW = 10  # with fewer than this, nobody is held out and nothing stops early
Weights = dict[str, Tensor]


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


class Training(Loop):
    """SASRec on its way."""

    network: Network
    plan: SequencePlan

    def __init__(self, histories: Histories, shape: Shape, plan: SequencePlan, device: str) -> None:
        self.lesson = Lesson.of(histories, plan.seed)
        with seeded(plan.seed, "cpu"):
            network = Network(shape)
        super().__init__(network.to(device), plan, device)
        self._judged = copy.deepcopy(self.network)

    @property
    def fixed(self) -> dict[str, Any]:
        return super().fixed | asdict(self.network.shape)

    def batches(self) -> list[Ints]:
        """Visitors by batches: alike in length within one, so that little is padding; everything else by chance."""
        rng = np.random.default_rng([self.plan.seed, self.course.epoch])
        sizes = np.diff(self.lesson.learn.start)
        order = rng.permutation(np.flatnonzero(sizes))
        order = order[np.argsort(np.minimum(sizes[order], self.network.shape.length), kind="stable")]
        cuts = np.arange(self.plan.batch, len(order), self.plan.batch)
        batches = np.split(order, cuts)
        return [batches[place] for place in rng.permutation(len(batches))]

    def loss(self, batch: Ints) -> Tensor:
        rng = np.random.default_rng([self.plan.seed, self.course.epoch, self.course.step])
        shape, plan = self.network.shape, self.plan
        longest = int(min(shape.length, np.diff(self.lesson.learn.start)[batch].max()))
        inputs, targets = (torch.from_numpy(one) for one in drawn(self.lesson.learn, batch, longest, rng))
        against = None
        if shape.items > plan.full:
            against = torch.from_numpy(rng.integers(1, shape.items + 1, plan.negatives)).to(self.device)
        with seeded(int(rng.integers(2**63)), self.device):
            return self.network.loss(inputs.to(self.device), targets.to(self.device), against)

    def validated(self, weights: Weights) -> float | None:
        """NDCG@10: each held-out event ranked among the items new to its visitor."""
        if not len(self.lesson.wanted):
            return None
        self._judged.load_state_dict(weights)
        gains, row = [], 0
        for found in scores(self._judged, self.lesson.valid):
            rows = np.arange(row, row + len(found))
            part = self.lesson.valid.of(rows)
            wanted = self.lesson.wanted[rows]
            target = found[np.arange(len(found)), wanted].copy()
            found[np.repeat(np.arange(len(found)), np.diff(part.start)), part.item] = -np.inf
            place = (found > target[:, None]).sum(axis=1)
            gains.append(np.where(place < 10, 1 / np.log2(place + 2), 0.0))
            row += len(found)
        return float(np.concatenate(gains).mean())


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
