"""Keys and webhooks, behind the stage, for houses and the organiser."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frontrow.errors import UserError
from frontrow.web.audit.actor import actor_of
from frontrow.web.keys.actions.add_hook import add_hook, send_again, stop_hook
from frontrow.web.keys.actions.make_key import make_key, revoke_key
from frontrow.web.keys.forms import HookForm, KeyForm
from frontrow.web.keys.models import ApiKey, Hook, Telling
from frontrow.web.people.models import Role
from frontrow.web.people.roles import holds, houses_of, only

LAST = 20  # messages that are listed


@never_cache
@only(Role.HOUSE)
def keys(request: HttpRequest) -> HttpResponse:
    """What there is, and the forms for more."""
    return _page(request)


@require_POST
@never_cache
@only(Role.HOUSE)
def new_key(request: HttpRequest) -> HttpResponse:
    form = KeyForm(request.user, request.POST)
    if not form.is_valid():
        return _page(request, key_form=form, status=400)
    facts = form.cleaned_data
    try:
        key, secret = make_key(actor_of(request), facts["name"], facts["scopes"], facts["house"])
    except UserError as error:
        form.add_error(None, str(error))
        return _page(request, key_form=form, status=400)
    return _page(request, made=key, secret=secret)


@require_POST
@only(Role.HOUSE)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    revoke_key(actor_of(request), get_object_or_404(_mine(request, ApiKey), pk=pk))
    messages.success(request, _("The key opens nothing any more."))
    return redirect("keys")


@require_POST
@never_cache
@only(Role.HOUSE)
def new_hook(request: HttpRequest) -> HttpResponse:
    form = HookForm(request.user, request.POST)
    if form.is_valid():
        facts = form.cleaned_data
        try:
            add_hook(actor_of(request), facts["url"], facts["events"], facts["house"])
            return redirect("keys")
        except UserError as error:
            form.add_error("url", str(error))
    return _page(request, hook_form=form, status=400)


@require_POST
@only(Role.HOUSE)
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    stop_hook(actor_of(request), get_object_or_404(_mine(request, Hook), pk=pk))
    messages.success(request, _("Nothing is sent there any more."))
    return redirect("keys")


@require_POST
@only(Role.HOUSE)
def again(request: HttpRequest, pk: int) -> HttpResponse:
    telling = get_object_or_404(Telling, pk=pk, hook__in=_mine(request, Hook))
    try:
        send_again(actor_of(request), telling)
        messages.success(request, _("It is sent again."))
    except UserError as error:
        messages.error(request, str(error))
    return redirect("keys")


def _mine(request: HttpRequest, model: Any) -> Any:
    """The rows of the houses that this account works for; an organiser's are all of them."""
    own = Q(house__in=houses_of(request.user))
    return model.objects.filter(own | Q(house=None) if holds(request.user, Role.ORGANISER) else own)


def _page(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    hooks = _mine(request, Hook).filter(stopped=None).select_related("house")
    context = {
        "keys": _mine(request, ApiKey).filter(revoked=None).select_related("house"),
        "hooks": hooks,
        "tellings": Telling.objects.filter(hook__in=_mine(request, Hook)).select_related("hook")[:LAST],
        "key_form": KeyForm(request.user),
        "hook_form": HookForm(request.user),
        **more,
    }
    return render(request, "keys/keys.html", context, status=status)
