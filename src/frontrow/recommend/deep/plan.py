"""How long and how a network is trained, and how it went."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Plan:
    """epochs: windows drawn of each visitor, at most. minutes: time of this run, without limit when None.

    batch: windows a step. rate: Adam's. patience: epochs without a better NDCG@10 on validation before it stops.
    full: items up to which the softmax is over all of them; beyond, over `negatives` drawn evenly at each step.
    """

    epochs: int = 100
    minutes: float | None = None
    batch: int = 64
    rate: float = 0.001
    patience: int = 5
    full: int = 20_000
    negatives: int = 2_048
    seed: int = 0


@dataclass
class Course:
    """epoch: those that are done. step: steps done of the next one. losses: sum of this epoch's so far.

    ndcg: on validation after each epoch, NDCG@10 of the averaged weights. loss: mean of each epoch. best: the
    epoch whose weights are kept. why: why it ended, as long as it did.
    """

    epoch: int = 0
    step: int = 0
    losses: float = 0.0
    best: int = 0
    seconds: float = 0.0
    why: str = ""
    loss: list[float] = field(default_factory=list)
    ndcg: list[float] = field(default_factory=list)

    @property
    def top(self) -> float | None:
        """The best NDCG@10 on validation; None before the first epoch and where nobody could be held out."""
        return max(self.ndcg) if self.ndcg else None

    @property
    def idle(self) -> int:
        """Epochs since validation was better than ever before; of equals the latest weights are kept."""
        return len(self.ndcg) - 1 - self.ndcg.index(max(self.ndcg)) if self.ndcg else 0
