"""An order's page, behind its secret link: what it is, how it stands, and what can still be done with it."""

import mimetypes
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor, actor_of
from frontrow.web.shop.actions.cancel_order import cancel_order
from frontrow.web.shop.actions.forget_measures import forget_measures
from frontrow.web.shop.actions.pay import paid_back
from frontrow.web.shop.actions.take_back import request_return, returnable
from frontrow.web.shop.address import written
from frontrow.web.shop.cut import ENDINGS, pattern_file
from frontrow.web.shop.forms import in_centimetres
from frontrow.web.shop.models import Order, Payment
from frontrow.web.shop.seller import seller
from frontrow.web.shop.states import State
from frontrow.web.shop.views.paying import methods


@never_cache
def order(request: HttpRequest, key: str) -> HttpResponse:
    found = get_object_or_404(Order.objects.select_related("market"), key=key)
    lines = list(found.lines.select_related("variant__look__asset"))
    payment = found.payments.filter(surplus=False).first()
    back = {line.pk: returnable(line) for line in lines} if found.state == State.SHIPPED else {}
    return render(
        request,
        "shop/order.html",
        {
            "order": found,
            "lines": lines,
            "address": written(found.address, found.name),
            "seller": seller(),
            "payment": payment,
            "waits": payment is not None and payment.state == Payment.State.STARTED,
            "methods": methods() if found.state == State.PLACED else [],
            "to_pay": found.state == State.PLACED,
            "can_cancel": found.state in (State.PLACED, State.PAID),
            "can_return": {pk: count for pk, count in back.items() if count},
            "returns": found.returns.all(),
            "refunded": paid_back(found),
            "measures": {line.pk: in_centimetres(line) for line in lines if line.measures},
            "patterns": {line.pk: list(ENDINGS) for line in lines if pattern_file(line, "pdf")},
        },
    )


@require_POST
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    return _done(request, key, _("The order is cancelled."), lambda actor, order: cancel_order(actor, order, key))


@require_POST
def send_back(request: HttpRequest, key: str) -> HttpResponse:
    """Ask to send something back: a field `line-<id>` says how many of it."""
    wanted = {
        int(name[5:]): int(value[:4])
        for name, value in request.POST.items()
        if name.startswith("line-") and name[5:14].isdecimal() and len(name) < 15 and value[:4].isdecimal()
    }
    words = _("Send it back to us; the money goes back when it is here.")
    return _done(request, key, words, lambda actor, order: request_return(actor, order, wanted, key))


@require_POST
def forget(request: HttpRequest, key: str) -> HttpResponse:
    """Erase the measurements and the pattern made at them."""
    words = _("The measurements and the pattern are erased.")
    return _done(request, key, words, lambda actor, order: forget_measures(actor, order, key))


@never_cache
def pattern(request: HttpRequest, key: str, line: int, ending: str) -> HttpResponse:
    """The pattern of something made to measure, at the measurements it was ordered in."""
    found = get_object_or_404(Order, key=key).lines.filter(pk=line).first()
    path = pattern_file(found, ending) if found else None
    if path is None:
        raise Http404
    kind = "image/vnd.dxf" if ending == "dxf" else mimetypes.types_map[f".{ending}"]
    response = HttpResponse(path.read_bytes(), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{path.name}"'
    return response


def _done(request: HttpRequest, key: str, words: str, do: Callable[[Actor, Order], object]) -> HttpResponse:
    found = get_object_or_404(Order, key=key)
    try:
        do(actor_of(request), found)
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    return redirect(found)
