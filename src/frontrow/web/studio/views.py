"""The studio: bring a pattern, watch it being draped, see it walk."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from frontrow.errors import UserError
from frontrow.web.audit.actor import actor_of
from frontrow.web.season.faults import told
from frontrow.web.season.models import Pattern
from frontrow.web.season.words import fabric_titles
from frontrow.web.shop.holder import holder_of
from frontrow.web.studio.actions.bring_pattern import bring_pattern
from frontrow.web.studio.forms import PatternForm
from frontrow.web.studio.models import PatternUpload


@never_cache
def studio(request: HttpRequest) -> HttpResponse:
    form = PatternForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            choices = dict(form.cleaned_data)
            try:
                upload = bring_pattern(actor_of(request, keeps=True), request.FILES["pattern"].name or "", **choices)
                return redirect(upload)
            except UserError as error:
                form.add_error("pattern", told(str(error)))
    holder = holder_of(request)
    return render(
        request,
        "studio/studio.html",
        {
            "form": form,
            "uploads": PatternUpload.objects.filter(holder=holder) if holder else [],
            "samples": Pattern.objects.all(),
        },
        status=status,
    )


@never_cache
def upload(request: HttpRequest, key: str) -> HttpResponse:
    found = _mine(request, key)
    made = (found.report.get("garments") or [{}])[0]
    fabric = fabric_titles().get(found.fabric, found.fabric)
    return render(request, "studio/upload.html", {"upload": found, "fabric": fabric, "area": made.get("area_m2")})


@never_cache
def upload_json(request: HttpRequest, key: str) -> JsonResponse:
    found = _mine(request, key)
    return JsonResponse(
        {
            "state": found.state,
            "step": found.step,
            "progress": round(found.progress, 2),
            "glb": found.glb_url,
            "poster": found.poster_url,
        }
    )


def sample(request: HttpRequest, slug: str) -> HttpResponse:
    """A pattern of the season, to begin from."""
    pattern = Pattern.objects.filter(slug=slug).first()
    if pattern is None:
        raise Http404
    response = HttpResponse(pattern.source, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{pattern.slug}.yaml"'
    return response


def _mine(request: HttpRequest, key: str) -> PatternUpload:
    holder = holder_of(request)
    found = PatternUpload.objects.filter(key=key, holder=holder).first() if holder else None
    if found is None:
        raise Http404
    return found
