"""The checkout: one page, on which what it costs is shown before anybody pays."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from frontrow.errors import UserError
from frontrow.web.audit.actor import actor_of
from frontrow.web.shop.actions.place_order import Checkout, place_order
from frontrow.web.shop.forms import CheckoutForm
from frontrow.web.shop.holder import holder_of
from frontrow.web.shop.models import BagLine
from frontrow.web.shop.place import choose_place, place_of
from frontrow.web.shop.quote import Quote, bag_of, quote
from frontrow.web.shop.views.paying import methods, paid


@never_cache
def checkout(request: HttpRequest) -> HttpResponse:
    """Fill in, look at the total, order and pay. The button `again` asks for the form of another country."""
    bag = bag_of(holder_of(request))
    if request.method != "POST":
        return _page(request, _empty(request, bag), bag) if bag else redirect("bag")
    country, area = request.POST.get("country", "")[:2], request.POST.get("country_area", "")[:40]
    if country != place_of(request).country or area:
        try:
            choose_place(request, country, area)
        except UserError as error:
            messages.error(request, str(error))
    if "again" in request.POST:
        return _page(request, _empty(request, bag, request.POST), bag)
    form = CheckoutForm(request.POST, place_of(request).country, bag, methods())
    if not form.is_valid():
        return _page(request, form, bag, 400)
    data = form.cleaned_data
    if data["total"] is None:
        form.add_error(None, _("Look at what it costs, and order then."))
        return _page(request, form, bag, 400)
    try:
        order = place_order(actor_of(request), _said(form, request))
    except UserError as error:
        if not bag:
            messages.error(request, str(error))
            return redirect("bag")
        form.add_error(None, str(error))
        return _page(request, form, bag, 400)
    return paid(request, order, data["method"])


def _said(form: CheckoutForm, request: HttpRequest) -> Checkout:
    data, place = form.cleaned_data, place_of(request)
    return Checkout(
        once=data["once"],
        email=data["email"],
        name=data["name"],
        country=place.country,
        region=place.region,
        address=form.address,
        phone=data["phone"],
        language=get_language() or "en",
        total=data["total"],
        measures={line.pk: form.measures for line in form.made if form.measures},
    )


def _empty(request: HttpRequest, bag: list[BagLine], filled: Any = None) -> CheckoutForm:
    """The form to be filled in, with what was filled in already, and nothing complained about."""
    place = place_of(request)
    initial: dict[str, Any] = {"country_area": place.region}
    if request.user.is_authenticated:
        initial |= {"email": request.user.email, "name": request.user.get_full_name()}
    if filled is not None:
        initial |= {name: value for name, value in filled.items() if name != "total"}
    initial |= {"once": initial.get("once") or secrets.token_urlsafe(16), "country": place.country}
    return CheckoutForm(None, place.country, bag, methods(), initial=initial)


def _page(request: HttpRequest, form: CheckoutForm, bag: list[BagLine], status: int = 200) -> HttpResponse:
    place, quoted = place_of(request), None
    try:
        quoted = quote(bag, place.country, place.region)
    except UserError as error:
        form.errors  # noqa: B018 - so that an unbound form has a place for what stands in the way
        messages.error(request, str(error))
    return render(
        request,
        "shop/checkout.html",
        {"form": form, "lines": bag, "quote": quoted, "shown": _shown(quoted), "place": place},
        status=status,
    )


def _shown(quoted: Quote | None) -> int | str:
    """The total that the page says, which the order must not exceed."""
    return quoted.total if quoted else ""
