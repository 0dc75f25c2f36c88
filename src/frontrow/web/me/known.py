"""What is known about a visitor, as she reads it on her page: sentences, and the words in them she may deny."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from frontrow.language.labels import said
from frontrow.language.profile import tell
from frontrow.language.segments import moved, placed
from frontrow.recommend import Interaction
from frontrow.recommend.people.denied import denied
from frontrow.recommend.people.own import own
from frontrow.recommend.people.profile import FACETS, Fact, describe
from frontrow.recommend.people.segments import Segments, kept
from frontrow.web.learning import catalogue, names, titles
from frontrow.web.season.models import Look
from frontrow.web.shop.holder import holder_of
from frontrow.web.shop.models import BagLine
from frontrow.web.shop.models.catalogue import MADE
from frontrow.web.shows.models import Show


@dataclass(frozen=True)
class Word:
    """Something said of her: a facet, a label, and its name."""

    facet: str
    label: str
    name: str


@dataclass(frozen=True)
class Sentence:
    """text, and the words in it of which she may say that they are not true."""

    text: str
    words: tuple[Word, ...] = ()


@dataclass(frozen=True)
class Known:
    """facts: what she did and seems to like. among: where she is among the others, and how her taste moves; empty
    where nothing is to be said. unplaced: there are segments, and too little is known. denied: what is not true."""

    facts: list[Sentence]
    among: list[str]
    unplaced: bool
    denied: list[Word]


def known(request: HttpRequest, history: Sequence[Interaction]) -> Known:
    """All that is concluded from this history, in the reader's language."""
    language = get_language() or "en"
    items = catalogue()
    name, called = names(), titles() | {show.slug: str(show) for show in Show.objects.only("slug", "title")}
    currency = Look.objects.values_list("currency", flat=True).first() or "EUR"
    facts = describe(history, items)
    holder = holder_of(request)
    sizes = (
        BagLine.objects.filter(holder=holder)
        .exclude(variant__size=MADE)
        .order_by()
        .values_list("variant__size", flat=True)
        .distinct()
        if holder
        else []
    )
    if sizes:
        facts.append(Fact("sizes", tuple(sorted(sizes))))
    sentences = [
        Sentence(
            tell(fact, language, called, name, currency),
            tuple(_word(fact.kind, label, language, name) for label in fact.values if fact.kind in FACETS),
        )
        for fact in facts
    ]
    segments = _segments()
    hers = own(history, items, segments)
    among = placed(hers.place, segments.segments, language, name) if hers.place and segments else []
    if hers.drift:
        among.append(moved(hers.drift, language, name))
    unplaced = segments is not None and len(segments) > 1 and hers.place is None
    return Known(sentences, among, unplaced, [_word(*label, language, name) for label in denied(history)])


def _word(facet: str, label: str, language: str, name: dict[str, str]) -> Word:
    return Word(facet, label, said(facet, label, language, name))


def _segments() -> Segments | None:
    path = settings.HOME.segments
    try:
        return _read(str(path), path.stat().st_mtime_ns)
    except OSError:
        return None


@lru_cache(maxsize=2)
def _read(path: str, changed: int) -> Segments | None:
    return kept(Path(path))
