"""How likely a showing is to be clicked: a logistic regression that learns from each showing as it is seen.

Each weight has a mean and a variance; a showing moves the weights it is about, those that are little known the most
(the extended Kalman filter with a diagonal covariance; compare Graepel and others, Web-Scale Bayesian Click-Through
Rate Prediction, ICML 2010). A showing is learnt when it is seen, as one without a click; a click that follows is learnt
then. So each click has a false "no" beside it, and the rate that was meant is the odds of the one that was learnt
(Ktena and others, Addressing Delayed Feedback for Continuous Training, RecSys 2019). Nothing waits, and nothing is kept
of a showing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log

USUAL = 0.005  # clicks a showing before anything is known: about what fashion pages see (Open Bandit Dataset, 2020)
PRIOR = 0.1  # variance of a weight: a fact may well make a click a third more or less likely
FIRST = 1.0  # variance of the weight that all showings share
EVERY = "every"
DRIFT = 1e-7  # variance that comes back to a weight with each showing it is about: what was learnt long ago counts less


@dataclass(slots=True)
class Weight:
    """What one fact adds to the logarithm of the odds, and how unsure that is."""

    mean: float
    variance: float


@dataclass
class ClickModel:
    """weights: by fact, such as "place:front/programme". A fact that is not there has the prior.

    delayed: a click comes after its showing was learnt as one without, so that rates are read as odds.
    """

    weights: dict[str, Weight] = field(default_factory=dict)
    prior: float = PRIOR
    usual: float = USUAL
    drift: float = DRIFT
    delayed: bool = True

    def rate(self, facts: Iterable[str]) -> float:
        """Clicks a showing with these facts is foretold to get.

        What is not known of the weights is not averaged over: with clicks this rare it would raise rates by a third.
        """
        learnt = _sigmoid(self._sum([EVERY, *facts])[0])
        return min(learnt / (1.0 - learnt), 1.0) if self.delayed else learnt

    def learn(self, facts: Iterable[str], clicked: bool) -> None:
        """One showing that was seen, or one click."""
        named = [EVERY, *facts]
        mean, variance = self._sum(named)
        expected = _sigmoid(mean)
        firm = expected * (1.0 - expected)
        gain = 1.0 / (1.0 + firm * variance)
        for name in named:
            weight = self.weights.setdefault(name, self._unknown(name))
            step = weight.variance * gain
            weight.mean += step * (float(clicked) - expected)
            weight.variance = min(weight.variance * (1.0 - firm * step) + self.drift, FIRST)

    def learn_all(self, rows: Sequence[Sequence[str]], clicked: Sequence[bool]) -> None:
        """Showings whose outcome is known, in their order."""
        for facts, outcome in zip(rows, clicked, strict=True):
            self.learn(facts, outcome)

    def _sum(self, named: Sequence[str]) -> tuple[float, float]:
        mean = variance = 0.0
        for name in named:
            weight = self.weights.get(name) or self._unknown(name)
            mean += weight.mean
            variance += weight.variance
        return mean, variance

    def _unknown(self, name: str) -> Weight:
        return Weight(log(self.usual / (1.0 - self.usual)), FIRST) if name == EVERY else Weight(0.0, self.prior)

    @classmethod
    def of(cls, kept: Mapping[str, tuple[float, float]]) -> "ClickModel":
        """The model whose weights were kept as (mean, variance)."""
        return cls({name: Weight(mean, variance) for name, (mean, variance) in kept.items()})


def _sigmoid(x: float) -> float:
    return 1.0 / (1.0 + exp(-x)) if x >= 0 else exp(x) / (1.0 + exp(x))
