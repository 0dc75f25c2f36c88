"""From what somebody did to what she likes: one touch an item, as strong as the strongest thing she did."""

from collections.abc import Iterable

from frontrow.recommend.events import STANDING, Interaction
from frontrow.recommend.ranking import Touch

# How much each event says, a save being 1. Ours to choose until the site's own visitors have taught better.
STRENGTH = {
    "view": 0.3,
    "click": 0.4,
    "dwell": 0.8,  # after half a minute; less before, nothing for a glance
    "linger": 0.8,  # likewise: a camera she steered herself
    "attend": 0.8,  # likewise, of a show
    "like": 0.8,
    "share": 1.0,
    "save": 1.0,
    "try_on": 1.0,
    "add_to_bag": 1.3,
    "purchase": 1.6,
    "dismiss": -1.0,
}
# Seconds that say nothing, and seconds after which more say no more.
LASTING = {"dwell": (2.0, 30.0), "linger": (1.5, 30.0), "attend": (10.0, 300.0)}
TAKEN_BACK = {"save", "add_to_bag", "like", "dismiss"}
DELIBERATE = {*STANDING} - {"dismiss"}  # says more than an earlier dismissal
DAY = 86_400.0
HALF_LIFE_DAYS = 30.0


def strength(interaction: Interaction) -> float:
    """How much one interaction says that its item is liked: 0 when it says nothing, below 0 the contrary."""
    if interaction.event in LASTING:
        glance, long = LASTING[interaction.event]
        seconds = interaction.value or 0.0
        return STRENGTH[interaction.event] * min(seconds / long, 1.0) if seconds >= glance else 0.0
    if interaction.event in TAKEN_BACK and interaction.value == 0:
        return 0.0
    return STRENGTH.get(interaction.event, 0.0)


def decay(at: float, now: float) -> float:
    """What is left at `now` of what was done `at`: half after HALF_LIFE_DAYS; one day's deeds count alike."""
    return float(0.5 ** (max(now - at, 0.0) // DAY / HALF_LIFE_DAYS))


def taste(interactions: Iterable[Interaction], now: float | None = None) -> list[Touch]:
    """One touch an item, last touched last; doing a thing twice says it once, taking it back unsays it.

    An item that was dismissed has one touch, of negative weight, until that is taken back or she does something
    DELIBERATE with it. now: seconds since the epoch; older touches then weigh less (`decay`).
    """
    found: dict[str, dict[str, Touch]] = {}
    for done in interactions:
        touched = found.pop(done.item, {})
        worth = strength(done)
        if now is not None:
            worth *= decay(done.at, now)
        if done.event in TAKEN_BACK and done.value == 0:
            touched.pop(done.event, None)
        elif worth and abs(worth) >= abs(touched.get(done.event, Touch(done.item, 0.0)).weight):
            touched[done.event] = Touch(done.item, worth, done.event, done.at)
        if done.event in DELIBERATE and done.value != 0:
            touched.pop("dismiss", None)
        if touched:
            found[done.item] = touched
    return [
        touched.get("dismiss") or max(touched.values(), key=lambda touch: touch.weight) for touched in found.values()
    ]


def kept(interactions: Iterable[Interaction], *events: str) -> tuple[str, ...]:
    """The items with which one of `events` was done and not taken back since, by their last time.

    A `dismiss` is also taken back by anything DELIBERATE that she does with the item later.
    """
    found: dict[tuple[str, str], None] = {}
    for done in interactions:
        if done.event in DELIBERATE and done.value != 0:
            found.pop((done.item, "dismiss"), None)
        if done.event in events:
            found.pop((done.item, done.event), None)
            if done.value != 0 or done.event not in TAKEN_BACK:
                found[done.item, done.event] = None
    return tuple(dict.fromkeys(item for item, _ in found))
