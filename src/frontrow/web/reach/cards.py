"""The wide pictures that stand for pages where they are sent round: where they are kept, and what they show.

A look's lies beside its other files; those of a show, a house and a season are strips of their looks' posters, named
by those. A page whose picture is not there yet is sent round with its look's poster.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings

from frontrow.web.reach.picture import Picture
from frontrow.web.season.models import House, Look, Season
from frontrow.web.shows.models import Show
from frontrow.web.studio.models import LookAsset

SIZE = (1200, 630)  # pixels, as `frontrow.look.card` draws them: that module brings scipy, which no page needs
ENDING = ".card.jpg"
FOLDER = "cards"  # below the media folder
ACROSS = 5  # posters in a strip, at most
POSTER = (900, 1200)  # pixels


def card_of_look(asset: LookAsset | None, alt: str) -> Picture | None:
    """A look's picture: its card, else its poster, else none."""
    if asset is None or not asset.poster:
        return None
    path = card_path(asset)
    if (Path(settings.MEDIA_ROOT) / path).exists():
        return Picture(f"{settings.MEDIA_URL}{path}", *SIZE, alt)
    return Picture(asset.poster_url or "", *POSTER, alt)


def card_path(asset: LookAsset) -> str:
    """Below the media folder, beside the poster it is drawn with."""
    return asset.poster.removesuffix(".webp") + ENDING


def strip(looks: Iterable[Look], alt: str) -> Picture | None:
    """The picture of several looks; the first one's poster until it is made."""
    assets = posters(looks)
    if not assets:
        return None
    path = strip_path(assets)
    if (Path(settings.MEDIA_ROOT) / path).exists():
        return Picture(f"{settings.MEDIA_URL}{path}", *SIZE, alt)
    return Picture(assets[0].poster_url or "", *POSTER, alt)


def posters(looks: Iterable[Look]) -> list[LookAsset]:
    """Those of the looks that a strip shows: made, and spread evenly over the line-up."""
    made = [asset for look in looks if look.published and (asset := getattr(look, "asset", None)) and asset.poster]
    if len(made) <= ACROSS:
        return made
    return [made[round(k * (len(made) - 1) / (ACROSS - 1))] for k in range(ACROSS)]


def strip_path(assets: list[LookAsset]) -> str:
    """Below the media folder, named by the posters in it."""
    return f"{FOLDER}/{hashlib.sha256(chr(10).join(a.poster for a in assets).encode()).hexdigest()[:20]}.jpg"


def card_of_show(show: Show) -> Picture | None:
    """show: with its places and their looks at hand."""
    return strip([place.look for place in show.places.all()], str(show))


def card_of_house(house: House, looks: Iterable[Look]) -> Picture | None:
    """looks: with their files at hand, in order; None until one of them is made."""
    return strip(looks, house.name)


def card_of_season(season: Season) -> Picture | None:
    """None until one of its looks is made."""
    return strip(looks_of(season), str(season))


def looks_of(season: Season) -> Any:
    """A season's looks in order, with their files."""
    return Look.objects.filter(collection__season=season, published=True).select_related("asset")
