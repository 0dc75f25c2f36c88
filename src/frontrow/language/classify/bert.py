"""A fine-tuned encoder of the BERT type as a Classifier."""

import copy
import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import softmax

from frontrow.errors import UserError
from frontrow.language.classify.calibration import calibrated
from frontrow.language.classify.classifier import Floats, Prediction, ordered
from frontrow.language.classify.encoder import Encoder
from frontrow.language.classify.table import LONG, Table, mark
from frontrow.recommend.deep.plan import Course, Plan

if TYPE_CHECKING:
    from frontrow.language.classify.tuning import Tuning

FORMAT = "frontrow bert classifier 1"
SUBSET = 8_000  # texts learnt from without a GPU, unless told otherwise: some four minutes of one core an epoch


class Bert:
    """At most 32 tokens of a text are read. heat: what logits are multiplied by before the softmax (Guo 2017)."""

    kind = "bert"

    def __init__(
        self, network: Any, config: dict[str, Any], tokenizer: str, labels: tuple[str, ...], learnt: frozenset[int]
    ) -> None:
        from frontrow.language.classify.tuning import Tokens

        self.network, self.config, self.tokenizer, self.labels, self.learnt = network, config, tokenizer, labels, learnt
        self.heat, self.course = 1.0, Course()
        self._tokens = Tokens(tokenizer)

    def probabilities(self, texts: Sequence[str]) -> Floats:
        from frontrow.language.classify.tuning import logits

        if not len(texts):
            return np.zeros((0, len(self.labels)), np.float32)
        device = self.network.head.weight.device
        found = logits(self.network, self._tokens.of([text[:LONG] for text in texts]), device)
        shares: Floats = softmax(self.heat * found.astype(np.float64), axis=1).astype(np.float32)
        return shares

    def predict(self, texts: Sequence[str], others: int = 2) -> list[Prediction]:
        return ordered(self.labels, self.probabilities(texts), others)

    def save(self, path: Path) -> None:
        """Weights are kept in 16 bits, to which they were rounded when training ended."""
        import torch

        from frontrow.recommend.deep.tensors import write

        kept = {name: one.half() for name, one in self.network.state_dict().items()}
        told: dict[str, Any] = {
            "format": FORMAT,
            "config": self.config,
            "tokenizer": self.tokenizer,
            "labels": self.labels,
        }
        told |= {"heat": self.heat, "course": vars(self.course)}
        write(path, kept | {"learnt": torch.tensor(sorted(self.learnt), dtype=torch.int64)}, told)

    @classmethod
    def load(cls, path: Path) -> "Bert":
        """What `save` wrote. Raises UserError for any other file."""
        need_transformers()
        from frontrow.language.classify.tuning import Network
        from frontrow.recommend.deep.sasrec import best_device
        from frontrow.recommend.deep.tensors import read

        tensors, told = read(path, FORMAT, "a classifier")
        learnt = frozenset(tensors.pop("learnt").tolist())
        network = Network(told["config"], len(told["labels"]))
        network.load_state_dict({name: one.float() for name, one in tensors.items()})
        made = cls(network.to(best_device()).eval(), told["config"], told["tokenizer"], tuple(told["labels"]), learnt)
        made.heat, made.course = told["heat"], Course(**told["course"])
        return made


def tune(
    table: Table,
    output: Path,
    plan: Plan,
    encoder: Path | None = None,
    most: int | None = None,
    resume: bool = False,
    progress: Callable[[Course, float], None] = lambda course, share: None,
) -> Bert:
    """Fine-tune on `table`, or on `most` texts of it (SUBSET without a GPU), and keep the model in `output`.

    What a later `resume` needs is in `output`.training; the same weights come out as in one run. Raises UserError.
    """
    need_transformers()
    from frontrow.language.classify.tuning import Tuning
    from frontrow.recommend.deep.sasrec import best_device
    from frontrow.recommend.deep.tensors import load_state, save_state

    device = best_device()
    part = sampled(table, most or (SUBSET if device == "cpu" else len(table)))
    labels = tuple(sorted(set(part.labels)))
    found = Encoder.of(encoder)
    tuning = Tuning(part, labels, found, plan, device)
    data = hashlib.sha256(repr((part.texts, part.labels, found.config)).encode("utf-8", "replace")).hexdigest()
    state = output.with_name(output.name + ".training")
    if resume:
        load_state(state, tuning, data)
    learnt = frozenset(map(mark, table.texts))
    tuning.run(progress, lambda: save_state(state, tuning, data))
    save_state(state, tuning, data)
    made = _finished(tuning, found, labels, learnt)
    made.save(output)
    return made


def sampled(table: Table, most: int, seed: int = 3) -> Table:
    """At most about `most` texts, of each label its share, and two at least."""
    if len(table) <= most:
        return table
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(table)).tolist()
    left = {name: max(2, round(count * most / len(table))) for name, count in Counter(table.labels).items()}
    kept = []
    for place in order:
        if left[table.labels[place]]:
            left[table.labels[place]] -= 1
            kept.append(place)
    return table.at(sorted(kept))


def need_transformers() -> None:
    """Raises UserError where PyTorch or transformers is missing."""
    try:
        import torch  # noqa: F401
        import transformers  # noqa: F401
    except ImportError:
        raise UserError("this classifier needs PyTorch and transformers; pip install 'frontrow[deep]'") from None


def _finished(tuning: "Tuning", encoder: Encoder, labels: tuple[str, ...], learnt: frozenset[int]) -> Bert:
    """The best weights, rounded as a file keeps them, and a heat fitted on what was held out for validation."""
    network = copy.deepcopy(tuning.network)
    network.load_state_dict({name: one.half().float() for name, one in tuning.best.items()}, strict=False)
    made = Bert(network.eval(), encoder.config, encoder.tokenizer, labels, learnt)
    made.course = tuning.course
    if len(tuning.valid_ids):
        found = tuning.judged(tuning.best).astype(np.float64)
        made.heat, _ = calibrated(found, np.asarray(tuning.valid_truth), np.zeros(len(labels)))
    return made
