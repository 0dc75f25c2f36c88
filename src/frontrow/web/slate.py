"""What a page shows this visitor, why each of it, and how likely it was."""

import hashlib
import hmac
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from frontrow.language.reasons import sentence
from frontrow.privacy import Purpose, server_key
from frontrow.recommend.engine.history import history_of
from frontrow.recommend.item import Item
from frontrow.recommend.rank import Cap, Facts, Floor, Policy, Shown, rerank
from frontrow.recommend.rank.caps import worn_out
from frontrow.recommend.rank.rules import Rule, hidden, pinned
from frontrow.recommend.ranking import Touch
from frontrow.recommend.reason import Reason, reason_of, shares_of
from frontrow.web.consents import agrees
from frontrow.web.insight.trials import policy_of
from frontrow.web.learning import engine, explorer, names, recent, store, titles, visitor
from frontrow.web.rules.current import rules
from frontrow.web.season.models import Look
from frontrow.web.shop.dismissed import dismissed, just_dismissed
from frontrow.web.shop.kept import kept

POLICY, CAP = Policy(), Cap()
STEADY = 600.0  # seconds for which a visitor who comes back to a page meets the same chance
SAID, LITTLE = 10, 0.1  # at most so many reasons are told of a look, until what is left is little: that is summed up


@dataclass(frozen=True)
class Why:
    """One reason and its share of the score in percent, below zero for what held the look back."""

    text: str
    percent: int


@dataclass(frozen=True)
class Choice:
    look: Look
    reason: str
    why: tuple[Why, ...]
    rest: int  # percent that the reasons not told make up


@dataclass(frozen=True)
class Slate:
    """Looks shown together, and why. `reason` is set when one reason holds for all of them.

    undo: the look she has just said she is not interested in.
    """

    id: str
    model: str
    choices: tuple[Choice, ...]
    propensities: list[float]
    reason: str = ""
    undo: Look | None = None


_facts = Facts(()), tuple[Item, ...]()


def facts_of(catalogue: tuple[Item, ...]) -> Facts:
    """The facts of a catalogue, kept until there is another."""
    global _facts
    if _facts[1] is not catalogue:
        _facts = Facts(catalogue), catalogue
    return _facts[0]


@cache
def floor() -> Floor:
    """This process's account of what new designers were given."""
    return Floor(settings.NEW_DESIGNERS)


def slate(
    request: HttpRequest, count: int, place: str, look: Look | None = None, without: Collection[str] = ()
) -> Slate:
    """Up to `count` looks for this visitor, on the page of `look` or of none; not those the page shows already."""
    ranker, done, now = engine().ranker(), recent(request), time.time()
    who = visitor(request, Purpose.PERSONALISE)
    measured = who is not None and agrees(request, Purpose.MEASURE)
    facts = facts_of(ranker.catalogue)
    ruled = rules()
    out = hidden_here(request, ranker.catalogue, place, ruled)
    out |= dismissed(request) | kept(request) | set(without) | ({look.slug} if look else set())
    here = look.slug if look else None
    found = ranker.candidates(done, exclude=out, look=here)
    policy, arm = policy_of(who if measured else None, POLICY)
    shown = rerank(
        found,
        facts,
        count,
        policy,
        pins=pinned(ruled, now, place, out),
        worn=worn_out(store().shown_to(who, now - CAP.seconds), CAP, now, place) if who else (),
        bonus=floor().bonus,
        exploring=explorer().exploration if measured else None,  # where nothing may be learnt, nothing is tried
        chance=_chance(who, place, here, now) if who else 0.0,
    )
    floor().count(len(shown.shown), shown.new_designers, found.spread)
    looks = Look.objects.filter(slug__in=shown.items, published=True).select_related("collection__house", "asset")
    by_slug = {each.slug: each for each in looks}
    history, told = history_of(done, here), Told(titles(), names(), get_language() or "en")
    there = [each for each in shown.shown if each.item in by_slug]
    choices = tuple(told.choice(by_slug[each.item], each, history, facts.items) for each in there)
    reasons = {choice.reason for choice in choices}
    return Slate(
        uuid4().hex,
        shown.model + arm,
        choices,
        [round(each.propensity, 6) for each in there],
        reasons.pop() if len(reasons) == 1 else "",
        just_dismissed(request),
    )


def hidden_here(
    request: HttpRequest, catalogue: tuple[Item, ...], place: str, ruled: list[Rule] | None = None
) -> frozenset[str]:
    """What the organiser's rules keep from this visitor in this place, now."""
    return hidden(rules() if ruled is None else ruled, catalogue, time.time(), place, _region(request))


@dataclass(frozen=True)
class Told:
    """Says reasons in one language. titles: looks by slug. names: what reasons mention, by key."""

    titles: Mapping[str, str]
    names: Mapping[str, str]
    language: str

    def choice(self, look: Look, shown: Shown, history: list[Touch], catalogue: Mapping[str, Item]) -> Choice:
        shares = shares_of(shown, history, catalogue)
        largest = sorted(shares, key=lambda each: -abs(each.share))
        left = [sum(abs(each.share) for each in largest[many:]) for many in range(len(largest) + 1)]
        many = min(next(many for many, share in enumerate(left) if share <= LITTLE), SAID)
        told = [each for each in shares if each in largest[:many] and abs(each.share) >= 0.005]
        why = tuple(Why(self.say(each.reason, each.share < 0), round(100 * each.share)) for each in told)
        rest = 100 * sum(share.share for share in shares) - sum(each.percent for each in why)
        return Choice(look, self.say(reason_of(shown, history, catalogue)), why, round(rest))

    def say(self, reason: Reason, against: bool = False) -> str:
        return sentence(reason, self.language, self.titles, self.names, against=against)


def _region(request: HttpRequest) -> str:
    """The visitor's country as a proxy that is trusted says it; "" when none does."""
    return request.headers.get(settings.REGION_HEADER, "").upper() if settings.REGION_HEADER else ""


def _chance(who: str, place: str, look: str | None, now: float) -> float:
    """Uniform in [0, 1) over visitors and moments, and the same for a visitor who turns back within minutes."""
    said = f"{who}|{place}|{look}|{int(now / STEADY)}".encode()
    digest = hmac.new(server_key(settings.HOME.root), b"slate|" + said, hashlib.sha256).digest()
    return int.from_bytes(digest[:6], "big") / 2**48
