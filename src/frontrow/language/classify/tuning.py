"""Fine-tuning an encoder of the BERT type with a head for labels; imported only where PyTorch is there."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from frontrow.language.classify.encoder import Encoder
from frontrow.language.classify.table import Table, held_out
from frontrow.recommend.deep.loop import Loop, seeded
from frontrow.recommend.deep.plan import Plan

TOKENS = 32
Ids = NDArray[np.int64]


class Network(nn.Module):  # type: ignore[misc]
    """The mean of an encoder's last layer, at length 1, against a vector for each label.

    Devlin et al., NAACL 2019 (BERT); Wang et al., NeurIPS 2020 (MiniLM); mean pooling: Reimers and Gurevych 2019.
    """

    def __init__(self, config: dict[str, Any], labels: int) -> None:
        super().__init__()
        known = BertConfig().to_dict()
        self.encoder = BertModel(BertConfig(**{k: v for k, v in config.items() if k in known}), add_pooling_layer=False)
        self.head = nn.Linear(self.encoder.config.hidden_size, labels)

    def read(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(n, tokens) twice to (n, width)."""
        found = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        weight = mask[:, :, None].to(found.dtype)
        return F.normalize((found * weight).sum(dim=1) / weight.sum(dim=1), dim=1)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(n, tokens) twice to (n, labels) logits."""
        return self.head(20 * self.read(ids, mask))


class Tokens:
    """Texts as at most TOKENS numbers each."""

    def __init__(self, tokenizer: str) -> None:
        self._tokenizer = Tokenizer.from_str(tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(TOKENS)

    def of(self, texts: Sequence[str]) -> list[list[int]]:
        clean = [text.encode("utf-8", "replace").decode() for text in texts]
        return [one.ids or [0] for one in self._tokenizer.encode_batch(clean)]


def padded(ids: Sequence[Sequence[int]], device: str) -> tuple[Tensor, Tensor]:
    """(n, longest) numbers and mask."""
    found = np.zeros((len(ids), max(map(len, ids))), np.int64)
    mask = np.zeros_like(found)
    for row, one in enumerate(ids):
        found[row, : len(one)], mask[row, : len(one)] = one, 1
    return torch.from_numpy(found).to(device), torch.from_numpy(mask).to(device)


def logits(network: Network, ids: Sequence[Sequence[int]], device: str) -> NDArray[np.float32]:
    """(n, labels), texts of like length together."""
    order = sorted(range(len(ids)), key=lambda place: len(ids[place]))
    found = np.zeros((len(ids), network.head.out_features), np.float32)
    network.eval()
    with torch.inference_mode():
        for start in range(0, len(order), 64):
            rows = order[start : start + 64]
            found[rows] = network(*padded([ids[row] for row in rows], device)).float().cpu().numpy()
    return found


class Tuning(Loop):
    """The head starts from each label's mean vector and moves at the plan's rate, the encoder at a tenth of it.

    A tenth of the texts (at most 1,000) is held out: validation is the accuracy on them.
    """

    network: Network

    def __init__(self, table: Table, labels: Sequence[str], encoder: Encoder, plan: Plan, device: str) -> None:
        learn, valid = held_out(table, min(0.1, 1_000 / len(table)), seed=2)
        tokens = Tokens(encoder.tokenizer)
        self.ids, self.valid_ids = tokens.of(learn.texts), tokens.of(valid.texts)
        self.truth: Ids = np.searchsorted(labels, learn.labels)
        self.valid_truth: Ids = np.searchsorted(labels, valid.labels)
        with seeded(plan.seed, "cpu"):
            network = Network(encoder.config, len(labels))
        kept = {name.removeprefix("bert."): one for name, one in load_file(encoder.weights).items()}
        network.encoder.load_state_dict({name: kept[name] for name in network.encoder.state_dict()})
        network.to(device)
        self._centre(network, device)
        super().__init__(network, plan, device, slow=("encoder.",))

    def batches(self) -> list[Ids]:
        """Texts of like length together; everything else by chance."""
        rng = np.random.default_rng([self.plan.seed, self.course.epoch])
        order = rng.permutation(len(self.ids))
        order = order[np.argsort([len(self.ids[place]) for place in order], kind="stable")]
        batches = np.split(order, np.arange(self.plan.batch, len(order), self.plan.batch))
        return [batches[place] for place in rng.permutation(len(batches))]

    def loss(self, batch: Ids) -> Tensor:
        dice = np.random.default_rng([self.plan.seed, self.course.epoch, self.course.step])
        ids, mask = padded([self.ids[place] for place in batch], self.device)
        with seeded(int(dice.integers(2**63)), self.device):
            return F.cross_entropy(self.network(ids, mask), torch.from_numpy(self.truth[batch]).to(self.device))

    def validated(self, weights: dict[str, Tensor]) -> float | None:
        if not len(self.valid_ids):
            return None
        return float((self.judged(weights).argmax(axis=1) == self.valid_truth).mean())

    def judged(self, weights: dict[str, Tensor]) -> NDArray[np.float32]:
        """(held out, labels) logits by these weights."""
        own = {name: one.detach().clone() for name, one in self.adam.weights.items()}
        self.network.load_state_dict(weights, strict=False)
        found = logits(self.network, self.valid_ids, self.device)
        self.network.load_state_dict(own, strict=False)
        return found

    def _centre(self, network: Network, device: str, most: int = 16) -> None:
        network.eval()
        with torch.no_grad():
            for place in range(network.head.out_features):
                rows = np.flatnonzero(self.truth == place)[:most]
                ids, mask = padded([self.ids[row] for row in rows], device)
                network.head.weight[place] = network.read(ids, mask).mean(dim=0)
            network.head.weight -= network.head.weight.mean(dim=0)
            network.head.bias.zero_()
