"""The fitting room as data: sizes, size runs, and a look draped on one's own body. docs/guides/fitting-room.md."""

import hashlib
import json
from functools import cache
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from ninja import Path, Router
from ninja.responses import Status

from frontrow.body.labels import size_table
from frontrow.body.mannequin import FILE
from frontrow.web.api.errors import REFUSALS, told
from frontrow.web.audit.actor import actor_of
from frontrow.web.fitting.actions.try_on import try_on
from frontrow.web.fitting.facts import Kept, size_run
from frontrow.web.fitting.room import Full, room
from frontrow.web.fitting.shapes import ExactIn, FittingOut, KeyOut, SizeRunOut, SizesOut
from frontrow.web.keys.bearer import keyed_or_here
from frontrow.web.keys.models import Scope
from frontrow.web.locks import address
from frontrow.web.season.models import Look

router = Router(tags=["The fitting room"], auth=keyed_or_here(Scope.TRY_ON))
KEY = r"^[A-Za-z0-9_-]{22}$"
REFUSED = {401: REFUSALS[403], **REFUSALS}  # 401: a key that is not ours
MISSING = {status: REFUSED[status] for status in (401, 403, 404, 422)}
WAIT = 20  # seconds after which a full room is worth asking again
Key = Annotated[str, Path(pattern=KEY)]
runs = Kept()


@router.get("/sizes.json", response={200: SizesOut, 401: REFUSED[401], 403: REFUSED[403]})
def sizes(request: HttpRequest) -> Any:
    """Size charts, the labels of other systems, and where the mannequin is."""
    return HttpResponse(_sizes(), content_type="application/json")


@router.get("/looks/{slug:slug}/sizes.json", response={200: SizeRunOut, **MISSING})
def of_look(request: HttpRequest, slug: str) -> Any:
    """A look in every size: its files, how far they are, and what its garments measure."""
    content = runs.get((slug, get_language()), lambda: size_run(_look(slug)))
    return HttpResponse(content, content_type="application/json")


@router.post("/looks/{slug:slug}/exact", response={202: KeyOut, 503: REFUSALS[400], **REFUSED})
def exact(request: HttpRequest, slug: str, asked: ExactIn) -> Any:
    """Have a look draped on your own body. The measures are used for this and kept nowhere."""
    measures = asked.measures.dict(exclude_none=True)
    try:
        key = try_on(actor_of(request), room(), _look(slug), asked.size, measures, address(request))
    except Full as full:
        answer = told(request, str(full), 503)
        answer["Retry-After"] = str(WAIT)
        return answer
    return Status(202, {"key": key})


@router.get("/fitting/{str:key}.glb", response={200: bytes, **MISSING})
def file(request: HttpRequest, key: Key) -> Any:
    """The draped look, once: with the answer it is forgotten here."""
    content = room().take(key)
    if content is None:
        raise Http404
    return _unkept(HttpResponse(content, content_type="model/gltf-binary"))


@router.get("/fitting/{str:key}", response={200: FittingOut, **MISSING})
def status(request: HttpRequest, key: Key) -> Any:
    """How far a drape is. Ask at least every ten seconds: who does not has left, and it is given up."""
    found = room().status(key)
    if found is None:
        raise Http404
    return _unkept(HttpResponse(json.dumps(found, ensure_ascii=False), content_type="application/json"))


@router.delete("/fitting/{str:key}", response={204: None, **REFUSED})
def leave(request: HttpRequest, key: Key) -> Any:
    """Give a drape up."""
    if not room().cancel(key):
        raise Http404
    return Status(204, None)


@require_safe
@cache_control(public=True, max_age=31536000, immutable=True)
def mannequin(request: HttpRequest, digest: str) -> HttpResponse:
    """The file that every body is made from; its address names its content."""
    content, name = _mannequin()
    if digest != name:
        raise Http404
    return HttpResponse(content, content_type="application/octet-stream")


@cache
def _mannequin() -> tuple[bytes, str]:
    content = FILE.read_bytes()
    return content, hashlib.sha256(content).hexdigest()[:16]


@cache
def _sizes() -> bytes:
    table = {**size_table(), "mannequin": reverse("mannequin", args=[_mannequin()[1]])}
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()


def _look(slug: str) -> Look:
    found = Look.objects.filter(published=True, collection__season__published=True, slug=slug).first()
    if found is None:
        raise Http404
    return found


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
