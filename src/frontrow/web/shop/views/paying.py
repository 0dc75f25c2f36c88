"""Paying: from our page, on the provider's, and what the provider tells us afterwards."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from frontrow.errors import UserError
from frontrow.web.audit.actor import actor_of
from frontrow.web.shop.actions.pay import hear, pay
from frontrow.web.shop.models import Order, Payment, TestCharge
from frontrow.web.shop.payments import provider_named
from frontrow.web.shop.payments.bank import TestBank

WORDS = {
    "approve": gettext_lazy("Test card that pays"),
    "decline": gettext_lazy("Test card that is declined"),
    "timeout": gettext_lazy("Test bank that answers late"),
    "later": gettext_lazy("On the test bank's own page"),
}


def methods() -> list[tuple[str, str]]:
    """What a customer chooses between on our page, with its words; none where she chooses on the provider's."""
    return [(name, str(WORDS.get(name, name))) for name in provider_named().methods]


def paid(request: HttpRequest, order: Order, method: str) -> HttpResponse:
    """Pay for an order, and go to its page, which says how it went."""
    try:
        address = request.build_absolute_uri(order.get_absolute_url())
        payment = pay(actor_of(request), order, method, key=order.key, answer_to=address)
    except UserError as error:
        messages.error(request, str(error))
        return redirect(order)
    if payment.state == Payment.State.DECLINED:
        messages.error(request, _("The payment was declined; nothing was taken. Try again or another way."))
    return redirect(order)


@require_POST
@never_cache
def pay_order(request: HttpRequest, key: str) -> HttpResponse:
    """Pay for an order that is not paid yet, or ask how its payment stands."""
    return paid(request, get_object_or_404(Order, key=key), request.POST.get("method", "")[:20])


@csrf_exempt
@require_POST
def told(request: HttpRequest, provider: str) -> HttpResponse:
    """A provider's message. What does not prove where it comes from is refused."""
    try:
        ours = hear(provider, request.body, dict(request.headers))
    except (UserError, ValueError) as error:
        return JsonResponse({"error": str(error)}, status=400)
    return JsonResponse({"heard": ours})


@never_cache
def bank(request: HttpRequest, reference: str) -> HttpResponse:
    """The test bank's own page: pay or do not. It tells us twice, as banks do. No money moves."""
    if settings.PAYMENTS != "test":
        raise Http404
    charge = get_object_or_404(TestCharge, reference=reference)
    if request.method != "POST":
        payment = Payment.objects.filter(key=charge.key).select_related("order").first()
        return render(request, "shop/bank.html", {"charge": charge, "order": payment and payment.order})
    test = TestBank()
    test.decide(charge.key, "yes" in request.POST)
    test.call_back(charge.key, lambda content, headers: hear("test", content, dict(headers)))
    payment = get_object_or_404(Payment, key=charge.key)
    return redirect(payment.order)
