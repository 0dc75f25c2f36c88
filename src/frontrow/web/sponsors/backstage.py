"""For the organiser: sponsors, their campaigns and pictures, the places, and what was seen."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frontrow.errors import UserError
from frontrow.privacy import BudgetSpent
from frontrow.web.audit.actor import actor_of
from frontrow.web.ledger import ledger, spent_words
from frontrow.web.people.models import Role
from frontrow.web.people.roles import only
from frontrow.web.sponsors.actions.bring_picture import bring_picture
from frontrow.web.sponsors.actions.release_day import PLANNED, SHARE, release_day
from frontrow.web.sponsors.actions.save_campaign import pause_campaign, save_campaign
from frontrow.web.sponsors.actions.save_sponsor import save_sponsor
from frontrow.web.sponsors.actions.set_place import set_place
from frontrow.web.sponsors.actions.take_away_picture import take_away_picture
from frontrow.web.sponsors.forms import CampaignForm, PictureForm, PlaceForm, SponsorForm, floor_of
from frontrow.web.sponsors.models import Campaign, Creative, DayFigures, Sponsor
from frontrow.web.sponsors.places import PLACES, SHAPES
from frontrow.web.sponsors.reporting import reported, standing
from frontrow.web.translated import Translations


@never_cache
@only(Role.ORGANISER)
def overview(request: HttpRequest) -> HttpResponse:
    """Every sponsor with its campaigns, every place, and the days that were told."""
    book = ledger()
    return render(
        request,
        "sponsors/backstage.html",
        {
            "sponsors": Sponsor.objects.prefetch_related("campaigns__creatives"),
            "places": [(place, SHAPES[place.shape].title, *floor_of(place.name)) for place in PLACES.values()],
            "days": DayFigures.objects.count(),
            "planned": PLANNED,
            "cost": SHARE,
            "yesterday": timezone.now().date() - timedelta(days=1),
            "epsilon": book.epsilon(),
            "whole": book.budget.epsilon,
        },
    )


@never_cache
@only(Role.ORGANISER)
def edit_sponsor(request: HttpRequest, slug: str = "") -> HttpResponse:
    """A new sponsor, or one that is known."""
    found = get_object_or_404(Sponsor, slug=slug) if slug else Sponsor()
    title = found.name or _("A new sponsor")  # before the form writes on it what is not saved yet
    form = SponsorForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        save_sponsor(actor_of(request), form.save(commit=False))
        messages.success(request, _("Saved."))
        return redirect("backstage-sponsors")
    return render(request, "sponsors/edit.html", {"form": form, "title": title})


@never_cache
@only(Role.ORGANISER)
def new_campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a campaign of a sponsor."""
    found = get_object_or_404(Sponsor, slug=slug)
    form = CampaignForm(request.POST or None, instance=Campaign(sponsor=found))
    if request.method == "POST" and form.is_valid():
        made = save_campaign(actor_of(request), form.save(commit=False))
        messages.success(request, _("Planned. Bring a picture next."))
        return redirect("campaign", made.slug)
    return render(request, "sponsors/edit.html", {"form": form, "title": _("A campaign of %s") % found})


@never_cache
@only(Role.ORGANISER)
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """One campaign: its plan, its pictures, and what to do with them."""
    found = get_object_or_404(Campaign.objects.select_related("sponsor"), slug=slug)
    title, act = found.title, request.POST.get("act", "")
    form = CampaignForm(request.POST if act == "save" else None, instance=found)
    bring = PictureForm(*((request.POST, request.FILES) if act == "bring" else ()))
    if act == "save" and form.is_valid():
        save_campaign(actor_of(request), form.save(commit=False))
        messages.success(request, _("Saved."))
        return redirect("campaign", slug)
    if act == "bring" and bring.is_valid() and _brought(request, found, bring):
        return redirect("campaign", slug)
    if act == "pause":
        pause_campaign(actor_of(request), found, request.POST.get("paused") == "yes")
        return redirect("campaign", slug)
    return render(
        request,
        "sponsors/campaign.html",
        {"campaign": found, "title": title, "form": form, "bring": bring, "standing": standing(found)},
    )


def _brought(request: HttpRequest, found: Campaign, form: PictureForm) -> bool:
    words = Translations(form.cleaned_data["words"])
    try:
        bring_picture(actor_of(request), found, form.cleaned_data["shape"], words, form.cleaned_data["file"].read())
    except UserError as error:
        form.add_error("file", str(error))
        return False
    messages.success(request, _("Brought. A moderator looks at it before anybody else does."))
    return True


@never_cache
@only(Role.ORGANISER, Role.MODERATOR)
def picture(request: HttpRequest, slug: str) -> HttpResponse:
    """One picture, as a moderator sees it; an organiser may take it away."""
    found = get_object_or_404(Creative.objects.select_related("campaign__sponsor"), slug=slug)
    if request.method == "POST":
        take_away_picture(actor_of(request), found)
        messages.success(request, _("It is shown no more."))
        return redirect("campaign", found.campaign.slug)
    return render(request, "sponsors/picture.html", {"creative": found})


@never_cache
@only(Role.ORGANISER)
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """What was seen of a campaign, day by day, as it was told."""
    found = get_object_or_404(Campaign.objects.select_related("sponsor"), slug=slug)
    return render(request, "sponsors/report.html", {"campaign": found, "report": reported(found)})


@require_POST
@only(Role.ORGANISER)
def release(request: HttpRequest) -> HttpResponse:
    """Tell yesterday."""
    try:
        release_day(actor_of(request), timezone.now().date() - timedelta(days=1))
    except BudgetSpent:
        messages.error(request, spent_words())
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Yesterday is told; every campaign's report has it."))
    return redirect("backstage-sponsors")


@require_POST
@only(Role.ORGANISER)
def place(request: HttpRequest) -> HttpResponse:
    """Switch a place on or off, or change its floor."""
    form = PlaceForm(request.POST)
    told: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    try:
        if not told:
            raise ValidationError(_("A floor is an amount, such as 8.00."))
        set_place(actor_of(request), told["place"], told["on"], int(told["floor"] * 100))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Saved."))
    return redirect("backstage-sponsors")
