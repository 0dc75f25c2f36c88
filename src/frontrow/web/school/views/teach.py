"""What a teacher sees: her classes, and one of them with students, show, rubric and marks."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from frontrow.errors import UserError
from frontrow.web.audit.actor import actor_of
from frontrow.web.people.models import Role
from frontrow.web.people.roles import holds, only
from frontrow.web.school.actions.change_class import change_class
from frontrow.web.school.actions.close_class import close_class
from frontrow.web.school.actions.grade import MOST as MOST_CRITERIA
from frontrow.web.school.actions.grade import Row, grade, write_rubric
from frontrow.web.school.actions.hand_over import hand_over
from frontrow.web.school.actions.line_up import line_up
from frontrow.web.school.actions.open_class import open_class
from frontrow.web.school.actions.students import remove_student, rename_student
from frontrow.web.school.forms import ClassForm
from frontrow.web.school.grades import judged, looks_of
from frontrow.web.school.member import going, teaches
from frontrow.web.school.models import Course, Student, Work

teacher = only(Role.TEACHER)


def course_of(request: HttpRequest, code: str) -> Course:
    """A class that this account teaches. Raises Http404."""
    course: Course = get_object_or_404(going(), code=code)
    if not teaches(request.user, course):
        raise Http404
    return course


@never_cache
@teacher
def classes(request: HttpRequest) -> HttpResponse:
    """Her classes, and the form that opens another; an organiser sees those of all teachers."""
    form = ClassForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                return redirect("teach-class", code=open_class(actor_of(request), **form.cleaned_data).code)
            except UserError as error:
                form.add_error("ends", str(error))
    found = going() if holds(request.user, Role.ORGANISER) else going().filter(teacher=request.user)
    context = {"form": form, "courses": found.prefetch_related("students")}
    return render(request, "school/classes.html", context, status=status)


@never_cache
@teacher
def teach(request: HttpRequest, code: str) -> HttpResponse:
    course = course_of(request, code)
    form = ClassForm(request.POST or None, instance=course)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                change_class(actor_of(request), course_of(request, code), **form.cleaned_data)
                messages.success(request, _("The class is changed."))
                return redirect("teach-class", code=code)
            except UserError as error:
                form.add_error("ends", str(error))
        course = course_of(request, code)
    return render(request, "school/teach.html", _context(course, form), status=status)


def _context(course: Course, form: ClassForm) -> dict[str, Any]:
    looks = looks_of(course)
    criteria = list(course.criteria.all())
    return {
        "course": course,
        "form": form,
        "students": course.students.prefetch_related("works", "pins"),
        "looks": [(work, judged(work)) for work in looks],
        "walking": sorted((work for work in looks if work.place), key=lambda work: work.place),
        "waiting": [work for work in looks if work.is_there and not work.place],
        "criteria": [*criteria, *[None] * (MOST_CRITERIA - len(criteria))],
    }


@require_POST
@teacher
def switch(request: HttpRequest, code: str) -> HttpResponse:
    """One of joining, shown, told: on (1) or off (0)."""
    course = course_of(request, code)
    changes = {name: request.POST[name] == "1" for name in ("joining", "shown", "told") if name in request.POST}
    change_class(actor_of(request), course, **changes)
    return redirect("teach-class", code=code)


@require_POST
@teacher
def order(request: HttpRequest, code: str) -> HttpResponse:
    """place-<key>: where a look walks; empty or 0 for not."""
    course = course_of(request, code)
    wanted: list[tuple[int, int, str]] = []
    for work in Work.objects.filter(student__course=course).exclude(glb=""):
        text = request.POST.get(f"place-{work.key}", "").strip()
        if text.isdecimal() and int(text[:4]) > 0:
            wanted.append((int(text[:4]), work.place, work.key))
    line_up(actor_of(request), course, [key for _place, _before, key in sorted(wanted)])
    messages.success(request, _("The line-up is as you wrote it."))
    return redirect("teach-class", code=code)


@require_POST
@teacher
def rubric(request: HttpRequest, code: str) -> HttpResponse:
    course = course_of(request, code)
    rows = []
    for number in range(MOST_CRITERIA):
        title = request.POST.get(f"title-{number}", "").strip()
        points = request.POST.get(f"points-{number}", "").strip()
        was = request.POST.get(f"criterion-{number}", "")
        if title or was:
            text = request.POST.get(f"text-{number}", "").strip()
            known = int(was) if was.isdecimal() and len(was) < 15 else None
            rows.append(Row(title, text, int(points[:3]) if points.isdecimal() else 0, known))
    _do(request, lambda: write_rubric(actor_of(request), course, rows), _("The rubric is kept."))
    return redirect("teach-class", code=code)


@never_cache
@teacher
def judge(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Marks of one look."""
    course = course_of(request, code)
    work = get_object_or_404(Work.objects.select_related("student__course", "remark"), student__course=course, key=key)
    if request.method == "POST":
        points = {}
        for criterion in course.criteria.all():
            text = request.POST.get(f"points-{criterion.pk}", "").strip()
            if text and not text.isdecimal():
                messages.error(request, _("Points are whole numbers."))
                return redirect("judge", code=code, key=key)
            points[criterion.pk] = int(text[:4]) if text else None
        words = request.POST.get("text", "").strip()
        if _do(request, lambda: grade(actor_of(request), work, points, words), _("The marks are kept.")):
            return redirect("teach-class", code=code)
        return redirect("judge", code=code, key=key)
    return render(
        request, "school/judge.html", {"course": course, "work": work, "judged": judged(work), "pins": work.pins.all()}
    )


@require_POST
@teacher
def student(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """nickname: another one; or remove."""
    course = course_of(request, code)
    found = get_object_or_404(Student, course=course, pk=number)
    if "remove" in request.POST:
        _do(request, lambda: remove_student(actor_of(request), found), _("The student is out of the class."))
    else:
        nickname = request.POST.get("nickname", "")
        _do(request, lambda: rename_student(actor_of(request), found, nickname), _("The nickname is changed."))
    return redirect("teach-class", code=code)


@require_POST
@teacher
def hand(request: HttpRequest, code: str) -> HttpResponse:
    """to: how another teacher signs in."""
    course = course_of(request, code)
    to = request.POST.get("to", "").strip()[:254]
    if _do(request, lambda: hand_over(actor_of(request), course, to), _("The class is handed over.")):
        return redirect("teach")
    return redirect(f"{reverse('teach-class', args=[code])}#hand")


@require_POST
@teacher
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Asks for the class's code once more, for nothing of it comes back."""
    course = course_of(request, code)
    if request.POST.get("code", "").strip().lower() != course.code:
        messages.error(request, _("Write the code of the class to erase it."))
        return redirect("teach-class", code=code)
    close_class(actor_of(request), course)
    messages.success(request, _("The class is erased, with everything in it."))
    return redirect("teach")


def _do(request: HttpRequest, job: Any, done: str) -> bool:
    try:
        job()
    except UserError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, done)
    return True
