"""The bag: what is in it, what it costs where it would go."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frontrow.errors import UserError
from frontrow.web.audit.actor import actor_of
from frontrow.web.back import back
from frontrow.web.season.models import Look
from frontrow.web.shop.actions.change_quantity import change_quantity
from frontrow.web.shop.actions.fill_bag import add_to_bag, take_from_bag, variant_of
from frontrow.web.shop.holder import holder_of
from frontrow.web.shop.place import choose_place, countries, place_of, regions_of
from frontrow.web.shop.quote import bag_of, quote


@never_cache
def bag(request: HttpRequest) -> HttpResponse:
    """The lines with their prices, tax and delivery for the place that the visitor chose."""
    lines, place, quoted = bag_of(holder_of(request)), place_of(request), None
    if lines:
        try:
            quoted = quote(lines, place.country, place.region)
        except UserError as error:
            messages.warning(request, str(error))
    sums = {line.bag.pk: line.shown for line in quoted.lines} if quoted else {}
    return render(
        request,
        "shop/bag.html",
        {
            "lines": [(line, sums.get(line.pk)) for line in lines],
            "quote": quoted,
            "place": place,
            "countries": countries(),
            "regions": regions_of(place.country),
        },
    )


@require_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a look into the bag."""
    look = get_object_or_404(Look.objects.shown(), slug=slug)
    try:
        add_to_bag(
            actor_of(request, keeps=True),
            variant_of(look, _plain(request, "size"), _plain(request, "colour")),
        )
    except UserError as error:
        messages.error(request, str(error))
        return redirect(look)
    messages.success(request, _("%(look)s is in your bag.") % {"look": look})
    return redirect("bag")


def _plain(request: HttpRequest, name: str) -> str:
    """A field without the one character that PostgreSQL refuses to look for."""
    return request.POST.get(name, "").replace("\x00", "")


@require_POST
def change(request: HttpRequest, line: int) -> HttpResponse:
    """One more or one less of a line; none takes it out."""
    quantity = request.POST.get("quantity", "0")
    actor = actor_of(request)
    if quantity.isdecimal() and int(quantity[:4]) > 0:
        change_quantity(actor, line, int(quantity[:4]))
    else:
        take_from_bag(actor, line)
    return redirect("bag")


@require_POST
def place(request: HttpRequest) -> HttpResponse:
    """Where it goes: the currency and the tax follow."""
    try:
        choose_place(request, request.POST.get("country", "")[:2], request.POST.get("region", "")[:40])
    except UserError as error:
        messages.error(request, str(error))
    return back(request, "/")
