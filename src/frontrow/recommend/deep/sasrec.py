"""SASRec behind the Recommender Protocol."""

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from frontrow.errors import UserError
from frontrow.recommend.deep.plan import Course, SequencePlan
from frontrow.recommend.log import Floats, Histories, Log
from frontrow.recommend.ranking import Part, Touch, one, places

if TYPE_CHECKING:
    from frontrow.recommend.deep.training import Training


def need_torch() -> None:
    """Raises UserError where PyTorch is missing."""
    try:
        import torch  # noqa: F401
    except ImportError:
        raise UserError("SASRec needs PyTorch, which is missing; pip install 'frontrow[deep]'") from None


class SASRec:
    """Kang and McAuley 2018, with a softmax over items; see deep/network.py for what differs.

    length, width, blocks, heads, dropout: the network's. The rest: SequencePlan. It reads the order of events, not
    their weights; items of no or negative weight are not read. Raises UserError where PyTorch is missing.
    """

    def __init__(
        self,
        length: int = 50,
        width: int = 64,
        blocks: int = 2,
        heads: int = 2,
        dropout: float = 0.2,
        device: str | None = None,
        **plan: Any,
    ) -> None:
        need_torch()
        self.shape: dict[str, Any] = {"length": length, "width": width, "blocks": blocks, "heads": heads}
        self.shape["dropout"] = dropout
        self.plan = SequencePlan(**plan)
        self.device = device or best_device()
        self.items: tuple[str, ...] = ()
        self.course = Course()
        self._network: Any = None

    def fit(self, log: Log) -> None:
        training = self.training(log)
        training.run()
        self.take(log.items, training)

    def training(self, log: Log) -> "Training":
        """A training of this model on `log` that has not begun."""
        from frontrow.recommend.deep.network import Shape
        from frontrow.recommend.deep.training import Training

        if not len(log.items):
            raise UserError("there is nothing to learn from: the log names no item; give it interactions")
        histories = log.where(log.weight > 0).histories
        return Training(histories, Shape(len(log.items), **self.shape), self.plan, self.device)

    def take(self, items: tuple[str, ...], training: "Training") -> None:
        """Rank by the best weights of a training."""
        self.items, self.course = items, training.course
        self._network = copy.deepcopy(training.network).eval()
        self._network.load_state_dict(training.best)

    def scores(self, histories: Histories) -> Floats:
        from frontrow.recommend.deep.training import scores

        found = np.zeros((len(histories), len(self.items)), np.float32)
        row = 0
        for part in scores(self._network, histories):
            found[row : row + len(part)] = part
            row += len(part)
        return found

    def parts(self, history: Sequence[Touch], items: Sequence[str]) -> list[list[Part]]:
        """What is said with nothing known ("popular"), and what each event adds to those after it ("next").

        A network is no sum, so that an event's part depends on the order in which events are told. They are told
        from the newest back: the part of one is the score with it and all newer ones less the score with the newer
        ones alone. These differences telescope: their sum is the score itself, whatever the network.
        """
        known = [touch for touch in history if touch.item in places(self.items) and touch.weight > 0]
        known = known[max(0, len(known) - self.shape["length"] + 1) :]
        tails = [one(self.items, known[len(known) - size :]) for size in range(len(known) + 1)]
        start = np.cumsum([0, *(len(tail.item) for tail in tails)])
        item, weight, at = (
            np.concatenate([getattr(tail, name) for tail in tails]) for name in ("item", "weight", "at")
        )
        number = places(self.items)
        found = self.scores(Histories(start, item, weight, at))[:, [number[item] for item in items]].astype(np.float64)
        added = np.diff(found, axis=0)
        return [
            [Part("popular", float(found[0, column]))]
            + [
                Part("next", float(amount), touch.item)
                for amount, touch in zip(added[:, column], reversed(known), strict=True)
            ]
            for column in range(len(items))
        ]

    def save(self, path: Path) -> None:
        """Write the model as .safetensors, whole or not at all."""
        from frontrow.recommend.deep.files import save_model

        save_model(path, self)

    @classmethod
    def load(cls, path: Path) -> "SASRec":
        """Read what `save` wrote. Raises UserError for any other file."""
        from frontrow.recommend.deep.files import load_model

        need_torch()
        return load_model(path)


def best_device() -> str:
    """ "cuda" when there is a GPU, else "cpu"."""
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"
