"""The bag, and the buttons that keep things. Every button is a form, so that it works without a script."""

from collections import defaultdict
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frontrow.errors import UserError
from frontrow.web.audit.actor import actor_of
from frontrow.web.back import back
from frontrow.web.season.models import Look
from frontrow.web.shop.actions.dismiss_look import dismiss_look
from frontrow.web.shop.actions.fill_bag import add_to_bag, take_from_bag, variant_of
from frontrow.web.shop.actions.save_look import save_look, unsave_look
from frontrow.web.shop.dismissed import JUST
from frontrow.web.shop.holder import holder_of
from frontrow.web.shop.models import Saved
from frontrow.web.shop.quote import bag_of


@require_POST
def save(request: HttpRequest, slug: str) -> HttpResponse:
    """Save a look, or unsave one that is saved."""
    look = get_object_or_404(Look, slug=slug, published=True)
    actor = actor_of(request, keeps=True)
    kept = not Saved.objects.filter(holder=actor.holder, look=look).exists()
    (save_look if kept else unsave_look)(actor, look, "look")
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"saved": kept, "count": Saved.objects.filter(holder=actor.holder).count()})
    return back(request, look.get_absolute_url())


@require_POST
def dismiss(request: HttpRequest, slug: str) -> HttpResponse:
    """Not interested in a look, or (with `undo`) interested after all."""
    look = get_object_or_404(Look, slug=slug, published=True)
    undo = "undo" in request.POST
    dismiss_look(actor_of(request), request, look, undo)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"dismissed": not undo})
    if not undo:
        request.session[JUST] = look.slug
    return back(request, look.get_absolute_url())


@require_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a look into the bag."""
    look = get_object_or_404(Look, slug=slug, published=True)
    try:
        add_to_bag(actor_of(request, keeps=True), variant_of(look, request.POST.get("size", "")))
    except UserError as error:
        messages.error(request, str(error))
        return redirect(look)
    messages.success(request, _("%(look)s is in your bag.") % {"look": look})
    return redirect("bag")


@require_POST
def take(request: HttpRequest, line: int) -> HttpResponse:
    """Take a line out of the bag."""
    take_from_bag(actor_of(request), line)
    return redirect("bag")


def bag(request: HttpRequest) -> HttpResponse:
    lines = bag_of(holder_of(request))
    totals: defaultdict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        totals[line.look.currency] += line.look.price * line.quantity
    return render(request, "shop/bag.html", {"lines": lines, "totals": dict(totals)})
