"""The moderators' queue, and a case as its author sees it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frontrow.errors import UserError
from frontrow.web.audit.actor import actor_of
from frontrow.web.moderation.actions.appeal import appeal
from frontrow.web.moderation.actions.decide import decide
from frontrow.web.moderation.actions.trust_house import trust_house
from frontrow.web.moderation.models import OPEN, Case, State
from frontrow.web.people.models import Role
from frontrow.web.people.roles import holds, only
from frontrow.web.season.models import House

DECIDED = 20  # how many of what was decided are listed


@never_cache
@only(Role.MODERATOR)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, appeals first and then the oldest; below, what was decided last. `kind` narrows both down."""
    cases = Case.objects.select_related("author", "house", "decided_by")
    kind = request.GET.get("kind", "")
    mine = cases.filter(kind=kind) if kind else cases
    waiting = sorted(mine.filter(state__in=OPEN), key=lambda case: (case.state != State.APPEALED, case.opened_at))
    return render(
        request,
        "moderation/queue.html",
        {
            "waiting": [(case, not case.concerns(request.user)) for case in waiting],
            "decided": mine.filter(decided_at__isnull=False).exclude(state__in=OPEN).order_by("-decided_at")[:DECIDED],
            "kinds": cases.order_by("kind").values_list("kind", flat=True).distinct(),
            "kind": kind,
            "houses": House.objects.select_related("trusted") if holds(request.user, Role.ORGANISER) else [],
        },
    )


@require_POST
@only(Role.MODERATOR)
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """A moderator's word about a case."""
    case = get_object_or_404(Case, pk=pk)
    try:
        case = decide(actor_of(request), case, request.POST.get("verdict") == "let", request.POST.get("note", ""))
    except UserError as error:
        messages.error(request, str(error))
    else:
        said = _("%(title)s is let through.") if case.state == State.LET_THROUGH else _("%(title)s is refused.")
        messages.success(request, said % {"title": case.title})
    return redirect("queue")


@require_POST
@only(Role.ORGANISER)
def trust(request: HttpRequest) -> HttpResponse:
    """Let a house's offers through without a moderator from now on, or no longer."""
    house = get_object_or_404(House, slug=request.POST.get("house", ""))
    yes = request.POST.get("trust") == "yes"
    trust_house(actor_of(request), house, yes)
    said = _("What %(house)s offers waits for nobody now.") if yes else _("What %(house)s offers waits again.")
    messages.success(request, said % {"house": house})
    return redirect("queue")


@never_cache
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Why a piece waits or was refused, for its author and for moderators; an appeal is sent from here."""
    found = get_object_or_404(Case.objects.select_related("house"), pk=pk)
    mine = found.concerns(request.user)
    if not mine and not holds(request.user, Role.MODERATOR):
        raise PermissionDenied
    if request.method == "POST":
        try:
            appeal(actor_of(request), found, request.POST.get("words", ""))
        except UserError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Somebody else will look at it again."))
        return redirect(found)
    return render(request, "moderation/case.html", {"case": found, "mine": mine})
