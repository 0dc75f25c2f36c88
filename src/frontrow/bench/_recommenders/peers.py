"""The peers of the recommender bench, and the settings among which the same validation chooses for them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from frontrow.recommend.proof.family import Size

WIDE = 20_000  # items from which a dense matrix of items by items is not asked of a peer either


@dataclass(frozen=True)
class Peer:
    """library: a key of environment.LIBRARIES. model: its name in that script. neural: trained until the cap."""

    library: str
    model: str
    settings: Sequence[dict[str, Any]] = field(default_factory=list)
    neural: bool = False


def peers(size: Size) -> dict[str, Peer | str]:
    """By name each peer, or why it is left out on data of this size."""
    knn = [{"weighting": weighting, "k": k} for weighting, k in product(("tfidf", "bm25", "cosine"), (50, 200, 500))]
    als = [
        {"factors": factors, "regularization": regularization, "alpha": alpha}
        for factors, regularization, alpha in product((64, 128, 16), (10.0, 1.0, 0.01), (1.0, 5.0, 20.0))
    ]
    bpr = [
        {"factors": factors, "regularization": regularization, "learning_rate": rate}
        for factors, regularization, rate in ((128, 0.01, 0.05), (64, 0.01, 0.01), (64, 0.05, 0.05))
    ]
    warp = [{"no_components": factors, "epochs": epochs} for factors, epochs in ((64, 15), (64, 30), (32, 15))]
    wide = f"a dense matrix of {size.items:,} items by items" if size.items > WIDE else ""
    loss = {"loss": "softmax"} if size.items <= 5_000 else {"loss": "sampled_softmax", "n_negatives": 256}
    length = 100 if size.events > 50 * size.users else 50  # events of a history that SASRec reads
    sasrec = {"n_blocks": 2, "n_heads": 1, "n_factors": 64, "session_max_len": length, "epochs": 100, "batch_size": 128}
    return {
        "implicit kNN": Peer("implicit", "kNN", knn),
        "implicit ALS": Peer("implicit", "ALS", als),
        "implicit BPR": Peer("implicit", "BPR", bpr),
        "LightFM WARP": Peer("lightfm", "WARP", warp),
        "RecTools EASE": wide
        or Peer("rectools", "EASE", [{"regularization": l2} for l2 in (500.0, 100.0, 20.0, 1000.0)]),
        "RecTools SASRec": Peer("rectools", "SASRec", [sasrec | loss], neural=True),
    }
