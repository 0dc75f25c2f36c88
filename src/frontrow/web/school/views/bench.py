"""Where a student makes a look: a pattern, its measures, a cloth; and the same pattern lying flat."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from frontrow.errors import UserError
from frontrow.web.audit.actor import actor_of
from frontrow.web.school.actions.drape_work import begin_work
from frontrow.web.school.flat import flat_svg
from frontrow.web.school.forms import BringForm, WorkForm
from frontrow.web.school.member import Member, member_of
from frontrow.web.school.models import Student
from frontrow.web.school.views.room import patterns_of
from frontrow.web.season.faults import told
from frontrow.web.season.models import Pattern


@never_cache
def begin(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """A new look from a pattern of the season."""
    member, student = _student(request, code)
    pattern = _pattern(member, slug)
    form = WorkForm(request.POST or None, pattern=pattern)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid() and "look" not in request.POST:
            try:
                return redirect(begin_work(actor_of(request), student, pattern, **form.made_of()))
            except UserError as error:
                form.add_error(None, told(str(error)))
        elif not form.errors:
            status = 200
    context = {"course": member.course, "form": form, "pattern": pattern, "flat": flat_of(form, pattern)}
    return render(request, "school/bench.html", context, status=status)


@never_cache
def bring(request: HttpRequest, code: str) -> HttpResponse:
    """A new look from a file of her own."""
    member, student = _student(request, code)
    if member.course.patterns:
        raise Http404
    form = BringForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            chosen = dict(form.cleaned_data)
            title, brought = chosen.pop("name"), chosen.pop("pattern")
            try:
                return redirect(begin_work(actor_of(request), student, None, brought, title=title, **chosen))
            except UserError as error:
                form.add_error("pattern", told(str(error)))
    return render(request, "school/bring.html", {"course": member.course, "form": form}, status=status)


def flat_of(form: WorkForm, pattern: Pattern) -> str:
    """The pieces as SVG with what the form says now; "" while it says something that cannot be drawn."""
    if form.is_bound and not form.is_valid():
        return ""
    if form.is_bound:
        chart, size, options = form.cleaned_data["chart"], form.cleaned_data["size"], form.options()
    else:
        chart, size = form["chart"].value() or "women", form["size"].value()
        options = {choice.name: choice.own(float(form[f"o-{choice.name}"].value())) for choice in form.chosen}
    try:
        return flat_svg(pattern.source, pattern.slug, chart, size, tuple(sorted(options.items())))
    except UserError:
        return ""


def _student(request: HttpRequest, code: str) -> tuple[Member, Student]:
    member = member_of(request, code)
    if member.student is None:
        raise Http404
    return member, member.student


def _pattern(member: Member, slug: str) -> Pattern:
    found: Any = next((pattern for pattern in patterns_of(member) if pattern.slug == slug), None)
    if found is None:
        raise Http404
    return found
