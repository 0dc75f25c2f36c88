"""The desk as visitors meet it: a page that works without a script, and the same as a part for the dialog."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frontrow.errors import UserError
from frontrow.language.desk.topics import GROUPS, topics
from frontrow.web.audit.actor import Actor, actor_of
from frontrow.web.desk.actions.ask import ask as keep
from frontrow.web.desk.actions.ask import readable
from frontrow.web.desk.actions.clear import clear as forget
from frontrow.web.desk.actions.hand_over import hand_over
from frontrow.web.desk.actions.rate import rate as judge
from frontrow.web.desk.answers.answering import answered
from frontrow.web.desk.answers.people import presence
from frontrow.web.desk.answers.said import Said
from frontrow.web.desk.answers.written import answer, page, title
from frontrow.web.desk.models import LONGEST, Talk
from frontrow.web.desk.shown import lines
from frontrow.web.desk.sight import sight
from frontrow.web.desk.understanding import spoken
from frontrow.web.desk.whose import current, is_own

GROUP_TITLES = {
    "orders": lambda: _("Orders"),
    "looks": lambda: _("Looks"),
    "trying": lambda: _("Trying on"),
    "shows": lambda: _("Shows"),
    "yours": lambda: _("What is yours"),
    "house": lambda: _("The house"),
}


@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """The talk this browser is in, and a field to ask in. `from`: the page she comes from."""
    talk = current(actor_of(request))
    return _shown(request, talk, page_from=request.GET.get("from", ""))


@never_cache
def talk(request: HttpRequest, key: str) -> HttpResponse:
    """The talk behind the secret link of our letter."""
    return _shown(request, get_object_or_404(Talk, key=key), key)


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """A question: answered at once, or added to what waits for a person."""
    actor, key = actor_of(request, keeps=True), request.POST.get("key", "")
    talk = _talk(request, actor)
    question, where = request.POST.get("question", ""), request.POST.get("page", "")[:300]
    language = spoken(question, get_language() or "en")
    try:
        said = None if talk and talk.with_people else _said(request, actor, readable(question), where, language, talk)
        talk = keep(actor, question, said, language, talk, key)
    except UserError as error:
        return _shown(request, talk, key, str(error), where, question[:LONGEST], 400)
    return _done(request, talk, key, where)


def _said(request: HttpRequest, actor: Actor, question: str, where: str, language: str, talk: Talk | None) -> Said:
    """The answer, in the language that was asked in where the site speaks it."""
    with translation.override(language):
        seen = sight(request, actor, question, where, talk.about if talk else "", request.POST.get("zone", "")[:40])
        return answered(question, seen)


@require_POST
def person(request: HttpRequest) -> HttpResponse:
    """Hand the talk over to a person. Where nothing was asked yet, what is written goes with it."""
    actor, key = actor_of(request, keeps=True), request.POST.get("key", "")
    talk, question = _talk(request, actor), request.POST.get("question", "").strip()
    try:
        if question:
            talk = keep(actor, question, None, get_language() or "en", talk, key)
        if talk is None:
            raise UserError(_("Write your question first."))
        talk = hand_over(actor, talk, request.POST.get("email", "")[:300], key)
    except UserError as error:
        return _shown(request, talk, key, str(error), status=400)
    return _done(request, talk, key)


@require_POST
def rate(request: HttpRequest) -> HttpResponse:
    actor, key = actor_of(request), request.POST.get("key", "")
    talk, stars = _talk(request, actor), request.POST.get("stars", "")
    if talk is None:
        raise Http404
    try:
        talk = judge(actor, talk, int(stars) if stars.isascii() and stars.isdecimal() and len(stars) == 1 else 0, key)
    except UserError as error:
        return _shown(request, talk, key, str(error), status=400)
    return _done(request, talk, key)


@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    actor, key = actor_of(request), request.POST.get("key", "")
    if (talk := _talk(request, actor)) is not None:
        forget(actor, talk, key)
    if _is_part(request):
        return _shown(request, None)
    messages.success(request, _("The talk is erased."))
    return redirect("desk")


def facts(request: HttpRequest) -> HttpResponse:
    """Everything the desk has in writing, by subject: what its answers cite."""
    found = [
        (
            GROUP_TITLES[group](),
            [(topic.name, title(topic), answer(topic), page(topic)) for topic in topics() if topic.group == group],
        )
        for group in GROUPS
    ]
    return render(request, "desk/facts.html", {"groups": found})


def _talk(request: HttpRequest, actor: Actor) -> Talk | None:
    """The talk a form is about: behind its secret key, or this browser's own."""
    key = request.POST.get("key", "")[:40]
    if not key:
        return current(actor)
    found = Talk.objects.filter(key=key).exclude(state=Talk.State.CLOSED).first()
    return found if found and is_own(actor, found, key) else None


def _is_part(request: HttpRequest) -> bool:
    return request.headers.get("X-Part") == "desk"


def _done(request: HttpRequest, talk: Talk, key: str, where: str = "") -> HttpResponse:
    if _is_part(request):
        return _shown(request, talk, key, page_from=where)
    return redirect((talk.get_absolute_url() if key else _desk()) + "#last")


def _desk() -> str:
    from django.urls import reverse

    return reverse("desk")


def _shown(
    request: HttpRequest,
    talk: Talk | None,
    key: str = "",
    error: str = "",
    page_from: str = "",
    question: str = "",
    status: int = 200,
) -> HttpResponse:
    said = lines(talk, actor_of(request))
    facts: dict[str, Any] = {
        "talk": talk,
        "lines": said,
        "last": said[-1] if said else None,
        "key": key,
        "error": error,
        "page": page_from[:300] if page_from.startswith("/") else "",
        "question": question,
        "longest": LONGEST,
        "presence": presence(),
        "stars": range(1, 6),
    }
    return render(request, "desk/part.html" if _is_part(request) else "desk/desk.html", facts, status=status)
