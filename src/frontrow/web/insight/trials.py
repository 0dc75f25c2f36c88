"""Which way of recommending a visitor gets: the usual one, or that of the test that runs."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from frontrow.privacy import server_key
from frontrow.recommend.insight.visits import STAGES, Visits
from frontrow.recommend.proof.experiment import Arm, Verdict, arm, compare, fair
from frontrow.recommend.rank import Policy
from frontrow.web.insight.models import Trial

ARMS = ("usual", "other")
SHARES = (0.5, 0.5)
EFFECT = 0.05  # a difference worth finding, in shares of the visitors: what the interval is sharpest for
MARK = "~"  # between the model that made a slate and the arm it was made for


def running() -> Trial | None:
    """The test that runs now."""
    now = timezone.now()
    return Trial.objects.filter(Q(ends=None) | Q(ends__gt=now), starts__lte=now).first()


def policy_of(visitor: str | None, usual: Policy) -> tuple[Policy, str]:
    """How to re-rank for this visitor, and what to add to the model's name, so that the slate says its arm.

    Whom nothing may be learnt from is in no test.
    """
    trial = running() if visitor else None
    if trial is None or visitor is None:
        return usual, ""
    number = arm(server_key(settings.HOME.root), trial.slug, visitor, SHARES)
    policy = replace(usual, variety=trial.variety, explore=trial.explore) if number else usual
    return policy, f"{MARK}{trial.slug}:{ARMS[number]}"


@dataclass(frozen=True)
class Standing:
    """A test as it stands: its arms, what they say, and the chance that a fair coin made them this uneven."""

    arms: tuple[Arm, Arm]
    verdict: Verdict
    fair: float


def standing(trial: Trial, visits: Visits) -> Standing:
    """Each visitor counts once, in the arm she was shown first; her reward is 1 when she came as far as asked."""
    goal = STAGES.index(trial.measure)
    sides = [Arm(), Arm()]
    for came, models in zip(visits.reached.max(axis=1, initial=-1) >= goal, visits.models, strict=True):
        number = _arm(trial, (name for name, _ in models))
        if number is not None:
            sides[number] = sides[number].add(float(came))
    usual, other = sides
    return Standing((usual, other), compare(usual, other, EFFECT), fair((usual.visitors, other.visitors), SHARES))


def _arm(trial: Trial, models: Iterable[str]) -> int | None:
    for name in models:
        slug, _, said = name.partition(MARK)[2].rpartition(":")
        if slug == trial.slug and said in ARMS:
            return ARMS.index(said)
    return None
