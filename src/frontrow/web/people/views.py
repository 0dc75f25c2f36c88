"""Who works here: roles and invitations; and the page that an invitation's link opens."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frontrow.errors import UserError
from frontrow.web.audit.actor import actor_of
from frontrow.web.people.actions import accept, dismiss, invite, take_back
from frontrow.web.people.forms import InviteForm, PasswordForm
from frontrow.web.people.models import Invitation, Membership, Role
from frontrow.web.people.roles import holds, houses_of, only


@never_cache
@only(Role.ORGANISER, Role.HOUSE)
def people(request: HttpRequest) -> HttpResponse:
    """All of them for an organiser, its own for a house."""
    houses, organises = houses_of(request.user), holds(request.user, Role.ORGANISER)
    initial = {"language": get_language(), "role": Role.HOUSE}
    form = InviteForm(request.POST or None, houses=houses, organises=organises, initial=initial)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            asked = form.cleaned_data
            role = Role(asked["role"])
            again = invite.sent_before(asked["email"], role, asked["house"]).filter(until__gt=timezone.now()).exists()
            try:
                invite.invite(actor_of(request), asked["email"], role, asked["house"], asked["language"])
            except UserError as error:
                form.add_error(None, str(error))
            else:
                said = _("The invitation is on its way to %(email)s.") % {"email": asked["email"]}
                replaced = _("It replaces the one sent before, whose link opens nothing any more.")
                messages.success(request, f"{said} {replaced}" if again else said)
                return redirect("people")
    held = _within(Membership.objects.select_related("user", "house"), houses, organises)
    waiting = _within(Invitation.objects.filter(until__gt=timezone.now()).select_related("house"), houses, organises)
    facts = {"form": form, "held": held, "waiting": waiting, "organises": organises}
    if organises:
        facts["chiefs"] = get_user_model().objects.filter(is_superuser=True, is_active=True)
    return render(request, "people/people.html", facts, status=status)


@require_POST
@only(Role.ORGANISER, Role.HOUSE)
def end(request: HttpRequest, membership: int) -> HttpResponse:
    """Take a role from somebody."""
    found = get_object_or_404(_mine(request, Membership.objects.all()), pk=membership)
    try:
        dismiss.dismiss(actor_of(request), found)
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The role is taken back."))
    return redirect("people" if holds(request.user, Role.ORGANISER, Role.HOUSE) else "account")


@require_POST
@only(Role.ORGANISER, Role.HOUSE)
def uninvite(request: HttpRequest, invitation: int) -> HttpResponse:
    found = get_object_or_404(_mine(request, Invitation.objects.all()), pk=invitation)
    try:
        take_back.take_back(actor_of(request), found)
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The invitation is taken back."))
    return redirect("people")


@never_cache
def invited(request: HttpRequest, key: str) -> HttpResponse:
    """What somebody is invited to; accepting makes an account where there is none."""
    found = Invitation.waiting(key)
    if found is None:
        return render(request, "people/invited.html", {"gone": True}, status=410)
    known = get_user_model().objects.filter(username=found.email).exists()
    form = PasswordForm(request.POST or None)
    status = 200
    signed_in = request.user.is_authenticated
    if request.method == "POST" and (signed_in or not known):
        status = 400
        if signed_in or form.is_valid():
            try:
                user = accept.accept(
                    actor_of(request), key, form.cleaned_data.get("password", "") if not signed_in else ""
                )
            except UserError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Welcome behind the stage."))
                if signed_in:
                    return redirect("backstage")
                record_authentication(request, user, method="password")
                return perform_login(request, user, redirect_url=reverse("backstage"))
    facts = {"invitation": found, "known": known, "form": form}
    return render(request, "people/invited.html", facts, status=status)


def _mine(request: HttpRequest, query: QuerySet) -> QuerySet:
    return _within(query, houses_of(request.user), holds(request.user, Role.ORGANISER))


def _within(query: QuerySet, houses: QuerySet, organises: bool) -> QuerySet:
    """Those that somebody may see: everything for an organiser, else what belongs to her houses."""
    return query if organises else query.filter(Q(house__in=houses))
