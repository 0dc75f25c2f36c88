"""What finishes a look, on its page, and what to watch after a show."""

from dataclasses import dataclass
from uuid import uuid4

from django.http import HttpRequest
from django.utils.translation import get_language

from frontrow.language.outfits import tell_finish
from frontrow.language.reasons import sentence
from frontrow.recommend.engine.history import history_of
from frontrow.recommend.item import Item
from frontrow.recommend.outfit import Outfits
from frontrow.recommend.rank import Policy, rerank
from frontrow.recommend.reason import reason_of
from frontrow.web.learning import engine, names, recent, titles
from frontrow.web.season.models import Look
from frontrow.web.shop.dismissed import dismissed
from frontrow.web.shows.models import Show
from frontrow.web.slate import facts_of, hidden_here

MODEL = "outfit-1"
TOLD = frozenset({"house", "fabrics", "garments", "colors", "colors?", "prints", "together", "next"})


@dataclass(frozen=True)
class Finished:
    """A look that has the garment, and the line that says so."""

    look: Look
    reason: str


@dataclass(frozen=True)
class Finishing:
    """What finishes a look; certain, so every propensity is 1."""

    id: str
    choices: tuple[Finished, ...]
    model: str = MODEL

    @property
    def propensities(self) -> list[float]:
        return [1.0] * len(self.choices)


_outfits = Outfits(()), tuple[Item, ...]()


def outfits_of(catalogue: tuple[Item, ...]) -> Outfits:
    """The garments of a catalogue, kept until there is another."""
    global _outfits
    if _outfits[1] is not catalogue:
        _outfits = Outfits(catalogue), catalogue
    return _outfits[0]


def finishing(request: HttpRequest, look: Look, count: int = 3) -> Finishing:
    """At most `count` garments of other looks that finish this one."""
    catalogue = engine().ranker().catalogue
    out = hidden_here(request, catalogue, "look/complete") | dismissed(request)
    found = [each for each in outfits_of(catalogue).complete(look.slug, count + len(out)) if each.piece.look not in out]
    looks = Look.objects.filter(slug__in=[each.piece.look for each in found[:count]], published=True)
    by_slug = {each.slug: each for each in looks.select_related("collection__house", "asset")}
    called, language = names(), get_language() or "en"
    return Finishing(
        uuid4().hex,
        tuple(
            Finished(by_slug[each.piece.look], tell_finish(each, language, called))
            for each in found[:count]
            if each.piece.look in by_slug
        ),
    )


def watch_next(request: HttpRequest, show: Show) -> list[tuple[str, str]]:
    """The other shows by slug, what she would like best first, each with a reason or ""."""
    ranker, done = engine().ranker(), recent(request)
    facts, language = facts_of(ranker.catalogue), get_language() or "en"
    out = hidden_here(request, ranker.catalogue, "show/next")
    found = ranker.candidates(done, exclude=out, look=show.slug, kind="show")
    history, called, known = history_of(done, show.slug), titles() | show_titles(), names()
    ordered = rerank(found, facts, len(found), Policy(variety=0.0))
    told = []
    for each in ordered.shown:
        reason = reason_of(each, history, facts.items)
        told.append((each.item, sentence(reason, language, called, known, of="show") if reason.kind in TOLD else ""))
    return told


def show_titles() -> dict[str, str]:
    """Every show's title in the reader's language, by slug."""
    return {show.slug: str(show) for show in Show.objects.only("slug", "title")}
