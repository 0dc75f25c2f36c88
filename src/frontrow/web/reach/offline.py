"""The page that a browser shows when the house cannot be reached: said in every language, and of nobody."""

from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control

PATH = "/offline.html"  # as reach/service_worker.js asks for it


@cache_control(no_cache=True)
def offline(request: HttpRequest) -> HttpResponse:
    """The same for everybody, whole in one file: no cookie is read, no price and no name is in it."""
    response = HttpResponse(page())
    response["Content-Security-Policy"] = f"default-src 'none'; style-src '{_hash()}'; base-uri 'none'"
    return response


def page() -> str:
    """The whole page in every language of the site."""
    return render_to_string("reach/offline.html", {"said": _said(), "style": STYLE})


def _said() -> list[tuple[str, str, str, str]]:
    """Language, heading, sentence and link, for each language of the site."""
    found = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            words = (_("There is no network."), _("The show goes on without you for a moment."), _("Try again"))
        found.append((code, *words))
    return found


STYLE = (
    "body{margin:0;min-height:100vh;display:grid;align-content:center;gap:64px;padding:32px 8vw;box-sizing:border-box;"
    "background:#f4f0e8;color:#111;font:17px/1.6 Inter,system-ui,sans-serif}"
    "h1,h2{margin:0 0 12px;font:400 clamp(34px,7vw,72px)/1.05 'Bodoni Moda',Didot,'Bodoni MT','Songti SC',serif}"
    "p{margin:0 0 20px}a{color:inherit;text-underline-offset:.3em}.wordmark{font:400 22px 'Bodoni Moda',Didot,serif}"
)


def _hash() -> str:
    from base64 import b64encode

    return f"sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}"
