"""For the organiser: how each page is passed on, what it lacks, and whether letters can go."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from frontrow.web.context import NATIVE, current_season
from frontrow.web.people.models import Role
from frontrow.web.people.roles import only
from frontrow.web.reach.cards import SIZE, card_of_house, card_of_look, card_of_season, card_of_show
from frontrow.web.reach.origin import origin
from frontrow.web.reach.picture import Picture
from frontrow.web.season.models import Look, Season
from frontrow.web.shows.timeline import with_looks
from frontrow.web.smtp import CONSOLE

LINE = 160  # characters of a description that search engines show, about


@dataclass(frozen=True)
class Passed:
    """A page as others see it, and in words what it lacks."""

    title: str
    line: str
    path: str
    picture: Picture | None
    lacks: list[str]


@never_cache
@only(Role.ORGANISER)
def reach(request: HttpRequest) -> HttpResponse:
    season = current_season()
    context = {
        "pages": list(_pages(season)) if season else [],
        "house": origin(request),
        "named": bool(settings.SITE),
        "letters": settings.EMAIL_BACKEND != CONSOLE,
    }
    return render(request, "reach/backstage.html", context)


def _pages(season: Season) -> Iterable[Passed]:
    yield _passed(season, season.line, "/", card_of_season(season))
    for show in with_looks(season.shows.filter(published=True)):
        yield _passed(show, show.text, show.get_absolute_url(), card_of_show(show))
    looks = Look.objects.filter(collection__season=season, published=True).select_related("asset", "collection__house")
    for collection in season.collections.select_related("house"):
        mine = [look for look in looks if look.collection_id == collection.pk]
        house = collection.house
        yield _passed(house, house.line, house.get_absolute_url(), card_of_house(house, mine), titled=True)
        for look in mine:
            card = card_of_look(getattr(look, "asset", None), str(look))
            yield _passed(look, look.text, look.get_absolute_url(), card)


def _passed(thing: Any, line: Any, path: str, picture: Picture | None, titled: bool = False) -> Passed:
    """titled: its name is the same in every language."""
    lacks = []
    for code, _name in settings.LANGUAGES:
        if not line.get(code):
            lacks.append(_("No description in %(language)s.") % {"language": NATIVE.get(code, code)})
        if not titled and not thing.title.get(code):
            lacks.append(_("No title in %(language)s.") % {"language": NATIVE.get(code, code)})
    if picture is None:
        lacks.append(_("No picture: the look is not made yet."))
    elif picture.width != SIZE[0]:
        lacks.append(_("The wide picture is not drawn yet; the poster stands in."))
    if len(str(line)) > LINE:
        lacks.append(_("The description is long; search engines cut it."))
    return Passed(str(thing), str(line), path, picture, lacks)
