"""What everybody may see: who the sponsors are, why one was shown, the off switch."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frontrow.recommend.genuine import PROGRAM
from frontrow.web.back import back
from frontrow.web.sponsors import caps
from frontrow.web.sponsors.actions.count_click import count_click
from frontrow.web.sponsors.agreed import may_choose, may_measure
from frontrow.web.sponsors.models import Campaign, Creative, Review, Sponsor
from frontrow.web.sponsors.places import PLACES
from frontrow.web.sponsors.showing import EXPLAINED, LASTS, showing_of


@never_cache
def sponsors(request: HttpRequest) -> HttpResponse:
    """Who pays for this week, how a place is filled, and the off switch."""
    running = Campaign.running().filter(creatives__review=Review.APPROVED)
    return render(
        request,
        "sponsors/sponsors.html",
        {"found": Sponsor.objects.filter(campaigns__in=running).distinct(), **_choices(request)},
    )


def sponsor(request: HttpRequest, slug: str) -> HttpResponse:
    """One sponsor: where a click on a picture leads who has no site of their own."""
    found = get_object_or_404(
        Sponsor.objects.filter(campaigns__creatives__review=Review.APPROVED).distinct(), slug=slug
    )
    picture = Creative.objects.filter(campaign__sponsor=found, review=Review.APPROVED, shape="card").first()
    return render(request, "sponsors/sponsor.html", {"sponsor": found, "picture": picture})


@never_cache
def go(request: HttpRequest, token: str) -> HttpResponse:
    """Follow a picture to its sponsor; the click counts once, if its showing did."""
    showing = showing_of(token, EXPLAINED)
    creative = showing and Creative.objects.select_related("campaign__sponsor").filter(pk=showing.creative).first()
    if not showing or not creative:
        return redirect("sponsors")
    ahead = "prefetch" in (request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", ""))
    program = PROGRAM.search(request.headers.get("User-Agent", ""))
    if showing_of(token, LASTS) and may_measure(request) and not ahead and not program:
        count_click(showing)
    found = creative.campaign.sponsor
    return redirect(found.link or reverse("sponsor", args=[found.slug]))


@never_cache
def why(request: HttpRequest, token: str) -> HttpResponse:
    """Why this picture was shown, in words."""
    showing = showing_of(token, EXPLAINED)
    creative = showing and Creative.objects.select_related("campaign__sponsor").filter(pk=showing.creative).first()
    if not showing or not creative:
        raise Http404
    facts = dict(fact.split(":", 1) for fact in showing.facts if ":" in fact)
    return render(
        request,
        "sponsors/why.html",
        {
            "creative": creative,
            "campaign": creative.campaign,
            "place": PLACES[showing.place],
            "why": showing.why,
            "house": facts.get("house", ""),
            "price": showing.price / (1000 if creative.campaign.pays == "click" else 1) / 100,
            "mine": caps.seen_today(request).get(creative.campaign_id, 0),
            **_choices(request),
        },
    )


@require_POST
def choice(request: HttpRequest) -> HttpResponse:
    """The off switch, and "forget what I have seen"."""
    response = back(request, reverse("sponsors"))
    if request.POST.get("forget"):
        response.delete_cookie(caps.SEEN, samesite="Lax")
    else:
        caps.switch(request, response, on=request.POST.get("sponsors") == "on")
    return response


def _choices(request: HttpRequest) -> dict[str, object]:
    return {
        "off": caps.off(request),
        "measured": may_measure(request),
        "by_segment": may_choose(request),
        "seen": sum(caps.seen_today(request).values()),
    }
