"""The commons as everybody sees it: what is offered, one offer, its file; and what a house does on an offer's page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frontrow.errors import UserError
from frontrow.web.audit.actor import actor_of
from frontrow.web.commons.actions.release_pooled import told_of
from frontrow.web.commons.actions.renew import renew
from frontrow.web.commons.actions.report import report
from frontrow.web.commons.actions.use import use
from frontrow.web.commons.actions.withdraw import withdraw
from frontrow.web.commons.credit import credit_of, marked
from frontrow.web.commons.facts import facts
from frontrow.web.commons.forms import VersionForm
from frontrow.web.commons.models import Kind, Offer, State, Use
from frontrow.web.commons.review import may_see, sees_all
from frontrow.web.people.models import Role
from frontrow.web.people.roles import holds, houses_of, only
from frontrow.web.season.models import House, Look


def commons(request: HttpRequest) -> HttpResponse:
    """What houses give each other; `kind` narrows it down."""
    kind = request.GET.get("kind", "")
    offers = Offer.objects.filter(state=State.OPEN).select_related("house").prefetch_related("versions__uses")
    kinds = [(each, each.label) for each in Kind if offers.filter(kind=each).exists()]
    if kind:
        offers = offers.filter(kind=kind)
    found = [(offer, offer.latest) for offer in offers]
    return render(request, "commons/commons.html", {"offers": found, "kinds": kinds, "kind": kind})


@never_cache
def offer(request: HttpRequest, slug: str) -> HttpResponse:
    """An offer: what it is, whose, under which licence, its versions, who uses it."""
    return _page(request, _visible(request, slug))


def _page(request: HttpRequest, found: Offer, form: VersionForm | None = None) -> HttpResponse:
    mine = holds(request.user, Role.HOUSE, house=found.house)
    uses = Use.objects.filter(version__offer=found).select_related("house", "version")
    taken = {use.house_id for use in uses}
    houses = houses_of(request.user).exclude(pk__in=taken | {found.house_id})
    latest = found.latest
    all_of_them = sees_all(found, request.user)
    return render(
        request,
        "commons/offer.html",
        {
            "offer": found,
            "latest": latest,
            "versions": [each for each in found.versions.all() if all_of_them or each.let_through],
            "facts": facts(latest),
            "origin": found.based_on.credits if found.based_on else [],
            "uses": [(use, _worn(use)) for use in uses],
            "houses": houses if found.state == State.OPEN else [],
            "mine": mine,
            "told": told_of(found),
            "form": form or (VersionForm() if mine else None),
        },
        status=400 if form else 200,
    )


def _worn(use: Use) -> list[Look]:
    """The published looks that a copy went into."""
    looks = Look.objects.shown().filter(collection__house=use.house)
    if use.kind == Kind.POSE:
        return [look for look in looks if look.pose and look.pose == use.data]
    if not use.thing:
        return []
    field = "garments__fabric" if use.kind == Kind.FABRIC else "garments__pattern__slug"
    return list(looks.filter(**{field: use.thing}).distinct())


def file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A version's file, with its credit above it."""
    found = _visible(request, slug)
    version = get_object_or_404(found.versions, number=number)
    if not version.let_through and not sees_all(found, request.user):
        raise Http404
    response = HttpResponse(marked(version.source, credit_of(version)), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}-{number}.yaml"'
    return response


@require_POST
@only(Role.HOUSE)
def take(request: HttpRequest, slug: str) -> HttpResponse:
    """Use it: in one click for somebody of one house."""
    found = _visible(request, slug)
    houses = houses_of(request.user).exclude(pk=found.house_id)
    chosen = request.POST.get("house", "")
    house: House | None = houses.filter(slug=chosen).first() if chosen else houses.first()
    if house is None:
        raise Http404
    try:
        use(actor_of(request), found, house)
    except UserError as error:
        messages.error(request, str(error))
        return redirect(found)
    said = _("%(house)s uses “%(title)s” now. Its credit goes wherever it goes.")
    messages.success(request, said % {"house": house, "title": found})
    return redirect("shelf")


@require_POST
@only(Role.HOUSE)
def version(request: HttpRequest, slug: str) -> HttpResponse:
    """A new version, by the house that offers it."""
    found = _visible(request, slug)
    form = VersionForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        renew(actor_of(request), found, form.cleaned_data["file"], form.cleaned_data["note"])
    except UserError as error:
        form.add_error("file", str(error))
        return _page(request, found, form)
    messages.success(request, _("A moderator looks at the new version first; then who uses an older one is told."))
    return redirect(found)


@require_POST
@only(Role.HOUSE)
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    found = _visible(request, slug)
    try:
        withdraw(actor_of(request), found)
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is withdrawn. Copies that were taken stay, as the licence says."))
    return redirect(found)


@require_POST
def tell(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody reports it."""
    found = _visible(request, slug)
    try:
        report(actor_of(request), found, request.POST.get("words", ""))
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Thank you. A moderator looks at it."))
    return redirect(found)


def _visible(request: HttpRequest, slug: str) -> Offer:
    found = get_object_or_404(Offer.objects.select_related("house", "based_on"), slug=slug)
    if not may_see(found, request.user):
        raise Http404
    return found
