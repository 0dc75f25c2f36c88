"""What the visitors of a test did after they were first shown their arm."""

from collections.abc import Mapping, Sequence

from frontrow.recommend.events import Entry, Impression, Interaction
from frontrow.recommend.genuine import genuine
from frontrow.recommend.insight.visits import LONGEST, STAGES, STAYED, stage_of
from frontrow.recommend.proof.experiment import Arm

RIPE = 86_400.0  # seconds a visitor has, from when she was first shown her arm


def arms(
    hers: Mapping[str, Sequence[Entry]], models: Mapping[str, int], goal: str, until: float, now: float
) -> tuple[Arm, Arm]:
    """Each visitor once, in the arm she was shown first; her reward is 1 when she came as far as `goal` of STAGES.

    hers: a visitor's entries, oldest first. models: the arm by how a slate's model ends. until: when the test
    ended, in seconds since the epoch, or infinity. What she did counts from that first slate on, for RIPE
    seconds and not after `until`; she counts once that time is over, so that no reward changes after it was seen.
    """
    told = [Arm(), Arm()]
    for entries in hers.values():
        shown = (each for each in entries if isinstance(each, Impression) and each.model and each.at < until)
        first = next(((each.at, arm) for each in shown if (arm := _arm(each.model, models)) is not None), None)
        if first is None:
            continue
        began, arm = first
        over = min(began + RIPE, until)
        if now < over:
            continue
        done = [each for each in entries if isinstance(each, Interaction)]
        real = [each for each in genuine(done) if began <= each.at <= over]
        if done and not genuine(done):
            continue
        told[arm] = told[arm].add(float(_came(real) >= STAGES.index(goal)))
    return told[0], told[1]


def _arm(model: str | None, models: Mapping[str, int]) -> int | None:
    return next((arm for mark, arm in models.items() if (model or "").endswith(mark)), None)


def _came(done: Sequence[Interaction]) -> int:
    seconds: dict[str, float] = {}
    furthest = 0
    for each in done:
        if each.event in ("dwell", "linger"):
            seconds[each.item] = seconds.get(each.item, 0.0) + min(each.value or 0.0, LONGEST)
            furthest = max(furthest, 2 if seconds[each.item] >= STAYED else 1)
        elif each.value != 0:
            furthest = max(furthest, stage_of(each.event))
    return furthest
