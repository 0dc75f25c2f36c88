"""How much each fact about two garments counts: ours to begin with, learnt when there are looks enough."""

from collections.abc import Mapping, Sequence

WEIGHTS: Mapping[str, float] = {"colour": 0.5, "fabric": 0.3, "worn": 0.3, "house": 0.15, "together": 0.5}
ENOUGH = 50  # pairs worn together


def learn(worn: Sequence[Mapping[str, float]], not_worn: Sequence[Mapping[str, float]]) -> Mapping[str, float]:
    """The weights of a logistic regression that tells pairs worn together from pairs that are not, scaled to WEIGHTS.

    With fewer than ENOUGH of either kind WEIGHTS themselves. A fact that would count against is left out: what
    these looks happen to avoid is no reason to give. Only "colour" and "fabric" are learnt: garments of one look
    are of one house and worn together by definition, and "together" is about visitors.
    """
    if min(len(worn), len(not_worn)) < ENOUGH:
        return WEIGHTS
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    names = [name for name in WEIGHTS if name in ("colour", "fabric")]
    x = np.array([[facts[name] for name in names] for facts in (*worn, *not_worn)])
    y = np.repeat([1, 0], [len(worn), len(not_worn)])
    found = np.maximum(LogisticRegression(C=1.0).fit(x, y).coef_[0], 0.0)
    total = sum(WEIGHTS[name] for name in names)
    scale = total / found.sum() if found.sum() > 0 else 0.0
    return {**WEIGHTS, **{name: float(scale * weight) for name, weight in zip(names, found, strict=True)}}
