"""What a visitor keeps, by her session: no account is needed, and nothing here is learnt from."""

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from ninja import Router
from ninja.responses import Status

from frontrow.privacy import consent
from frontrow.web.api.errors import REFUSALS, form_key
from frontrow.web.api.shapes import SavedOut, SessionOut
from frontrow.web.audit.actor import actor_of
from frontrow.web.season.models import Look
from frontrow.web.shop.actions.save_look import save_look, unsave_look
from frontrow.web.shop.holder import holder_of
from frontrow.web.shop.models import Saved

router = Router(tags=["What you keep"], auth=form_key)


@router.get("/session", response=SessionOut)
def session(request: HttpRequest) -> Any:
    """Who you are here, and the key that writing needs."""
    return {
        "key": get_token(request),
        "signed_in": request.user.is_authenticated,
        "learning": consent(request.COOKIES),
    }


@router.get("/saved", response=list[SavedOut])
def saved(request: HttpRequest) -> Any:
    """The looks you saved, the newest first."""
    kept = Saved.objects.filter(holder=holder_of(request) or "-").select_related("look")
    return [{"look": each.look.slug, "at": each.at.isoformat()} for each in kept]


@router.put("/saved/{slug:slug}", response={204: None, **REFUSALS})
def save(request: HttpRequest, slug: str) -> Any:
    """Save a look. Twice is once."""
    save_look(actor_of(request, keeps=True), _look(slug))
    return Status(204, None)


@router.delete("/saved/{slug:slug}", response={204: None, **REFUSALS})
def unsave(request: HttpRequest, slug: str) -> Any:
    """Let a look go."""
    unsave_look(actor_of(request), _look(slug))
    return Status(204, None)


def _look(slug: str) -> Look:
    return get_object_or_404(Look.objects.shown(), slug=slug)
