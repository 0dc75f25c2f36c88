"""Which way of recommending a visitor gets: the usual one, or that of the test that runs."""

import math
import time
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from frontrow.privacy import server_key
from frontrow.recommend.insight.arms import arms
from frontrow.recommend.proof.experiment import Arm, Verdict, arm, compare, fair
from frontrow.recommend.rank import Policy
from frontrow.web.insight.models import Trial
from frontrow.web.insight.reading import by_visitor

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


def standing(trial: Trial) -> Standing:
    """The test as it stands: visitors whose day in it is over, each in the arm she was first shown."""
    marks = {f"{MARK}{trial.slug}:{name}": number for number, name in enumerate(ARMS)}
    until = trial.ends.timestamp() if trial.ends else math.inf
    usual, other = arms(by_visitor(), marks, trial.measure, until, time.time())
    return Standing((usual, other), compare(usual, other, EFFECT), fair((usual.visitors, other.visitors), SHARES))
