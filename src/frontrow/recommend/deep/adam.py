"""Adam, with a running average of the weights beside it."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn


class Adam:
    """Kingma and Ba 2015, algorithm 1; `average` is Polyak's, over about the last thousand steps.

    PyTorch's own optimisers import its compiler, which takes longer than a small model trains; and a training
    that is taken up again needs nothing but `tensors` and `steps`.
    """

    def __init__(self, network: nn.Module, rate: float, slow: Sequence[str] = ()) -> None:
        """slow: names of weights, or their beginnings, that move at a tenth of the rate."""
        self.rate, self.slow, self.betas, self.steps = rate, tuple(slow), (0.9, 0.98), 0
        self.weights = dict(network.named_parameters())
        self.average = {name: one.detach().clone() for name, one in self.weights.items()}
        self.first = {name: torch.zeros_like(one) for name, one in self.weights.items()}
        self.second = {name: torch.zeros_like(one) for name, one in self.weights.items()}

    @property
    def tensors(self) -> dict[str, Tensor]:
        """All that it remembers besides the weights and `steps`."""
        kinds = {"average": self.average, "first": self.first, "second": self.second}
        return {f"{kind}.{name}": one for kind, held in kinds.items() for name, one in held.items()}

    @torch.no_grad()
    def step(self) -> None:
        """Move the weights by their gradients, which are then forgotten."""
        self.steps += 1
        fast, slow = self.betas
        scale = self.rate / (1 - fast**self.steps)
        share = 1 - min(0.999, (1 + self.steps) / (10 + self.steps))
        for name, one in self.weights.items():
            if one.grad is None:
                continue
            first, second = self.first[name], self.second[name]
            first.lerp_(one.grad, 1 - fast)
            second.mul_(slow).addcmul_(one.grad, one.grad, value=1 - slow)
            step = scale / 10 if name.startswith(self.slow) else scale
            one.addcdiv_(first, (second / (1 - slow**self.steps)).sqrt_().add_(1e-8), value=-step)
            self.average[name].lerp_(one, share)
            one.grad = None
