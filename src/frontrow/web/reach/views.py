"""The bell's pages: ask, confirm, stop."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from frontrow.errors import UserError
from frontrow.web.audit.actor import actor_of
from frontrow.web.reach.actions.ask_by_mail import ask_by_mail
from frontrow.web.reach.actions.ask_by_push import ask_by_push
from frontrow.web.reach.actions.confirm_reminder import confirm_reminder
from frontrow.web.reach.actions.stop_reminder import stop_reminder
from frontrow.web.reach.forms import ByMail, ByPush
from frontrow.web.reach.hours import begins_after
from frontrow.web.reach.models import Reminder
from frontrow.web.reach.push.key import public_key


@require_POST
def by_mail(request: HttpRequest) -> HttpResponse:
    """Ask for letters about a show; what is wrong is said on a page of its own, with the form."""
    form = ByMail(request.POST)
    if not form.is_valid():
        return render(request, "reach/ask.html", {"form": form}, status=400)
    wish = form.cleaned_data
    show = wish["show"]
    language = get_language() or "en"
    ask_by_mail(actor_of(request, keeps=True), show, wish["email"], wish["every"], language, wish["zone"])
    messages.success(request, _("A letter is on its way. The link in it confirms that you want to be told."))
    return redirect(f"{show.get_absolute_url()}#remind")


@require_POST
def by_push(request: HttpRequest) -> HttpResponse:
    """Ask for pushes to this browser: for scripts."""
    form = ByPush(request.POST)
    if not form.is_valid():
        return JsonResponse({"error": _("This browser's subscription cannot be read.")}, status=400)
    wish = dict(form.cleaned_data) | {"language": get_language() or "en"}
    try:
        reminder = ask_by_push(actor_of(request, keeps=True), **wish)
    except UserError as error:
        return JsonResponse({"error": str(error)}, status=400)
    return JsonResponse({"stop": f"{reminder.get_absolute_url()}stop/"})


@require_safe
@cache_control(public=True, max_age=3600)
def push_key(request: HttpRequest) -> JsonResponse:
    """The house's public key, for the browser's subscription."""
    return JsonResponse({"key": public_key()})


@never_cache
def reminder(request: HttpRequest, key: str) -> HttpResponse:
    """What was asked for; opening it changes nothing, for programs open links in letters before people do."""
    found = _found(key)
    if request.method == "POST":
        confirm_reminder(actor_of(request), found)
        return redirect(found)
    return render(request, "reach/reminder.html", _facts(found))


@never_cache
@csrf_exempt
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """RFC 8058: a POST stops at once, without cookies; the page has a button that does the same."""
    found = Reminder.objects.filter(key=key).select_related("show").first()
    if request.method == "POST":
        if found:
            stop_reminder(actor_of(request), found)
        return render(request, "reach/stopped.html")
    return render(request, "reach/stop.html", _facts(found)) if found else render(request, "reach/stopped.html")


def _found(key: str) -> Reminder:
    return get_object_or_404(Reminder.objects.select_related("show"), key=key)


def _facts(found: Reminder) -> dict[str, Any]:
    return {"reminder": found, "begins": begins_after(found.show, timezone.now())}
