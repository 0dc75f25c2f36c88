"""How each kind of page is passed on: the season's front, shows, houses, looks."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from frontrow.web.reach.cards import card_of_house, card_of_look, card_of_season, card_of_show
from frontrow.web.reach.data.event import event
from frontrow.web.reach.data.organisation import house_of, site
from frontrow.web.reach.data.product import product
from frontrow.web.reach.data.trail import trail
from frontrow.web.reach.shared import Shared
from frontrow.web.season.facts import GarmentFacts
from frontrow.web.season.models import Collection, House, Look, Season
from frontrow.web.shop.offers import Offer
from frontrow.web.shows.models import Show
from frontrow.web.shows.schedule import Slot


def front(request: HttpRequest, season: Season) -> Shared:
    """season: with its line, in the language of the request."""
    return Shared(card_of_season(season), data=[site(request, str(season), str(season.line))])


def shows(request: HttpRequest) -> Shared:
    return Shared(data=[trail(request, (_("Shows"), reverse("shows")))])


def show(request: HttpRequest, slot: Slot, seconds: float) -> Shared:
    """slot: where the show stands now. seconds: how long it is."""
    found = slot.show
    picture = card_of_show(found)
    way = trail(request, (_("Shows"), reverse("shows")), (str(found), found.get_absolute_url()))
    told = event(request, found, slot.at or _last(found), seconds, [picture.path] if picture else [])
    return Shared(picture, "video.other", [way, *([told] if told else [])])


def _last(show: Show) -> datetime | None:
    """When a show that is over was."""
    if show.start is not None or show.daily is None:
        return show.start
    today = datetime.combine(timezone.now().date(), show.daily, UTC)
    return today if today <= timezone.now() else today - timedelta(days=1)


def house(request: HttpRequest, found: House, collection: Collection | None) -> Shared:
    """collection: what it shows this season, None for nothing."""
    looks = collection.looks.all() if collection else []
    way = trail(request, (_("Houses"), f"{reverse('front')}#houses"), (found.name, found.get_absolute_url()))
    return Shared(card_of_house(found, looks), "profile", [way, house_of(request, found)])


def look(request: HttpRequest, found: Look, garments: Sequence[GarmentFacts], offers: Sequence[Offer]) -> Shared:
    """garments, offers: as the page shows them."""
    asset = getattr(found, "asset", None)
    picture = card_of_look(asset, f"{found}, {found.house}")
    pictures = list(dict.fromkeys(path for path in (picture and picture.path, asset and asset.poster_url) if path))
    here = found.house
    way = trail(request, (here.name, here.get_absolute_url()), (str(found), found.get_absolute_url()))
    return Shared(picture, "product", [way, product(request, found, asset, garments, offers, pictures)])
