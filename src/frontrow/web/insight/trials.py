"""Which way of recommending a visitor gets: the usual one, or that of the test that runs."""

import math
import time
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from frontrow.privacy import Count, server_key
from frontrow.recommend.insight.arms import arms
from frontrow.recommend.insight.shares import verdict
from frontrow.recommend.proof.experiment import Arm, Verdict, arm
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


def counted(trial: Trial) -> tuple[Arm, Arm]:
    """A test's arms, exactly, to be released with noise: visitors whose day in it is over, each in the arm she was
    first shown."""
    marks = {f"{MARK}{trial.slug}:{name}": number for number, name in enumerate(ARMS)}
    until = trial.ends.timestamp() if trial.ends else math.inf
    return arms(by_visitor(), marks, trial.measure, until, time.time())


@dataclass(frozen=True)
class Standing:
    """A test as it was released: its arms, what they say, and the chance that a fair coin made them this uneven."""

    arms: tuple[Arm, Arm]
    verdict: Verdict
    fair: float


def standing(told: list[list[list[Any]]]) -> Standing:
    """What a release says of a test. told: by arm, who came as far as the goal and who did not, as plain counts."""
    usual, other, said, fair = verdict([(Count(*came), Count(*not_came)) for came, not_came in told], EFFECT)
    return Standing((usual, other), said, fair)
