"""The network of SASRec; imported only where PyTorch is there."""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from frontrow.recommend.deep.windows import NOTHING


@dataclass(frozen=True, slots=True)
class Shape:
    """items: how many it ranks. length: places it sees, the beginning among them."""

    items: int
    length: int = 50
    width: int = 64
    blocks: int = 2
    heads: int = 2
    dropout: float = 0.2


class Network(nn.Module):  # type: ignore[misc]
    """Self-attentive sequential recommendation (Kang and McAuley, ICDM 2018, arXiv 1808.09781).

    Differences: the softmax over items takes the place of one sampled negative (Klenitskiy and Vasilev, RecSys
    2023, arXiv 2309.07602), blocks are normed before and not after (Xiong et al. 2020), GELU for ReLU, and a
    beginning stands before the first event, from which a visitor without a past is ranked.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.items = nn.Embedding(shape.items + 1, shape.width)
        self.places = nn.Parameter(torch.empty(shape.length, shape.width))
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.blocks))
        self.norm = nn.LayerNorm(shape.width)
        self.drop = nn.Dropout(shape.dropout)
        for name, weights in self.named_parameters():
            if weights.dim() > 1:
                nn.init.normal_(weights, std=0.02)
            elif name.endswith("bias"):
                nn.init.zeros_(weights)

    def forward(self, tokens: Tensor) -> Tensor:
        """(n, length) tokens to (n, length, width): what is expected after each place."""
        x = self.items(tokens) * math.sqrt(self.shape.width) + self.places[: tokens.shape[1]]
        x = self.drop(x)
        for block in self.blocks:
            x = block(x)
        return self.norm(x)

    def logits(self, expected: Tensor) -> Tensor:
        """(n, width) to (n, items)."""
        return expected @ self.items.weight[1:].T

    def loss(self, tokens: Tensor, targets: Tensor, against: Tensor | None = None) -> Tensor:
        """Mean cross-entropy of the next items; `against`: (k,) tokens to tell them from, all when left out."""
        asked = targets != NOTHING
        expected, wanted = self(tokens)[asked], targets[asked]
        if against is None:
            return F.cross_entropy(self.logits(expected), wanted - 1)
        own = (expected * self.items(wanted)).sum(dim=1, keepdim=True)
        other = expected @ self.items(against).T
        other = other.masked_fill(wanted[:, None] == against[None], float("-inf"))
        # k of the items stand for all of them: each counts for items / k.
        other = other + math.log(self.shape.items / len(against))
        return F.cross_entropy(torch.cat([own, other], dim=1), torch.zeros(len(own), dtype=torch.long).to(own.device))


class Block(nn.Module):  # type: ignore[misc]
    """Causal self-attention, then a layer for each place, both added to what came in."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads, self.dropout = shape.heads, shape.dropout
        self.before, self.between = nn.LayerNorm(shape.width), nn.LayerNorm(shape.width)
        self.ask = nn.Linear(shape.width, 3 * shape.width)
        self.answer = nn.Linear(shape.width, shape.width)
        self.widen, self.narrow = nn.Linear(shape.width, 2 * shape.width), nn.Linear(2 * shape.width, shape.width)
        self.drop = nn.Dropout(shape.dropout)

    def forward(self, x: Tensor) -> Tensor:
        n, length, width = x.shape
        asked = self.ask(self.before(x)).view(n, length, 3, self.heads, width // self.heads)
        query, key, value = asked.permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(query, key, value, is_causal=True)
        x = x + self.drop(self.answer(seen.transpose(1, 2).reshape(n, length, width)))
        return x + self.drop(self.narrow(self.drop(F.gelu(self.widen(self.between(x))))))
