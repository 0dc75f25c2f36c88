"""The buttons that keep looks, or do not show them again."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from frontrow.web.audit.actor import actor_of
from frontrow.web.back import back
from frontrow.web.season.models import Look
from frontrow.web.shop.actions.dismiss_look import dismiss_look
from frontrow.web.shop.actions.save_look import save_look, unsave_look
from frontrow.web.shop.dismissed import JUST
from frontrow.web.shop.models import Saved


@require_POST
def save(request: HttpRequest, slug: str) -> HttpResponse:
    """Save a look, or unsave one that is saved."""
    look = get_object_or_404(Look.objects.shown(), slug=slug)
    actor = actor_of(request, keeps=True)
    kept = not Saved.objects.filter(holder=actor.holder, look=look).exists()
    (save_look if kept else unsave_look)(actor, look, "look")
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"saved": kept, "count": Saved.objects.filter(holder=actor.holder).count()})
    return back(request, look.get_absolute_url())


@require_POST
def dismiss(request: HttpRequest, slug: str) -> HttpResponse:
    """Not interested in a look, or (with `undo`) interested after all."""
    look = get_object_or_404(Look.objects.shown(), slug=slug)
    undo = "undo" in request.POST
    dismiss_look(actor_of(request), request, look, undo)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"dismissed": not undo})
    if not undo:
        request.session[JUST] = look.slug
    return back(request, look.get_absolute_url())
