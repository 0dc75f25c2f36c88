"""From the database to the show: the line-up and the looks that are ready become a timeline."""

import logging
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from frontrow.errors import UserError
from frontrow.show import LineUp, Timeline, Venue, Walk, clips_of, timeline
from frontrow.show.lineup import LineUpError, venue
from frontrow.show.score import Score, score
from frontrow.web.shows.models import Show
from frontrow.web.shows.schedule import When, slot
from frontrow.web.studio.models import LookAsset

log = logging.getLogger("frontrow.shows")


def lineup(show: Show, start: float | None = None) -> LineUp:
    """The show as `frontrow.show` knows it, with all its looks, made or not; without `start` it loops."""
    looks = [place.look for place in show.places.all()]
    return LineUp(
        slug=show.slug,
        title=dict(show.title),
        houses=tuple(dict.fromkeys(look.house.slug for look in looks)),
        looks=tuple(look.slug for look in looks),
        bpm=float(show.bpm),
        bars=show.bars,
        start=start,
        venue=_venue(show),
        score=_score(show),
    )


def _venue(show: Show) -> Venue:
    """The show's venue; the usual one when what is stored is none, so that the show goes on."""
    try:
        return venue(show.venue, show.slug)
    except LineUpError as error:
        log.warning("%s", error)
        return Venue()


def _score(show: Show) -> Score | None:
    """The show's score; a piece of its own when there is none that can be played."""
    try:
        return score(show.score, show.slug) if show.score else None
    except UserError as error:
        log.warning("%s", error)
        return None


def with_looks(shows: "QuerySet[Show]") -> "QuerySet[Show]":
    """The shows with everything a timeline needs, in a few queries."""
    return shows.prefetch_related("places__look__collection__house", "places__look__asset")


def walks(show: Show) -> dict[str, Walk]:
    """How each look that is ready walks."""
    ready = {}
    for place in show.places.all():
        asset = getattr(place.look, "asset", None)
        if asset and asset.is_there and place.look.published:
            ready[place.look.slug] = _walk(place.look, asset)
    return ready


def _walk(look: Any, asset: LookAsset) -> Walk:
    walk = asset.report.get("walk", {})
    return Walk(
        speed=float(walk.get("speed", 1.2)),
        period=float(walk.get("period", 120 / 112)),
        height=float(asset.report.get("height", 1.78)),
        house=look.house.slug,
        title=dict(look.title),
        house_title={"en": look.house.name},
        glb=asset.glb_url,
        poster=asset.poster_url,
        finish=look.finish,
        url=f"/looks/{look.slug}/",
        clips=clips_of(asset.report.get("clips")),
    )


def seconds(show: Show) -> float:
    """How long the show is now, with the looks that are ready."""
    return timeline(lineup(show), walks(show)).duration


def current(show: Show, now: datetime) -> Timeline:
    """The timeline to play at `now`: on its own clock while it is scheduled, looping at any other time."""
    place = slot(show, now, seconds(show))
    live = place.at if place.when is When.NOW else None
    return timeline(lineup(show, live.timestamp() if live else None), walks(show))
