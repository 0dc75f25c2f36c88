"""The door of classes: come in with a code, come back with a word."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from frontrow.errors import UserError
from frontrow.web.audit.actor import actor_of
from frontrow.web.locks import address
from frontrow.web.school.actions.join import NoSuchClass, WrongWord, come_back, join, plain, typed
from frontrow.web.school.forms import JoinForm, ReturnForm
from frontrow.web.school.guesses import Guesses
from frontrow.web.school.lessons import LESSONS
from frontrow.web.school.member import courses_of
from frontrow.web.school.models import Student


@never_cache
def door(request: HttpRequest) -> HttpResponse:
    """Two forms that differ by the word; which was sent is told by the button."""
    returning = "word" in request.POST
    posted = request.POST or None
    first = JoinForm(None if returning else posted, label_suffix="", initial={"code": request.GET.get("code", "")})
    again = ReturnForm(posted if returning else None, label_suffix="", auto_id="again_%s")
    status = 200
    if request.method == "POST":
        status = 400
        form = again if returning else first
        if form.is_valid():
            try:
                student = _enter(request, returning, form.cleaned_data)
                messages.success(request, _("You are %(nickname)s in this class.") % {"nickname": student.nickname})
                return redirect(student.course)
            except TooMany as error:
                form.add_error(None, str(error))
                status = 429
            except UserError as error:
                form.add_error(None, str(error))
    context = {"first": first, "again": again, "courses": courses_of(request), "lessons": LESSONS}
    return render(request, "school/door.html", context, status=status)


class TooMany(UserError):
    """This address was wrong too often."""


def _enter(request: HttpRequest, returning: bool, said: dict[str, str]) -> Student:
    """Raises UserError; a wrong code and a wrong word are counted, whatever else is wrong is not."""
    guesses, code = Guesses(address(request)), typed(said["code"])
    whose = (code, plain(said["nickname"]).casefold())
    if (guesses.too_many() and not guesses.knows(code)) or (returning and guesses.too_many(*whose)):
        raise TooMany(_("Too many wrong tries from here; wait five minutes."))
    try:
        student = (come_back if returning else join)(actor_of(request, keeps=True), **said)
    except NoSuchClass:
        guesses.missed()
        raise
    except UserError as error:
        guesses.opened(code)
        if isinstance(error, WrongWord):
            guesses.missed(*whose)
        raise
    guesses.opened(code)
    return student
