"""How long and how a network is trained, and how it went."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Plan:
    """epochs: at most. minutes: time of this run, without limit when None. batch: examples a step. rate: Adam's.

    patience: epochs without a better validation before it stops.
    """

    epochs: int = 100
    minutes: float | None = None
    batch: int = 64
    rate: float = 0.001
    patience: int = 5
    seed: int = 0


@dataclass(frozen=True, slots=True)
class SequencePlan(Plan):
    """full: items up to which the softmax is over all of them; beyond, over `negatives` drawn evenly at each step."""

    batch: int = 32
    rate: float = 0.003
    full: int = 20_000
    negatives: int = 2_048


@dataclass
class Course:
    """epoch: those that are done. step: steps done of the next one. losses: sum of this epoch's so far.

    loss: mean of each epoch. validation: after each epoch, of the averaged weights. best: the epoch whose weights
    are kept, of equals the latest. why: why it ended.
    """

    epoch: int = 0
    step: int = 0
    losses: float = 0.0
    best: int = 0
    seconds: float = 0.0
    why: str = ""
    loss: list[float] = field(default_factory=list)
    validation: list[float] = field(default_factory=list)

    @property
    def top(self) -> float | None:
        """The best validation; None before the first epoch and where nothing is held out."""
        return max(self.validation) if self.validation else None

    @property
    def idle(self) -> int:
        """Epochs since validation was better than ever before."""
        return len(self.validation) - 1 - self.validation.index(max(self.validation)) if self.validation else 0
