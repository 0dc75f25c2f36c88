"""Who asks with a key: `Authorization: Bearer frk_…`."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.errors import HttpError
from ninja.security import HttpBearer

from frontrow.web.api.errors import form_key
from frontrow.web.keys.models import ApiKey, Scope, hashed

SCHEME = "Bearer "


def key_of(request: HttpRequest) -> ApiKey | None:
    """The key that a request brings, or None when it brings none. Raises HttpError 401 for one that is not ours."""
    told = request.headers.get("Authorization", "")
    if not told.startswith(SCHEME):
        return None
    digest = hashed(told.removeprefix(SCHEME).strip())
    found = ApiKey.objects.select_related("house").filter(digest=digest, revoked=None).first()
    if found is None:
        raise HttpError(401, _("This key is unknown or was revoked."))
    today = timezone.now().date()
    if found.used != today:  # by the day: enough to see which keys sleep
        ApiKey.objects.filter(pk=found.pk).update(used=today)
    return found


class Keyed(HttpBearer):
    """For endpoints that only a key with `scope` opens."""

    openapi_description = "A key of the site, made behind the stage."

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> ApiKey:
        found = key_of(request)
        if found is None:
            raise HttpError(401, _("This needs a key: send it as Authorization: Bearer frk_…"))
        return _allowed(found, self.scope)

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey:
        return self(request)


def keyed_or_here(scope: Scope) -> Callable[[HttpRequest], Any]:
    """For endpoints that visitors of the site use as well, by the key of their session."""

    def check(request: HttpRequest) -> Any:
        found = key_of(request)
        return form_key(request) if found is None else _allowed(found, scope)

    return check


def _allowed(key: ApiKey, scope: Scope) -> ApiKey:
    if scope not in key.scopes:
        raise HttpError(403, _("This key is not for %(what)s.") % {"what": scope.label})
    return key
