"""What the pages' scripts ask and tell: what hangs in the hall, and what was seen."""

import json
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from frontrow.recommend.genuine import PROGRAM
from frontrow.recommend.sponsor.figures import PER_DAY
from frontrow.web.shows.models import Show
from frontrow.web.sponsors import caps
from frontrow.web.sponsors.actions.count_showing import count_showing
from frontrow.web.sponsors.agreed import may_measure
from frontrow.web.sponsors.choose import placed
from frontrow.web.sponsors.places import PLACES
from frontrow.web.sponsors.showing import showing_of

MOST_BYTES = 32 * 1024


@never_cache
@require_GET
def hall(request: HttpRequest, slug: str) -> JsonResponse:
    """What hangs in the hall of a show, for this visit."""
    show = get_object_or_404(Show, slug=slug, published=True, season__published=True)
    houses = list(show.looks.values_list("collection__house__slug", flat=True).distinct())
    shown: set[int] = set()
    found = []
    for place in (place for place in PLACES.values() if place.hall):
        one = placed(request, place.name, houses[0] if len(houses) == 1 else "", shown)
        if one is None:
            continue
        shown.add(one.creative.campaign_id)
        sponsor = one.creative.campaign.sponsor
        found.append(
            {
                "place": place.name,
                "picture": one.creative.url,
                "words": str(one.creative.words),
                "sponsor": sponsor.name,
                "invented": sponsor.invented,
                "token": one.token,
                "go": reverse("sponsor-go", args=[one.token]),
                "why": reverse("sponsor-why", args=[one.token]),
            }
        )
    return JsonResponse({"places": found})


@csrf_exempt  # nothing is done in anybody's name: a showing proves itself, and only our own pages may tell
@never_cache
@require_POST
def seen(request: HttpRequest) -> JsonResponse:
    """Showings that were seen: {"seen": [[token, seconds], …]}, each for as long as so far."""
    if not _own_page(request):
        return _no(403, "Showings are taken from this site's own pages only.")
    if PROGRAM.search(request.headers.get("User-Agent", "")):
        return _no(403, "This browser says that a program steers it; what programs see is not counted.")
    if not may_measure(request):
        return _no(403, "The visitor has not agreed to this; nothing was counted.")
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return _no(413, "That is more than a page can show.")
    try:
        told = _told(json.loads(request.body))
    except (ValueError, RecursionError):
        return _no(400, 'Send {"seen": [[token, seconds], …]}.')
    today, counted = caps.seen_today(request), 0
    for token, seconds in told:
        showing = showing_of(token)
        if showing is None:
            continue
        result = count_showing(showing, seconds, today)
        if result.counted and result.campaign is not None:
            counted += 1
            today[result.campaign] = today.get(result.campaign, 0) + 1
    response = JsonResponse({"counted": counted})
    if counted:
        caps.remember(request, response, today)
    return response


def _told(body: Any) -> list[tuple[str, float]]:
    """Raises ValueError."""
    rows = body.get("seen") if isinstance(body, dict) else None
    if not isinstance(rows, list) or not 1 <= len(rows) <= PER_DAY:
        raise ValueError
    found = []
    for row in rows:
        match row:
            case [str(token), int() | float() as seconds] if 0 <= seconds <= 86_400:
                found.append((token, float(seconds)))
            case _:
                raise ValueError
    return found


def _own_page(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _no(status: int, sentence: str) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)
