"""The house's own certificate authority, for phones that shall trust it: see `frontrow up --lan`."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse


def authority(request: HttpRequest) -> HttpResponse:
    path = settings.HOME.lan / "authority.pem"
    if not path.exists():
        raise Http404
    answer = HttpResponse(path.read_bytes(), content_type="application/x-x509-ca-cert")
    answer["Content-Disposition"] = 'attachment; filename="front-row.crt"'
    return answer
