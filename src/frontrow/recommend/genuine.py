"""What a person did, told apart from what a program did in her place and from what a nervous finger did twice."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from frontrow.recommend.events import Interaction
from frontrow.recommend.taste import LASTING

TWICE = 1.0  # seconds within which the same deed is one deed
# At most so many acts (what she does at once: looking for a while is none) within so many seconds: four a second
# for five seconds, or one every four seconds for an hour, is no person with a mouse.
HASTE = ((5.0, 20), (60.0, 90), (3600.0, 900))
ENOUGH = 20  # acts or views before their rhythm, or the want of any dwelling, says something
EVEN = 0.05  # of the median gap: people's gaps differ by half of it or more, a timer's by a few hundredths
PAUSE = 600.0  # seconds: longer gaps lie between visits
# User agents of programs that say so themselves. The header is looked at once and kept nowhere.
PROGRAM = re.compile(
    r"headless|phantomjs|puppeteer|playwright|selenium|(?<!cu)bot\b|crawl|spider|scrapy|curl/|wget/|python-|aiohttp|okhttp"
    r"|go-http-client|libwww|node-fetch|axios/",
    re.IGNORECASE,
)


def genuine(interactions: Sequence[Interaction], watched: bool = True) -> list[Interaction]:
    """One visitor's interactions without repetitions, in their order; none when they are not a person's.

    A pure function of the record, so that whoever counts can count again. watched: the source tells how long
    something was looked at, so that never having looked at anything means something (see `automatic`).
    """
    done = _once(interactions)
    return [] if automatic(done, watched) else done


def automatic(interactions: Sequence[Interaction], watched: bool = True) -> str | None:
    """Why one visitor's interactions are not a person's: "haste", "rhythm" or "glance"; None when they may be.

    haste: more acts than a hand can do (HASTE). rhythm: gaps as even as a timer's. glance: many looks opened and
    not one looked at for a second.
    """
    acts = sorted((done for done in interactions if done.event not in LASTING), key=lambda done: done.at)
    if any(_crowded([done.at for done in acts], seconds, most) for seconds, most in HASTE):
        return "haste"
    kinds = {done.event for done in acts}
    series = [acts] + [[done for done in acts if done.event == kind] for kind in kinds if len(kinds) > 1]
    if any(_even([done.at for done in one]) for one in series):
        return "rhythm"
    views = sum(done.event == "view" for done in acts)
    stayed = any(done.event in LASTING and (done.value or 0.0) >= 1.0 for done in interactions)
    return "glance" if watched and views >= ENOUGH and not stayed else None


def _once(interactions: Sequence[Interaction]) -> list[Interaction]:
    """Without what repeats the same event with the same item within TWICE; taking back is another deed."""
    last: dict[tuple[str, str, bool], float] = {}
    found = []
    for done in interactions:
        deed = done.item, done.event, done.value == 0
        before = last.get(deed)
        if before is None or abs(done.at - before) >= TWICE:
            found.append(done)
            last[deed] = done.at
    return found


def _crowded(at: Sequence[float], seconds: float, most: int) -> bool:
    return any(later - earlier < seconds for earlier, later in zip(at, at[most:], strict=False))


def _even(at: Sequence[float]) -> bool:
    gaps = [later - earlier for earlier, later in pairwise(at) if 0 < later - earlier < PAUSE]
    if len(gaps) < ENOUGH:
        return False
    usual = median(gaps)
    return median(abs(gap - usual) for gap in gaps) < EVEN * usual
