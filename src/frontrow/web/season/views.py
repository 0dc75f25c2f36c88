"""The season's front page, the houses, the looks."""

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import cache_control

from frontrow.web.context import current_season
from frontrow.web.finish import finishing
from frontrow.web.learning import recent
from frontrow.web.reach import sharing
from frontrow.web.season.facts import GarmentFacts, body_facts, dyed_garment, garment_facts
from frontrow.web.season.models import Collection, House, Look
from frontrow.web.season.words import FINISHES
from frontrow.web.shop.holder import holder_of
from frontrow.web.shop.models import Saved
from frontrow.web.shop.offers import Offer, offers, other_colours
from frontrow.web.shop.place import market_of
from frontrow.web.shows.schedule import When, schedule
from frontrow.web.shows.timeline import seconds, with_looks
from frontrow.web.slate import slate
from frontrow.web.takeaway.models import files_of, licence_of


def _collections(season_id: int) -> list[Collection]:
    looks = Look.objects.filter(published=True).select_related("asset", "collection__house")
    return list(
        Collection.objects.filter(season=season_id)
        .select_related("house")
        .prefetch_related(Prefetch("looks", looks.order_by("number")))
    )


def front(request: HttpRequest) -> HttpResponse:
    """What is on, what was chosen for you, the houses, the looks."""
    season = current_season()
    if season is None:
        return render(request, "season/closed.html")
    shows = list(with_looks(season.shows.filter(published=True)))
    slots = schedule([(show, seconds(show)) for show in shows], timezone.now())
    collections = _collections(season.pk)
    looks = [look for collection in collections for look in collection.looks.all()]
    ready = [look for look in looks if getattr(look, "asset", None) and look.asset.poster]
    return render(
        request,
        "season/front.html",
        {
            "now": next((slot for slot in slots if slot.when is When.NOW), None),
            "later": [slot for slot in slots if slot.when is not When.NOW],
            "collections": collections,
            "hero": ready[-1] if ready else (looks[-1] if looks else None),
            "waiting": len(looks) - len(ready),
            "slate": slate(request, 4, "front/for-you"),
            "known": bool(recent(request)),
            "shared": sharing.front(request, season),
        },
    )


def house(request: HttpRequest, slug: str) -> HttpResponse:
    """A house: its story, its looks, its shows."""
    found = get_object_or_404(House.objects.filter(collections__season__published=True).distinct(), slug=slug)
    season = current_season()
    collection = next((c for c in _collections(season.pk if season else 0) if c.house_id == found.pk), None)
    shows = (
        season.shows.filter(published=True, looks__collection=collection).distinct() if season and collection else []
    )
    others = House.objects.filter(collections__season=season).exclude(pk=found.pk)
    return render(
        request,
        "season/house.html",
        {
            "house": found,
            "collection": collection,
            "shows": shows,
            "others": others,
            "shared": sharing.house(request, found, collection),
        },
    )


def look(request: HttpRequest, slug: str) -> HttpResponse:
    """A look: the viewer, the facts, what to do with it, and what is like it."""
    found = _look(slug)
    asset = getattr(found, "asset", None)
    report = asset.report if asset else {}
    garments = garment_facts(found, report)
    holder = holder_of(request)
    neighbours = list(Look.objects.filter(collection=found.collection, published=True).order_by("number"))
    here = neighbours.index(found)
    finish = finishing(request, found)
    market = market_of(request)
    sold = offers(found, market)
    dyed = dyed_garment(found, garments)
    return render(
        request,
        "season/look.html",
        {
            "look": found,
            "asset": asset,
            "garments": garments,
            "body": body_facts(report),
            "finish": FINISHES.get(found.finish, found.finish),
            "offers": sold,
            "dyed": dyed,
            "choices": other_colours(found, market, dyed.colours[0]) if dyed else [],
            "price": next((offer for offer in sold if not offer.made), next(iter(sold), None)),
            "worn": _worn(garments, sold),
            "saved": bool(holder) and Saved.objects.filter(holder=holder, look=found).exists(),
            "slate": slate(request, 4, "look/close", found, {choice.look.slug for choice in finish.choices}),
            "finishing": finish,
            "before": neighbours[here - 1] if here else None,
            "after": neighbours[here + 1] if here + 1 < len(neighbours) else None,
            "shows": found.shows.filter(published=True),
            "given": files_of(found),
            "licence": licence_of(found),
            "shared": sharing.look(request, found, garments, sold),
        },
    )


def _worn(garments: list[GarmentFacts], sold: list[Offer]) -> str:
    """The size that is chosen when the page opens: as it walks, or else the first that is there."""
    there = [offer.size for offer in sold if offer.available]
    walks = [garment.size for garment in garments] + ["M"]
    return next((size for size in walks if size in there), there[0] if there else "")


def look_json(request: HttpRequest, slug: str) -> JsonResponse:
    """How far a look is: what pages that wait for it ask."""
    asset = getattr(_look(slug), "asset", None)
    if asset is None:
        return JsonResponse({"look": slug, "state": "waiting", "progress": 0, "glb": None, "poster": None})
    return JsonResponse(
        {
            "look": slug,
            "state": asset.state,
            "progress": round(asset.progress, 2),
            "glb": asset.glb_url,
            "mirror": asset.mirror_url,
            "poster": asset.poster_url,
            "report": {key: asset.report[key] for key in PUBLIC if key in asset.report},
        }
    )


PUBLIC = ("quality", "body", "walk", "garments", "settled", "walking", "seconds", "glb_bytes")


def _look(slug: str) -> Look:
    looks = Look.objects.shown()
    found = looks.select_related("collection__house", "collection__season", "asset").filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


@cache_control(public=True, max_age=86400, immutable=True)
def colours(request: HttpRequest, accent: str) -> HttpResponse:
    """The season's one accent as a style sheet: the policy allows no inline style."""
    return HttpResponse(f":root{{--accent:#{accent}}}", content_type="text/css; charset=utf-8")


@cache_control(public=True, max_age=86400, immutable=True)
def icon(request: HttpRequest, accent: str) -> HttpResponse:
    """The site's mark in the season's accent: a seat in the front row."""
    return HttpResponse(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" fill="#111"/><circle cx="16" cy="16" r="7" fill="#{accent}"/></svg>',
        content_type="image/svg+xml",
    )
