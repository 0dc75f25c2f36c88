"""The door of classes: come in with a code, come back with a word."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from frontrow.errors import UserError
from frontrow.web.audit.actor import actor_of
from frontrow.web.school.actions.join import come_back, join
from frontrow.web.school.forms import JoinForm, ReturnForm
from frontrow.web.school.lessons import LESSONS
from frontrow.web.school.member import courses_of


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
                enter = come_back if returning else join
                student = enter(actor_of(request, keeps=True), **form.cleaned_data)
                messages.success(request, _("You are %(nickname)s in this class.") % {"nickname": student.nickname})
                return redirect(student.course)
            except UserError as error:
                form.add_error(None, str(error))
    context = {"first": first, "again": again, "courses": courses_of(request), "lessons": LESSONS}
    return render(request, "school/door.html", context, status=status)
