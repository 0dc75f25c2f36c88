"""The course of any training: steps, epochs, an average of the weights, validation, and an end."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import torch
from torch import Tensor, nn

from frontrow.recommend.deep.adam import Adam
from frontrow.recommend.deep.plan import Course, Plan

Progress = Callable[[Course, float], None]
FREE = ("epochs", "minutes", "patience")  # what may change when a training is taken up again


class Loop(ABC):
    """One network on its way. Same seed, data and threads: the same weights, in one run or in many.

    What chance decides must hang on the seed, the epoch and the step alone; `seeded` helps.
    """

    def __init__(self, network: nn.Module, plan: Plan, device: str, slow: Sequence[str] = ()) -> None:
        """slow: names of weights, or their beginnings, that move at a tenth of the rate."""
        self.network, self.plan, self.device = network, plan, device
        self.course = Course()
        self.adam = Adam(network, plan.rate, slow)
        self.best: dict[str, Tensor] = {name: one.clone() for name, one in self.adam.average.items()}

    @property
    def fixed(self) -> dict[str, Any]:
        """What must not change between two runs of one training, as JSON values."""
        return {name: value for name, value in asdict(self.plan).items() if name not in FREE}

    @abstractmethod
    def batches(self) -> list[Any]:
        """What each step of this epoch is made of."""

    @abstractmethod
    def loss(self, batch: Any) -> Tensor:
        """Of one step."""

    @abstractmethod
    def validated(self, weights: dict[str, Tensor]) -> float | None:
        """How good these weights are, the higher the better; None where nothing is held out."""

    def run(self, progress: Progress = lambda course, share: None, keep: Callable[[], None] = lambda: None) -> None:
        """Train until the plan's end. progress: told the course and the share done of this epoch.

        keep: called after each epoch, each minute, and when the time is up.
        """
        began, kept, before = time.monotonic(), time.monotonic(), self.course.seconds
        self.course.why = ""
        while not self._ended():
            batches = self.batches()
            for batch in batches[self.course.step :]:
                self.network.train()
                loss = self.loss(batch)
                loss.backward()
                self.adam.step()
                self.course.losses += loss.item()
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
        if not course.why and course.epoch >= self.plan.epochs:
            course.why = "all epochs were done"
        elif not course.why and course.idle >= self.plan.patience:
            course.why = f"validation was no better for {self.plan.patience} epochs"
        return bool(course.why)

    def _end_epoch(self) -> None:
        course = self.course
        course.loss.append(course.losses / max(course.step, 1))
        course.epoch, course.step, course.losses = course.epoch + 1, 0, 0.0
        score = self.validated(self.adam.average)
        if score is not None:
            course.validation.append(score)
        if score is None or score == course.top:
            course.best = course.epoch
            self.best = {name: one.clone() for name, one in self.adam.average.items()}


@contextmanager
def seeded(seed: int, device: str) -> Iterator[None]:
    """Chance that hangs on `seed` alone, and leaves everybody else's as it was."""
    dice = torch.default_generator if device == "cpu" else torch.cuda.default_generators[torch.cuda.current_device()]
    before = dice.get_state()
    dice.manual_seed(seed)
    try:
        yield
    finally:
        dice.set_state(before)
