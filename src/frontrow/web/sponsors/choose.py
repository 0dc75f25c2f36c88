"""Which sponsor is shown in a place: who may, by context, consent and caps; then pacing; then the auction."""

import random
import time
from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from frontrow.recommend.sponsor import Bid, Flight, auction, share
from frontrow.web.sponsors import caps
from frontrow.web.sponsors.agreed import may_choose
from frontrow.web.sponsors.busy import busy
from frontrow.web.sponsors.model import model
from frontrow.web.sponsors.models import THOUSAND, Campaign, Creative, Pays, PlaceSetting, Review
from frontrow.web.sponsors.places import PLACES, Place
from frontrow.web.sponsors.segment import segment_of
from frontrow.web.sponsors.showing import Showing

_chance = random.SystemRandom()


@dataclass(frozen=True)
class Placed:
    """A picture and the showing that it is."""

    creative: Creative
    showing: Showing

    @property
    def token(self) -> str:
        return self.showing.token


def placed(request: HttpRequest, name: str, house: str = "", without: Collection[int] = ()) -> Placed | None:
    """What is shown in a place of the page; None for nothing.

    house: the slug of the house that the page is about. without: numbers of campaigns that the page shows already.
    """
    place = PLACES[name]
    if caps.off(request) or (seen := caps.seen_today(request), caps.full(seen))[1]:
        return None
    floor = _floor(place)
    if floor is None:
        return None
    segment = segment_of(request) if may_choose(request) else None
    found = Creative.objects.filter(review=Review.APPROVED, shape=place.shape, campaign__in=Campaign.running())
    bids, by_campaign = [], {}
    facts_here = (f"place:{name}", f"language:{get_language()}", *([f"house:{house}"] if house else []))
    usual = model().rate(facts_here)
    now, hours = time.time(), busy()
    creatives = list(found.select_related("campaign__sponsor"))
    _chance.shuffle(creatives)  # of a campaign with several pictures each has its turn
    for creative in creatives:
        campaign = creative.campaign
        if campaign.pk in by_campaign or campaign.pk in without or seen.get(campaign.pk, 0) >= campaign.cap:
            continue
        if not _wanted(campaign, name, house, segment):
            continue
        flight = Flight(
            campaign.starts.timestamp(), campaign.ends.timestamp(), float(campaign.budget * THOUSAND), hours
        )
        if _chance.random() >= share(flight, float(campaign.spent), now):
            continue
        by_campaign[campaign.pk] = creative
        rate = model().rate((*facts_here, *_facts(creative, name)))
        bids.append(Bid(campaign.pk, campaign.amount, rate, usual, campaign.pays == Pays.CLICK))
    won = auction(bids, floor)
    if won is None:
        return None
    creative = by_campaign[won.bid.campaign]
    why = _why(creative.campaign, house, segment)
    showing = Showing.new(creative.pk, name, won.price, (*facts_here, *_facts(creative, name)), why)
    return Placed(creative, showing)


def _facts(creative: Creative, place: str) -> tuple[str, ...]:
    return (f"picture:{creative.pk}", f"sponsor:{creative.campaign.sponsor_id}", f"both:{creative.pk}|{place}")


def _wanted(campaign: Campaign, place: str, house: str, segment: str | None) -> bool:
    """Whether the campaign wants to be seen here, by this visitor."""
    return (
        (not campaign.places or place in campaign.places)
        and (not campaign.houses or house in campaign.houses)
        and (not campaign.languages or get_language() in campaign.languages)
        and (not campaign.segments or segment in campaign.segments)
    )


def _why(campaign: Campaign, house: str, segment: str | None) -> tuple[str, ...]:
    """What decided, as codes that the page of the showing puts into words."""
    reasons = ["place"] if campaign.places else []
    reasons += ["house"] if campaign.houses and house else []
    reasons += ["language"] if campaign.languages else []
    reasons += ["segment"] if campaign.segments and segment is not None else []
    return tuple(reasons)


def _floor(place: Place) -> int | None:
    """Thousandths for one showing; None where the organiser shows nothing."""
    if not settings.SPONSORS:
        return None
    setting = PlaceSetting.objects.filter(place=place.name).first()
    if setting is None:
        return place.floor
    return setting.floor if setting.on else None
