"""From what somebody did to what she likes: one touch an item, as strong as the strongest thing she did."""

from collections.abc import Iterable

from frontrow.recommend.events import Interaction
from frontrow.recommend.ranking import Touch

# How much each event says, a save being 1. Ours to choose until the site's own visitors have taught better.
STRENGTH = {
    "view": 0.3,
    "click": 0.4,
    "dwell": 0.8,  # after half a minute; less before, nothing for a glance
    "like": 0.8,
    "share": 1.0,
    "save": 1.0,
    "try_on": 1.0,
    "add_to_bag": 1.3,
    "purchase": 1.6,
}
GLANCE, LONG = 2.0, 30.0  # seconds
TAKEN_BACK = {"save", "add_to_bag", "like"}


def strength(interaction: Interaction) -> float:
    """How much one interaction says that its item is liked; 0 when it says nothing."""
    if interaction.event == "dwell":
        seconds = interaction.value or 0.0
        return STRENGTH["dwell"] * min(seconds / LONG, 1.0) if seconds >= GLANCE else 0.0
    return STRENGTH.get(interaction.event, 0.0)


def taste(interactions: Iterable[Interaction]) -> list[Touch]:
    """One touch an item, last touched last; doing a thing twice says it once, taking it back unsays it."""
    found: dict[str, dict[str, Touch]] = {}
    for done in interactions:
        touched = found.pop(done.item, {})
        worth = strength(done)
        if done.event in TAKEN_BACK and done.value == 0:
            touched.pop(done.event, None)
        elif worth and worth >= touched.get(done.event, Touch(done.item, 0.0)).weight:
            touched[done.event] = Touch(done.item, worth, done.event, done.at)
        if touched:
            found[done.item] = touched
    return [max(touched.values(), key=lambda touch: touch.weight) for touched in found.values()]


def kept(interactions: Iterable[Interaction], *events: str) -> tuple[str, ...]:
    """The items with which one of `events` was done and not taken back since, by their last time."""
    found: dict[tuple[str, str], None] = {}
    for done in interactions:
        if done.event in events:
            found.pop((done.item, done.event), None)
            if done.value != 0 or done.event not in TAKEN_BACK:
                found[done.item, done.event] = None
    return tuple(dict.fromkeys(item for item, _ in found))
