"""Looks on other people's pages: the script they load, which answers they may read, and the page that shows how."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from frontrow.web.reach.data.trail import trail
from frontrow.web.reach.origin import origin
from frontrow.web.reach.shared import Shared
from frontrow.web.season.models import Look
from frontrow.web.templatetags.frontrow import script_of

READ = ("/api/looks", "/api/houses", "/api/shows", "/api/seasons")  # what is shown to everybody alike
SCRIPT = "/embed.js"


class OpenReading:
    """Lets scripts of any page read what is public: without cookies, for GET alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method in ("GET", "HEAD") and (request.path.startswith(READ) or request.path == SCRIPT):
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response


@cache_control(public=True, max_age=600)
def script(request: HttpRequest) -> HttpResponse:
    """The element's script by a name that stays; what it leads to has its content in its name."""
    file = script_of("embed")
    if not file:
        raise Http404
    return HttpResponse(f'import "/assets/{file}";\n', content_type="text/javascript; charset=utf-8")


def embed(request: HttpRequest) -> HttpResponse:
    """How a look comes onto another page, with one to try. ?look= chooses it."""
    looks = Look.objects.shown().exclude(asset=None).exclude(asset__glb="").select_related("collection__house", "asset")
    chosen = looks.filter(slug=request.GET.get("look", "")[:50]).first() or looks.first()
    shared = Shared(data=[trail(request, (TITLE, request.path))])
    context = {"looks": looks, "chosen": chosen, "house": origin(request), "script": SCRIPT, "shared": shared}
    return render(request, "reach/embed.html", context)


TITLE = "<frontrow-look>"
