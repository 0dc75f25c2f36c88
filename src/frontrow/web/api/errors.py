"""Every refusal of the API is one sentence in `{"error": …}`."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.utils import check_csrf

from frontrow.errors import UserError
from frontrow.web.api.shapes import Problem
from frontrow.web.api.words import wrong

REFUSALS = {status: Problem for status in (400, 403, 404, 422, 429)}


def form_key(request: HttpRequest) -> bool:
    """Lets every reader in, and a writer who sends the key of her session (see /api/session)."""
    if check_csrf(request):
        raise HttpError(403, _("Send the key of /api/session in the header X-CSRFToken."))
    return True


def told(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return JsonResponse({"error": sentence}, status=status, json_dumps_params={"ensure_ascii": False})


@csrf_exempt  # it does nothing, and a refusal would be a page
def nothing_here(request: HttpRequest, path: str = "") -> HttpResponse:
    """The answer below /api/ where nothing is."""
    return told(request, _("There is nothing here."), 404)


def add_errors(api: NinjaAPI) -> None:
    """Make `api` say what went wrong as the rest of the site does."""

    @api.exception_handler(UserError)
    def user_error(request: HttpRequest, error: Any) -> HttpResponse:
        return told(request, str(error), 400)

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Any) -> HttpResponse:
        return nothing_here(request)

    @api.exception_handler(PermissionDenied)
    def denied(request: HttpRequest, error: Any) -> HttpResponse:
        return told(request, str(error) or _("You may not do that."), 403)

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, error: Any) -> HttpResponse:
        return told(request, str(error), error.status_code)

    @api.exception_handler(ValidationError)
    def malformed(request: HttpRequest, error: Any) -> HttpResponse:
        first = error.errors[0]
        place = ".".join(str(part) for part in first["loc"][1:] if part != "body")
        said = wrong(first)
        return told(request, f"{place}: {said}" if place else said, 422)
