"""What a key opens beside the open catalogue: stock, and recommendations for somebody else's customers."""

import time
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from ninja import Field, Router, Schema

from frontrow.recommend import Interaction
from frontrow.recommend.engine.history import history_of
from frontrow.recommend.rank import Policy, rerank
from frontrow.recommend.rank.rules import hidden, pinned
from frontrow.recommend.reason import reason_of
from frontrow.web.api.errors import REFUSALS
from frontrow.web.api.shapes import SLUG, Problem
from frontrow.web.keys.bearer import Keyed
from frontrow.web.keys.models import Scope
from frontrow.web.learning import engine, names, titles
from frontrow.web.rules.current import rules
from frontrow.web.season.models import Look
from frontrow.web.shop.models import Variant
from frontrow.web.slate import Told, facts_of, floor

router = Router(tags=["For other programs"])
KEYED = {401: Problem, **REFUSALS}
MOST = 200  # of what she did
PLACE = "api"  # as the organiser's rules name where looks are shown


class StockOut(Schema):
    sku: str
    look: str
    size: str
    colour: str = Field(description='"#rrggbb", or empty for the colour that it walks in.')
    supply: str = Field(description="stock: from stock; order: made for each buyer.")
    stock: int


@router.get("/stock", response={200: list[StockOut], **KEYED}, auth=Keyed(Scope.CATALOGUE))
def stock(request: HttpRequest) -> Any:
    """What is in stock of the house that the key is of, or of all of them."""
    house = request.auth.house  # type: ignore[attr-defined]  # the key, by its check
    found = Variant.objects.filter(active=True, look__in=Look.objects.shown()).select_related("look")
    if house is not None:
        found = found.filter(look__collection__house=house)
    return [
        {
            "sku": variant.sku,
            "look": variant.look.slug,
            "size": variant.size,
            "colour": variant.colour,
            "supply": variant.supply,
            "stock": variant.stock,
        }
        for variant in found
    ]


class Done(Schema):
    look: str = Field(pattern=SLUG)
    event: str = Field("view", pattern="^(view|click|dwell|save|add_to_bag|purchase|like|share|try_on)$")


class Asked(Schema):
    history: list[Done] = Field(default_factory=list, max_length=MOST, description="What she did, the oldest first.")
    count: int = Field(12, ge=1, le=50)


class Recommended(Schema):
    look: str
    title: str
    page: str
    poster: str | None
    reason: str


@router.post("/recommendations", response={200: list[Recommended], **KEYED}, auth=Keyed(Scope.RECOMMEND))
def recommendations(request: HttpRequest, asked: Asked) -> Any:
    """Looks for somebody who did this, and why each. Nothing of it is kept, and nobody needs to be named."""
    ranker, now = engine().ranker(), time.time()
    first = now - len(asked.history)  # seconds apart: of her clock nothing is asked
    done = [Interaction("", each.look, each.event, first + number) for number, each in enumerate(asked.history)]
    facts, ruled = facts_of(ranker.catalogue), rules()
    out = hidden(ruled, ranker.catalogue, now, PLACE, "") | {each.look for each in asked.history}
    found = ranker.candidates(done, exclude=out)
    shown = rerank(found, facts, asked.count, Policy(), pins=pinned(ruled, now, PLACE, out), bonus=floor().bonus)
    looks = Look.objects.shown().filter(slug__in=shown.items).select_related("asset")
    there, told = {look.slug: look for look in looks}, Told(titles(), names(), get_language() or "en")
    history = history_of(done)
    return [
        {
            "look": each.item,
            "title": str(there[each.item]),
            "page": reverse("look", args=[each.item]),
            "poster": getattr(getattr(there[each.item], "asset", None), "poster_url", None),
            "reason": told.say(reason_of(each, history, facts.items)),
        }
        for each in shown.shown
        if each.item in there
    ]
