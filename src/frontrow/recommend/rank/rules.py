"""The organiser's rules: what must be shown, what must not, where, and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from frontrow.recommend.item import Item

Act = Literal["pin", "hide", "region", "embargo"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule about an item, or about every item of a house.

    pin: shown at `position` (1 is first). hide: never shown. region: shown only to visitors who are known to be
    in one of `regions`. embargo: not shown before `ends`. A rule holds from `starts` until `ends` (seconds since
    the epoch, None without end), on `place` or everywhere.
    """

    act: Act
    item: str = ""
    house: str = ""
    place: str = ""
    position: int = 1
    regions: tuple[str, ...] = ()
    starts: float | None = None
    ends: float | None = None

    def holds(self, now: float, place: str) -> bool:
        begun = self.starts is None or self.starts <= now
        return begun and (self.ends is None or now < self.ends) and self.place in ("", place)

    def concerns(self, item: Item) -> bool:
        return self.item == item.id or (bool(self.house) and self.house == item.house)


def hidden(rules: Iterable[Rule], items: Iterable[Item], now: float, place: str, region: str) -> frozenset[str]:
    """What may not be shown here and now to a visitor in `region` ("" when unknown)."""
    held = [rule for rule in rules if rule.act != "pin" and rule.holds(now, place)]
    held = [rule for rule in held if rule.act != "region" or region not in rule.regions]
    return frozenset(item.id for item in items if any(rule.concerns(item) for rule in held)) if held else frozenset()


def pinned(rules: Iterable[Rule], now: float, place: str, excluded: Iterable[str] = ()) -> Mapping[int, str]:
    """Which item is pinned to which place of the slate, counted from 0; the rule given first wins."""
    out, found = set(excluded), dict[int, str]()
    for rule in rules:
        free = rule.item not in out and rule.position - 1 not in found
        if rule.act == "pin" and rule.item and free and rule.holds(now, place):
            found[rule.position - 1] = rule.item
            out.add(rule.item)
    return found
