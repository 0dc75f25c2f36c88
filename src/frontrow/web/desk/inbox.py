"""The desk's inbox: talks that were handed over, for those who answer them."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Avg, Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor, actor_of
from frontrow.web.desk.actions.close import close as end
from frontrow.web.desk.actions.reply import reply as send
from frontrow.web.desk.actions.take import take as assign
from frontrow.web.desk.hours import told
from frontrow.web.desk.models import Message, Opening, Reply, Talk
from frontrow.web.desk.shown import lines
from frontrow.web.people.models import Role
from frontrow.web.people.roles import only

LISTED = 30


@never_cache
@only(Role.MODERATOR)
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits, the longest first; what was answered last; how satisfied visitors are."""
    talks = Talk.objects.select_related("taken_by")
    return render(
        request,
        "desk/inbox.html",
        {
            "waiting": [(each, _last(each)) for each in talks.filter(state=Talk.State.WAITING).order_by("waits_since")],
            "done": [
                (each, _last(each))
                for each in talks.filter(state__in=(Talk.State.ANSWERED, Talk.State.CLOSED))[:LISTED]
            ],
            "satisfaction": Talk.objects.filter(rating__isnull=False).aggregate(mean=Avg("rating"), count=Count("id")),
            "unknown": Message.objects.filter(who=Message.Who.DESK, topic="").count(),
            "answers": Message.objects.filter(who=Message.Who.DESK).count(),
            "hours": told(Opening.objects.all()),
        },
    )


@never_cache
@only(Role.MODERATOR)
def one(request: HttpRequest, number: int) -> HttpResponse:
    """A talk that was handed over, whole; talks with the desk alone are nobody's to read."""
    talk = _found(number)
    replies = [{"pk": each.pk, "title": str(each.title), "text": str(each.text)} for each in Reply.objects.all()]
    ready = next((each["text"] for each in replies if str(each["pk"]) == request.GET.get("ready")), "")
    return render(request, "desk/one.html", {"talk": talk, "lines": lines(talk), "replies": replies, "draft": ready})


@require_POST
@only(Role.MODERATOR)
def reply(request: HttpRequest, number: int) -> HttpResponse:
    text = request.POST.get("text", "")
    return _do(request, number, lambda actor, talk: send(actor, talk, text), _("Your answer is sent."))


@require_POST
@only(Role.MODERATOR)
def take(request: HttpRequest, number: int) -> HttpResponse:
    back = request.POST.get("back") == "1"
    words = _("Somebody else may have it.") if back else _("It is yours.")
    return _do(request, number, lambda actor, talk: assign(actor, talk, back), words)


@require_POST
@only(Role.MODERATOR)
def close(request: HttpRequest, number: int) -> HttpResponse:
    return _do(request, number, end, _("The talk is closed."))


def _do(request: HttpRequest, number: int, do: Callable[[Actor, Talk], object], words: str) -> HttpResponse:
    try:
        do(actor_of(request), _found(number))
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    return redirect("desk-one", number=number)


def _found(number: int) -> Talk:
    return get_object_or_404(Talk.objects.exclude(state=Talk.State.DESK), pk=number)


def _last(talk: Talk) -> Message | None:
    return talk.messages.filter(who=Message.Who.VISITOR).order_by("-id").first()
